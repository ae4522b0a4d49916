-- $1 the manager whose own reps are shown, 'unassigned', or '' for all
-- shared: set_config
SELECT set_config('crmaudit.team', $1, false)
