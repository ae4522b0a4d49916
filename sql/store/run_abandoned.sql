-- Runs that were killed: nobody holds the lock but us, so none of them still runs.
UPDATE run SET state = 'failed', message = 'cut off', finished_at = $1 WHERE state = 'running'
