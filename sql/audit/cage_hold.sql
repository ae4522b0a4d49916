-- Before SQL that is not ours: the session's locks become the transaction's too, of which no
-- function lets go. $1 how long a statement may take, in milliseconds
SELECT current_setting('statement_timeout') AS statement_timeout, set_config('statement_timeout', $1, true),
       (SELECT count(pg_advisory_xact_lock(classid::bigint << 32 | objid::bigint))
          FROM pg_locks
         WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND objsubid = 1 AND mode = 'ExclusiveLock') AS held
