-- F2, a second before the deadline nothing is due.
SELECT given_as_of('2026-06-26 06:59:59');
SELECT given_deal('006thu', '001thu', NULL, 'New Business', '2026-06-18');
