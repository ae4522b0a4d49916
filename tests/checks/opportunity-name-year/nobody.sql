-- B5, an opportunity that nobody owns has a row of nobody.
SELECT given_opportunity('006open', '001acme');
