-- F2, a deal that was set to won after its close date is counted from then: Tuesday 23 June 12:00 is
-- due on the 30th at noon, a second later is not; the evening of the 22nd counts from the next opening. A type that says both is its own renewal no more than any.
SELECT given_setting('opportunities', 'renewal_types', 'New Business');
SELECT given_deal('006a', '001a', NULL, 'New Business', '2026-06-01', stage_changed => '2026-06-23 12:00:00'), given_deal('006b', '001b', NULL, 'New Business', '2026-06-01', stage_changed => '2026-06-23 12:00:01'),
       given_deal('006c', '001c', NULL, 'New Business', NULL, stage_changed => '2026-06-22 22:30'), given_deal('006d', '001d', NULL, 'New Business', '2026-06-10', stage_changed => '2026-06-01 09:30');
