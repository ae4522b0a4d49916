-- B2 asks opportunities for their own fields, not for what accounts and leads must have.
SELECT given_object_fields('opportunity'), given_account_fields(), given_object_fields('lead'), given_opportunity('006deal', '001acme', '005ann');
UPDATE opportunity_version SET next_step = 'Call';
