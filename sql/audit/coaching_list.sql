-- Flags under way, and those that ended of late.
-- shared: rep rep_id state state_on raised_on worse_on fails warns reasons
SELECT rep, rep_id, state, state_on, raised_on, worse_on, fails, warns, replace(words, E'\n', '; ') AS reasons, dismissed_because AS because
  FROM coaching_shown
 ORDER BY is_running DESC, fails DESC, warns DESC, flag_id
