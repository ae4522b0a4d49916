-- D5 counts dates of the org's zone: 23:59:59 on 30 May is the 31st in UTC and still the 30th, 31 days;
-- the next second is the 31st.
SELECT given_opportunity('006before'), given_opportunity('006after');
SELECT given_snapshot('006before', '2026-05-30 23:59:59', 'Proposal'), given_snapshot('006after', '2026-05-31 00:00', 'Proposal');
