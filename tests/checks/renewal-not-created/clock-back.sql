-- F2, five business days from Friday's opening is the next Friday's, over the change of clocks of 1 November 2026: at 07:00, as of.
SELECT given_as_of('2026-11-06 07:00');
SELECT given_deal('006deal', '001deal', NULL, 'New Business', '2026-10-30'), given_deal('006next', '001next', NULL, 'New Business', '2026-10-30'::date + 3);
