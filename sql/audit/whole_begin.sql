-- Of one rep the views are cheaper
SELECT whole_begin() WHERE scope_low() = '' AND team_id() = ''
