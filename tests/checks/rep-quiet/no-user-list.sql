-- A12 where the source has no user list: every owner is a rep, of a record or an activity,
-- queues left out. Ann's last touch was 40 days ago; Own never made one and nobody named
-- that owner; Ben's was yesterday.
SELECT given_account('001acme', '005own'), given_lead('00Qlee', '00Gqueue'), given_contact('003bob');
SELECT given_task('005ann', '003bob', '2026-05-21 09:00'), given_task('005ben', '003bob', '2026-06-29 09:00'),
       given_task('00Gqueue', '003bob', '2026-05-21 09:00');
