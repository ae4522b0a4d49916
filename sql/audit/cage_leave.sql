-- After it, when the session has let go of all its locks: it takes those of before again,
-- which the transaction still holds. $1 statement_timeout of before
SELECT set_config('statement_timeout', $1, true),
       (SELECT count(pg_advisory_lock(classid::bigint << 32 | objid::bigint))
          FROM pg_locks
         WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND objsubid = 1 AND mode = 'ExclusiveLock') AS held
