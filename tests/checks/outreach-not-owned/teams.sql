-- A7, the account's team and the team of one of its opportunities share it: Ben and Cleo are
-- fine. Dot's membership was deleted, Eve is on another account's team and Fay on the team
-- of another account's opportunity; Gus's opportunity team is of a deleted opportunity.
SELECT given_user('005own'), given_user('005ben'), given_user('005cleo'), given_user('005dot'), given_user('005eve'), given_user('005fay'), given_user('005gus');
SELECT given_account('001acme', '005own'), given_account('001best', '005own'), given_contact('003al', '001acme');
SELECT given_opportunity('006deal', '001acme', '005own'), given_opportunity('006else', '001best', '005own'),
       given_opportunity('006bin', '001acme', '005own', deleted => true);
SELECT given_teammate('001acme', '005ben'), given_teammate('006deal', '005cleo'), given_teammate('001acme', '005dot', true),
       given_teammate('006deal', '005dot', true), given_teammate('001best', '005eve'), given_teammate('006else', '005fay'), given_teammate('006bin', '005gus');
SELECT given_task(rep, '003al', '2026-06-10 09:00') FROM unnest('{005own,005ben,005cleo,005dot,005eve,005fay,005gus}'::text[]) AS rep;
