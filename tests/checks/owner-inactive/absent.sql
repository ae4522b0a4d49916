-- B11, where the source has no owner field nothing is said of its records; a run for one user
-- tells that user's. The queue's limit is a parameter.
SELECT given_scope('005gone'), given_object_fields('account'), given_object_fields('lead'), given_parameter('owner-inactive', 'queue_days', '1000');
UPDATE source_field SET is_present = false WHERE object = 'lead' AND name = 'owner_id';
SELECT given_user('005gone', active => false), given_user('005left', active => false);
SELECT given_account('001gone', '005gone'), given_account('001left', '005left'), given_lead('00Qgone', '005gone'), given_opportunity('006gone', '001gone', '005gone');
