-- D2, on 1 March 2028 the leap day is one day past, 28 February two.
SELECT given_as_of('2028-03-01 09:00');
SELECT given_opportunity('006leap', closes => '2028-02-29'), given_opportunity('006before', closes => '2028-02-28');
