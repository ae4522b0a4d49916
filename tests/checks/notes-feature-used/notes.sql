-- B8, one note of either kind on an account or an opportunity warns, a row per record. Files
-- that are no notes, notes on other records and deleted ones don't.
SELECT given_account('001acme', '005ann'), given_account('001best', NULL, '?'), given_account('001calm', '005ann'), given_account('001done', '005ann'),
       given_opportunity('006deal', '001acme', '005ben'), given_opportunity('006calm', '001acme', '005ann'), given_contact('003al', '001calm');
SELECT given_note('002a', '001acme', '2026-06-01 09:00', 'Call'), given_note('002b', '001acme', '2026-06-03 09:00', 'Lunch'),
       given_document('069a', '001acme', 'New note', 'SNOTE', '2026-06-02 09:00'), given_document('069b', '001best', 'Plan', 'SNOTE', NULL),
       given_note('002c', '006deal', '2026-06-05 09:00', 'Price'), given_note('002d', '003al'), given_document('069c', '001calm', 'Offer', 'PDF'),
       given_note('002e', '001done', deleted => true), given_document('069d', '001done', 'Old', 'SNOTE', deleted => true);
