-- A1, 30 days before 30 March 2028 09:00 is 29 February 09:00: a touch at that instant is
-- in, one a second before is out; 7 days after 26 February are over on 4 March.
SELECT given_as_of('2028-03-30 09:00');
SELECT given_user('005ann');
SELECT given_contact('003first'), given_contact('003before'), given_contact('003week');
SELECT given_task('005ann', '003first', at)
  FROM unnest('{2028-02-29 09:00, 2028-03-01 09:00, 2028-03-02 09:00, 2028-03-07 08:59:59}'::timestamp[]) AS at;
SELECT given_task('005ann', '003before', at)
  FROM unnest('{2028-02-29 08:59:59, 2028-03-01 09:00, 2028-03-02 09:00, 2028-03-03 09:00}'::timestamp[]) AS at;
SELECT given_task('005ann', '003week', at)
  FROM unnest('{2028-02-29 09:00, 2028-03-01 09:00, 2028-03-02 09:00, 2028-03-07 09:00}'::timestamp[]) AS at;
