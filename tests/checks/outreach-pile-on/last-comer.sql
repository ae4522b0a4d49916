-- A5, the last comer is whose first touch in the 30 days is the latest: Ben knew the person
-- since the 2nd, so Ann came last though Ben's mail of the 12th is later. At the same
-- instant the ids decide.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003al'), given_contact('003bo');
SELECT given_task('005ben', '003al', '2026-06-02 09:00'), given_task('005ann', '003al', '2026-06-11 09:00'),
       given_task('005ben', '003al', '2026-06-12 09:00');
SELECT given_task('005ben', '003bo', '2026-06-11 09:00'), given_task('005ann', '003bo', '2026-06-11 09:00');
