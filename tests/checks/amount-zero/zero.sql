-- D6, past the first stage an amount that is missing, zero or negative; a cent is one. In the first stage, in a
-- closed deal, and where no stage is said, none is asked for.
SELECT given_setting('opportunities', 'first_stages', 'Discovery, Lead in'), given_account('001acme');
SELECT given_opportunity('006' || n, '001acme', '005ann', stage => stage, closed => CASE n WHEN 'won' THEN true END)
  FROM (VALUES ('missing', 'Proposal'), ('zero', 'Proposal'), ('negative', 'Proposal'), ('cent', 'Proposal'), ('first', 'discovery '), ('second', 'Lead in'), ('won', 'Proposal'), ('none', NULL)) AS v (n, stage);
UPDATE opportunity_version SET name = CASE opportunity_id WHEN '006zero' THEN '?' ELSE name END,
       amount = CASE opportunity_id WHEN '006zero' THEN 0 WHEN '006negative' THEN -0.01 WHEN '006cent' THEN 0.01 WHEN '006second' THEN -5 END;
