-- B8, the limit is the owner's, one by default: Ann may keep one. Notes from as of on don't
-- count; the last of two is told, of equal ones by id, and a dated one before one without.
SELECT given_parameter('notes-feature-used', 'warn_at', '2', rep => '005ann');
SELECT given_user('005ann'), given_user('005ben');
SELECT given_account('001one', '005ann'), given_account('001two', '005ann'), given_account('001ben', '005ben'), given_account('001late', '005ben'), given_account('001mix', '005ben');
SELECT given_note('002a', '001one'), given_note('002c', '001two', title => 'C'), given_note('002b', '001two', title => 'B'), given_note('002d', '001ben', '2026-06-30 11:59:59'),
       given_note('002e', '001late', '2026-06-30 12:00'), given_note('002f', '001mix', NULL, 'F'), given_note('002g', '001mix', title => 'G');
