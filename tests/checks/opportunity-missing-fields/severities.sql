-- B2, a gap warns unless the table says else; a field may be off. Fields that the source lacks
-- aren't asked for.
SELECT given_setting('required.opportunity', 'amount', 'fail'), given_setting('required.opportunity', 'next_step', 'off');
SELECT given_object_fields('opportunity');
UPDATE source_field SET is_present = false WHERE object = 'opportunity' AND name = 'type';
SELECT given_opportunity('006amount', '001acme', '005ann'), given_opportunity('006step', '001acme', '005ann'), given_opportunity('006date', '001acme', '005ann', closes => NULL),
       given_opportunity('006won', '001acme', '005ann', 'Closed Won');
UPDATE opportunity_version SET amount = 5 WHERE opportunity_id <> '006amount';
