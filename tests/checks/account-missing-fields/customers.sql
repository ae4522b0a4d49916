-- B1, customers are asked for more: here the licence key. A customer by type is Customer
-- or begins "Customer -", in any case; by a won opportunity it is one up to the as-of day,
-- 30 June. Lost, open and deleted ones, those of tomorrow and without a date make none.
SELECT given_account_fields(), given_fields('license_key');
SELECT given_whole_account('001plain', type => 'Customer'), given_whole_account('001direct', type => 'customer - direct'),
       given_whole_account('001plural', type => 'Customers'), given_whole_account('001former', type => 'Former Customer'),
       given_whole_account('001dash', type => 'Customer-Direct');
SELECT given_whole_account('001' || n) FROM unnest('{won, tomorrow, dateless, lost, open, gone, elsewhere}'::text[]) AS n;
SELECT given_opportunity('006won', '001won', closes => '2026-06-30', closed => true, won => true),
       given_opportunity('006tomorrow', '001tomorrow', closes => '2026-07-01', closed => true, won => true),
       given_opportunity('006dateless', '001dateless', closes => NULL, closed => true, won => true),
       given_opportunity('006lost', '001lost', closes => '2026-01-01', closed => true, won => false),
       given_opportunity('006open', '001open', closes => '2026-01-01'),
       given_opportunity('006gone', '001gone', closes => '2026-01-01', closed => true, won => true, deleted => true);
