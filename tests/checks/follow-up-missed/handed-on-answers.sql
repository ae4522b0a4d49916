-- A11, after a hand-over the touch of any owner since the person wrote answers: of the one who was
-- it (al), of the one who is (bo), of one between (cy). Not of who owned the person up to that
-- instant (dy), nor of who is to own it only after the as-of instant (ed). fay went back to Ann: she has had
-- him since the 10th; Ben had him for one day, less than the two of his own.
SELECT given_calendar(), given_user('005ann'), given_user('005ben'), given_user('005cleo');
SELECT given_account('001own', '005ann'), given_account('001two', '005ben'), given_account('001three', '005cleo');
SELECT given_contact('003' || n) FROM unnest('{al,bo,cy,dy,ed,fay}'::text[]) AS n;
UPDATE contact_version SET owner_id = CASE contact_id WHEN '003dy' THEN '005cleo' ELSE '005ann' END;
SELECT given_task('005ann', '003' || n, '2026-06-10 09:00', subject => '[In] Hello') FROM unnest('{al,bo,cy,dy,ed,fay}'::text[]) AS n;
SELECT given_person_owner('003al', '005ben', '2026-06-15 08:00'), given_person_owner('003bo', '005ben', '2026-06-15 08:00'),
       given_person_owner('003cy', '005cleo', '2026-06-12 08:00'), given_person_owner('003cy', '005ben', '2026-06-15 08:00'),
       given_person_owner('003dy', '005ann', '2026-06-10 09:00'), given_person_owner('003ed', '005ben', '2026-06-30 12:00'),
       given_person_owner('003fay', '005ben', '2026-06-15 08:00'), given_person_owner('003fay', '005ann', '2026-06-16 08:00');
SELECT given_task('005ann', '003al', '2026-06-25 09:00'), given_task('005ben', '003bo', '2026-06-12 09:00'), given_task('005cleo', '003cy', '2026-06-29 09:00'),
       given_task('005cleo', '003dy', '2026-06-11 09:00'), given_task('005ben', '003ed', '2026-06-11 09:00');
