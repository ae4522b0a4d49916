-- F2, five business days from Friday's opening is the next Friday's, over the change of clocks of 8 March 2026: at 07:00, as of.
SELECT given_as_of('2026-03-13 07:00');
SELECT given_deal('006deal', '001deal', NULL, 'New Business', '2026-03-06'), given_deal('006next', '001next', NULL, 'New Business', '2026-03-06'::date + 3);
