-- B2, a run for one rep tells that rep's alone.
SELECT given_scope('005ben');
SELECT given_object_fields('opportunity');
SELECT given_opportunity('006ann', '001acme', '005ann'), given_opportunity('006ben', '001acme', '005ben'), given_opportunity('006none', '001acme');
