-- A pull that was cut off leaves its table behind, and the view that reads it.
SELECT stage_make('account', '{Id,Name}');
INSERT INTO stage_account VALUES ('001000000000901AAA', 'Olden Ltd');
SELECT source_view_make('account');
