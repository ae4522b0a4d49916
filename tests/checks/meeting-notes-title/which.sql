-- B9, files of accounts; not new notes, which are B8's, not deleted ones or those of after as
-- of. A file of unknown kind or age is one, and one file on two accounts is told of both.
SELECT given_scope('005ann');
SELECT given_account('001acme', '005ann'), given_account('001best', '005ann'), given_account('001ben', '005ben'), given_account('001none', '005ann', '?'), given_opportunity('006deal', '001acme', '005ann');
SELECT given_document('069a', '001acme', 'Notes', NULL), given_document('069a', '001best', 'Notes', NULL), given_document('069b', '001acme', 'Notes', 'SNOTE'), given_document('069c', '001acme', 'Notes', deleted => true),
       given_document('069d', '001acme', 'Notes', at => '2026-06-30 12:00'), given_document('069e', '001acme', 'Notes', at => NULL), given_document('069f', '001ben', 'Notes'), given_document('069g', '006deal', 'Notes'),
       given_document('069h', '001acme', 'Notes', at => '2026-06-30 11:59:59'), given_document('069i', '001acme', NULL), given_document('069j', '001none', 'Notes');
