-- D7, 90 days from 30 November 2027 reach to the leap day, 28 February 2028; the 29th is 91 away. At 23:30 the org still has November.
SELECT given_as_of('2027-11-30 23:30');
SELECT given_account('001at'), given_account('001over');
UPDATE account_version SET custom = jsonb_build_object('subscription_end', CASE account_id WHEN '001at' THEN '2028-02-28' ELSE '2028-02-29' END);
