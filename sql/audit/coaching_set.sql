-- $1 rep, $2 state, $3 day or NULL, $4 reason or NULL, $5 who says so, or NULL, $6 where, $7 today by the wall clock
SELECT flag_id, was, set_on, is_changed, problem FROM coaching_set($1, $2, $3::date, $4, $5, $6, $7::date)
