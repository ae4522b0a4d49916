-- $1 the manager whose own reps are shown, 'unassigned', or '' for all
SELECT set_config('crmaudit.team', $1, false)
