#!/bin/bash
# Every released version of the schema, with data in every table and column of it, upgraded
# to the newest: first cut off, when it stays as it was, then whole. A new migration is taken
# along by its number; rows that tests/upgrade/fill.sql cannot make for it stand in
# tests/upgrade/NNN.sql.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
old=$here/tests/upgrade
ok "the released steps are as they were released" sh -c "cd '$here/sql/schema' && sha256sum --quiet -c '$old/released'"
steps=("$here"/sql/schema/[0-9][0-9][0-9]_*.sql)
newest=${#steps[@]}
same "steps are numbered without a gap" "$(seq -f %03g 1 $newest)" "$(printf '%s\n' "${steps[@]##*/}" | cut -c1-3)"
base=$(server)
# what is cut off here are processes, not the power
psql -X -q "$base" -c "ALTER SYSTEM SET fsync = off" -c "ALTER SYSTEM SET full_page_writes = off" -c "ALTER SYSTEM SET autovacuum = off" -c "SELECT pg_reload_conf()" >/dev/null
place() { echo "$base dbname=$1"; }
# sql DATABASE ARGUMENT…: psql in acme's schema there
sql() {
	local database=$1
	shift
	PGOPTIONS="$PGOPTIONS -c search_path=acme -c timezone=UTC -c client_min_messages=warning" psql -X -At -q -v ON_ERROR_STOP=1 "$(place "$database")" "$@"
}
settings_of() { files_configuration acme '[database]' "conninfo = $(place "$1")" && mv "$scratch/acme.ini" "$scratch/$1.ini"; }
catalog_of() { sql "$1" -f "$old/catalog.sql"; }

# Databases v001, v002, … are the schema at that version, its catalog in v001.catalog. Rows are
# put in at the version that first has their table, and go with it from there. Schema before
# holds a copy of them all.
make_old() {
	local number before=v000
	echo "CREATE DATABASE v000;"
	echo "\\connect v000"
	echo "CREATE SCHEMA acme;"
	cat "$here/sql/store/schema_version.sql"
	for number in $(seq -f %03g 1 $newest); do
		cat <<-END
			;
			CREATE DATABASE v$number TEMPLATE $before;
			\connect v$number
			BEGIN;
			\i $(ls "$here"/sql/schema/"$number"_*.sql)
			INSERT INTO schema_version VALUES ($((10#$number)), '2026-05-01Z');
		END
		[ ! -f "$old/$number.sql" ] || echo "\i $old/$number.sql"
		printf '%s\n' "\i $old/fill.sql" COMMIT
		before=v$number
	done
}
keep_old() {
	local number
	for number in $(seq -f %03g 1 $((newest - 1))); do
		printf '%s\n' "\connect v$number" "\o $scratch/v$number.catalog" "\i $old/catalog.sql" '\o' "\i $old/keep.sql"
	done
}
make_old > "$scratch/make.sql"
keep_old >> "$scratch/make.sql"
ok "every version is made, with rows in every table" sql crmaudit -f "$scratch/make.sql"

psql -X -q "$base" -c 'CREATE DATABASE fresh'
settings_of fresh
same "the steps of a new schema are told" "schema acme has version 0
$(printf 'would apply schema/%s\n' "${steps[@]##*/}" | sed 's/\.sql$//')" "$(run fresh db upgrade --dry-run)"
same "and none of them taken" 0 "$(sql fresh -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'acme'")"
ok "a new schema" run fresh -q db upgrade
catalog_of fresh > "$scratch/wanted"

# a night of it, for one on the oldest ledger, which has one of its findings already, long ago
open_findings() { sql "$1" -c "SELECT check_id, record_id, part, rep_id, severity, why FROM finding WHERE state = 'open' ORDER BY 1, 2, 3, 4"; }
ok "a night in it" run fresh -q nightly --as-of $as_of
known="check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, state, first_seen, last_seen, reopened_times"
sql fresh -c "COPY (SELECT check_id, record_type, record_id, part, rep_id, account_id, label, severity, why, weight, detail, 'open', DATE '2026-03-01',
	DATE '2026-04-30', 0 FROM finding WHERE state = 'open' ORDER BY finding_id LIMIT 1) TO STDOUT" |
	sql v004 -c "COPY finding ($known) FROM STDIN" -c 'DROP TABLE before.finding' -c 'CREATE TABLE before.finding AS TABLE finding'

# cut_off DATABASE STEP END: an upgrade that waits at the end of that step ends by END there,
# and all is as it was
cut_off() {
	sql "$1" <<-STEPS || return 1
		BEGIN;
		INSERT INTO schema_version VALUES ($2, now());
		\! $crmaudit -c $scratch/$1.ini db upgrade >$scratch/cut.said 2>&1 & echo \$! >$scratch/pid
		DO 'BEGIN
		  WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid) LOOP
		    PERFORM pg_sleep(0.005);
		  END LOOP;
		END';
		$3
		ROLLBACK;
		DO 'BEGIN
		  WHILE EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()) LOOP
		    PERFORM pg_sleep(0.005);
		    PERFORM pg_stat_clear_snapshot();
		  END LOOP;
		END';
		\o $scratch/now
		\i $old/lost.sql
		\i $old/catalog.sql
	STEPS
	diff "$scratch/$1.catalog" "$scratch/now"
}
by_kill="\\! kill -9 \$(cat $scratch/pid)"
by_server='SELECT FROM pg_locks WHERE NOT granted AND pg_terminate_backend(pid) \g /dev/null'

# What steps put into tables that were there: 15 36 fields that are required, 20 and 25 two
# and six settings that nobody has set
more_from() {
	[ "$1" -lt 7 ] || [ "$1" -ge 15 ] || echo "36 more in required_field_default"
	if [ "$1" -lt 2 ]; then :; elif [ "$1" -lt 20 ]; then echo "8 more in setting"; elif [ "$1" -lt 25 ]; then echo "6 more in setting"; fi
}
# unlike DATABASE: what an upgraded one has not of its rows, and other than a new one; what a
# pull left that was cut off is no part of the schema
unlike() {
	sql "$1" -f "$old/lost.sql" -c 'DROP VIEW IF EXISTS source_account' -c 'DROP TABLE IF EXISTS stage_account' \
		-c "\\o $scratch/now" -f "$old/catalog.sql"
	diff "$scratch/wanted" "$scratch/now"
}
for number in $(seq -f %03g ${FROM:-1} ${TO:-$((newest - 1))}); do
	settings_of v$number
	end=by_kill
	[ $((10#$number % 2)) = 1 ] || end=by_server
	ok "version $number: an upgrade cut off at step $((10#$number + 1)) $end leaves all as it was" cut_off v$number $((10#$number + 1)) "${!end}"
	ok "the next one is whole" run v$number -q db upgrade
	same "it has the rows of before, and the schema of a new one" "$(more_from $((10#$number)))" "$(unlike v$number)"
done

# what was moved, counted by hand in tests/upgrade/004.sql
same "the ledger of version 18 has the history that is known" "1|2026-04-01|found|
2|2026-03-02|found|
2|2026-04-20|reopened|2 times in all
3|2026-03-02|found|
3|2026-04-04|resolved|" "$(sql v018 -c 'SELECT * FROM finding_event ORDER BY 1, 2')"
same "and the limits of its published run" '|{"warn_over": 14}
005000000000901AAA|{"warn_over": 21}' "$(sql v018 -c 'SELECT rep_id, params FROM night_param ORDER BY 1')"
same "each flag of version 19 was raised on its day" '1|1|2026-04-20|open|||night
2|1|2026-02-01|open|||night' "$(sql v019 -c 'SELECT * FROM coaching_event ORDER BY 1')"

# what is unlogged lasts no longer than a run
sql v004 <<-'STEPS'
	SELECT format('TRUNCATE %I', relname) FROM pg_class
	 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relpersistence = 'u' \gexec
STEPS
ok "a night on the upgraded ledger" run v004 -q nightly --as-of $as_of
same "finds what one on a new ledger finds" "" "$(diff <(open_findings v004) <(open_findings fresh) | head -5)"
same "what was known keeps its number and day" "4|open|2026-03-01|$as_of" "$(sql v004 -c 'SELECT finding_id, state, first_seen, last_seen FROM finding WHERE finding_id = 4')"
same "what is no more is resolved" "1|resolved
2|resolved
3|resolved" "$(sql v004 -c 'SELECT finding_id, state FROM finding WHERE finding_id < 4 ORDER BY 1')"

# what else can go wrong, with version 2 and its rows
sed -n '/connect v001/,/connect v003/p; /connect v003/q' "$scratch/make.sql" | grep -v '^.connect\|^CREATE DATABASE' > "$scratch/again.sql"
again() {
	psql -X -q "$base" -c 'DROP DATABASE IF EXISTS again' -c 'CREATE DATABASE again' &&
		sql again -c 'CREATE SCHEMA acme' -f "$here/sql/store/schema_version.sql" -f "$scratch/again.sql" \
			-c "\\o $scratch/again.catalog" -f "$old/catalog.sql" -c '\o' -f "$old/keep.sql"
}
settings_of again
ok "version 2 again" again
ok "an upgrade cut off at its last step leaves all as it was" cut_off again $newest "$by_kill"

sql again -c 'CREATE TABLE waiver ()'
same "a statement that fails ends it" 70 "$(status_of run again -q db upgrade)"
ok "with the step, and where the schema stands" grep -q '^crmaudit: db: the schema acme stays at version 2: migration schema/019_life: database: .*"waiver" already exists' "$scratch/said"
same "no step of it is left" 2 "$(sql again -c 'SELECT max(version) FROM schema_version')"
sql again -c 'DROP TABLE waiver'

psql -X -q "$(place again)" <<-STEPS
	SELECT pg_advisory_lock(hashtextextended('crmaudit acme', 0)) \\g /dev/null
	\\! $crmaudit -q -c $scratch/again.ini db upgrade >$scratch/said 2>&1; echo \$? >$scratch/status
STEPS
same "under a run there is no upgrade: later" 75 "$(cat "$scratch/status")"
same "nor a step of it" 2 "$(sql again -c 'SELECT max(version) FROM schema_version')"

first_upgrades() {
	local one pids=()
	for one in 1 2 3; do
		run again -q db upgrade & pids+=($!)
	done
	for one in "${pids[@]}"; do wait "$one" || return 1; done
}
ok "three at once take turns" first_upgrades
sql again -c "INSERT INTO schema_version VALUES (9999, now())"
same "a schema of a newer program is refused" 78 "$(status_of run again status)"
ok "with the mend" grep -q "version 9999, this program knows up to $newest; install the newer crmaudit" "$scratch/said"
same "by an upgrade too" 78 "$(status_of run again db upgrade)"
done_testing
