-- H2, notes are a file on the account or a deal of it, with the account's name, the day of the meeting in the
-- org's zone, and a word for notes in the title. Another day, another name, a new note, a deleted or later file are none.
SELECT given_account('001' || n, name => 'Acme ' || n || ', Inc.'), given_contact('003' || n, '001' || n), given_opportunity('006' || n, '001' || n), given_invitation('00U' || n, '005ann', '003' || n, '2026-06-01 23:30')
  FROM unnest('{a,b,c,d,e,f,g,h,i,j,k}'::text[]) AS n;
SELECT given_document('069a', '001a', 'Acme A 2026-06-01 notes'), given_document('069b', '006b', 'ACME-B minutes June 1st, 2026', at => '2026-06-29 09:00'), given_document('069c', '001c', 'Acme C 2026-06-02 notes'), given_document('069d', '001d', 'Acme 2026-06-01 notes'),
       given_document('069e', '001e', 'Acme E 2026-06-01 notes', 'SNOTE'), given_document('069f', '001f', 'Acme F 2026-06-01 notes', deleted => true), given_document('069g', '001g', 'Acme G 2026-06-01 notes', at => '2026-06-30 12:00'),
       given_document('069h', '001h', 'Acme H 2026-06-01 offer'), given_document('069i', '001a', 'Acme I 2026-06-01 notes'), given_document('069j', '001j', 'Acme J 1.6.26 notes', NULL, NULL);
