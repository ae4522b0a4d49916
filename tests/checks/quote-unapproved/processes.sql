-- F3, a process whose steps were not exported speaks for the one who acted last; one with steps does not.
-- A deleted step is none, and several may approve, named by id or user name too.
SELECT given_setting('quotes', 'approvers', '005cro, deputy@acme.example.login');
SELECT given_user('005cro', email => 'cro@acme.example'), given_user('005dep'), given_opportunity('006deal', NULL, NULL);
UPDATE crm_user_version SET username = 'Deputy@acme.example.login' WHERE user_id = '005dep';
SELECT given_quote('0Q0' || n, '006deal') FROM unnest('{a,b,c,d,e,f}'::text[]) AS n;
SELECT given_decision('0Q0c', '005vp'), given_decision('0Q0d', '005cro'), given_decision('0Q0e', '005dep');
UPDATE approval SET last_actor_id = '005cro';
UPDATE approval_step SET is_deleted = true WHERE actor_id = '005cro';
INSERT INTO approval (approval_id, target_id, status, last_actor_id, completed_at)
VALUES ('04ga', '0Q0a', 'Approved', '005cro', given_instant('2026-06-30 11:59:59')), ('04gb', '0Q0b', 'Approved', '005cro', given_instant('2026-06-30 12:00')), ('04gf', '0Q0f', 'Pending', '005cro', NULL);
-- A process that was deleted, with its steps or without, says nothing; nor does a step that decided nothing, or one that was deleted.
SELECT given_quote('0Q0' || n, '006deal') FROM unnest('{g,h,i,j}'::text[]) AS n;
INSERT INTO approval (approval_id, target_id, status, last_actor_id, completed_at, is_deleted)
VALUES ('04gg', '0Q0g', 'Approved', '005cro', given_instant('2026-06-10 09:00'), true), ('04gh', '0Q0h', 'Approved', NULL, NULL, false), ('04gi', '0Q0i', 'Approved', NULL, NULL, false);
INSERT INTO approval_step (step_id, approval_id, status, actor_id, created_at, is_deleted)
VALUES ('04h8', '04gh', 'Approved', '005cro', given_instant('2026-06-10 09:00'), false), ('04h9', '04gh', 'Reassigned', '005cro', given_instant('2026-06-11 09:00'), false),
       ('04h6', '04gi', 'Approved', '005cro', given_instant('2026-06-10 09:00'), false), ('04h7', '04gi', 'Rejected', '005cro', given_instant('2026-06-11 09:00'), true);
INSERT INTO approval (approval_id, target_id, status, last_actor_id, completed_at)
VALUES ('04gj', '0Q0j', 'Approved', '005cro', given_instant('2026-06-10 09:00')), ('04gk', '0Q0j', 'Pending', '005cro', given_instant('2026-06-11 09:00'));
