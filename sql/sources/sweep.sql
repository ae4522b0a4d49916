-- $1 object, $2 seen at, $3 the mark of this run
SELECT gone, back, missing, suspicion FROM sweep_apply($1, $2::timestamptz, $3::timestamptz)
