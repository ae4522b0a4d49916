-- F2, at the deadline it is found, a second before it is not; a day earlier would have been due on the
-- Friday before, Juneteenth left out: of Thursday 18 June five business days later is Friday the 26th.
SELECT given_as_of('2026-06-26 07:00:00');
SELECT given_deal('006thu', '001thu', NULL, 'New Business', '2026-06-18'), given_deal('006fri', '001fri', NULL, 'New Business', '2026-06-19');
