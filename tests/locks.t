#!/bin/bash
# One run at a time per organisation: every job that writes finds the lock taken, whatever
# host and file it comes from; those that read do not ask for it.
set -u
. "$(dirname "$0")/support/night.sh"

configuration acme '[mail]' 'server = 127.0.0.1:1' 'from = ops@acme.example'
configuration other
ok "a schema" run acme -q db upgrade
ok "another" run other -q db upgrade
base=$(server)
sed "/^\[report\]/i [database]\nconninfo = $base" "$scratch/acme.ini" > "$scratch/far.ini"

# Debian's psql puts the place of its own server into the environment
unset='unset PGHOST PGPORT PGCLUSTER'
# held SCHEMA COMMAND…: while a session holds that organisation's lock
held() {
	local schema=$1
	shift
	printf '%s\n' "$unset" "$*" > "$scratch/held.sh"
	PGAPPNAME='crmaudit nightly, process 7 on db1' psql -X -q "$base" <<-STEPS
		SELECT pg_advisory_lock(hashtextextended('crmaudit $schema', 0)) \\g /dev/null
		\\! bash $scratch/held.sh
	STEPS
}
# all at once: each waits its five seconds
jobs=(nightly 'forget a@b.example --yes' 'forget a@b.example --dry-run' pull 'pull --dry-run' check 'check --only outreach-person' send report 'report --as-of 2026-06-30' 'rep a@b.example' 'rep a@b.example --publish'
	"review $scratch/acme.ini" 'waive 1 --until 2026-09-30 --reason x' 'coach a@b.example done')
free=(status findings 'db upgrade' 'db shell -- -c SELECT' 'waive --list' 'coach --list' 'check --list' doctor)
each() {
	local at=0 job
	for job in "$@"; do
		echo "($crmaudit -c $scratch/$name.ini -q $job >$scratch/$at.said 2>&1; echo \$? >$scratch/$at.status) &"
		at=$((at + 1))
	done
	echo wait
}
name=acme
held acme "$(each "${jobs[@]}" 'nightly --as-of 2026-06-30')"
for at in "${!jobs[@]}"; do
	same "${jobs[at]} ends with 75" 75 "$(cat "$scratch/$at.status")"
	ok "and says who is at it" grep -qE 'another run of this organisation is under way: crmaudit nightly, process 7 on db1, server process [0-9]+, since 20[0-9-]+ [0-9:]+ UTC; try again' "$scratch/$at.said"
done
held acme "$(each "${free[@]}")"
for at in "${!free[@]}"; do
	ok "${free[at]} asks for no lock" bash -c "! grep 'another run' $scratch/$at.said"
done

# another host is another state folder and file, and the same server
name=far
held acme "XDG_STATE_HOME=$scratch/elsewhere; $(each check)"
same "from another host it is the same lock" 75 "$(cat "$scratch/0.status")"
name=other
held acme "$(each check)"
ok "another organisation has its own" bash -c "[ \$(cat $scratch/0.status) = 0 ]"
psql -X -q "$base" -c 'CREATE DATABASE twin'
sed "s|^conninfo = .*|& dbname=twin|" "$scratch/far.ini" > "$scratch/twin.ini"
name=twin
held acme "$(each check)"
ok "so has one of that name in another database" bash -c "[ \$(cat $scratch/0.status) = 0 ]"

# who holds it and is killed leaves it behind with the connection; it waits on a table, not on the clock
psql -X -q "$base" <<-STEPS
	BEGIN;
	LOCK TABLE acme.run;
	\\! $unset; $crmaudit -c $scratch/acme.ini -q pull >$scratch/first.said 2>&1 & echo \$! >$scratch/pid
	DO 'BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = ''acme.run''::regclass) LOOP PERFORM pg_sleep(0.01); END LOOP; END';
	SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' \\g $scratch/holder
	\\! kill -9 \$(cat $scratch/pid)
	ROLLBACK;
STEPS
ok "a run names its connections" grep -q "crmaudit pull, process $(cat "$scratch/pid") on " "$scratch/holder"
same "after kill -9 the next run is free" 0 "$(status_of run acme -q check)"
done_testing
