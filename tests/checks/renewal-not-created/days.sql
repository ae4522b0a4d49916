-- F2, 5 business days after the beginning of the close date: of Tuesday 23 June that is Tuesday 30
-- June 07:00, of Wednesday the 24th Wednesday. Juneteenth, a Friday, is no business day, a weekend neither.
SELECT given_deal('006tue', '001tue', '005ann', 'New Business', '2026-06-23'), given_deal('006wed', '001wed', '005ann', 'New Business', '2026-06-24'),
       given_deal('006sat', '001sat', '005ann', 'new customer', '2026-06-20'), given_deal('006old', '001old', NULL, 'New Business', '2026-01-05'),
       given_deal('006soon', '001soon', NULL, 'New Business', '2026-07-05');
