-- $1 run, $2 as of, $3 as-of day, $4 org zone, $5 zone of files, $6 rep or ''
SELECT set_config('crmaudit.run', $1, false), set_config('crmaudit.as_of', $2, false),
       set_config('crmaudit.as_of_day', $3, false), set_config('crmaudit.org_zone', $4, false),
       set_config('crmaudit.files_zone', $5, false), set_config('crmaudit.rep', $6, false),
       set_config('crmaudit.team', '', false)
