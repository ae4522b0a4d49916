#!/bin/bash
# The user's own checks in their cage, and the roles that jobs take: every way out of it that
# we know of is a check of its own, each fails alone with a clear word, and the store is
# afterwards as it was. Then a server of the operator's own, where the login may little.
set -u
. "$(dirname "$0")/support/night.sh"

mkdir -p "$scratch/org" "$scratch/own"
cat >"$scratch/org/User.csv" <<'END'
Id,Name,Email,IsActive,UserType
005000000000001AAA,Ann Ax,ann@acme.com,true,Standard
END
cat >"$scratch/org/Account.csv" <<'END'
Id,Name,OwnerId
001000000000001AAA,Acme,005000000000001AAA
END
files_configuration other
files_configuration acme '[checks]' 'folder = own' 'timeout_seconds = 1'
same 'another organisation has its night' 0 "$(status_of run other -q nightly --as-of $as_of)"

says() { grep -qE -- "$1" "$scratch/said" || { cat "$scratch/said"; false; }; }
offender="'account' AS record_type, a.account_id AS record_id, a.name AS label, a.owner_id AS rep_id, a.account_id, 'warn' AS severity, 'so' AS why FROM account AS a"
# own NAME: a check from standard input
own() { { printf -- '-- title: %s\n-- rule: own\n-- why: because\n-- fix: mend it\n' "$1"; cat; } >"$scratch/own/$1.sql"; }
declare -A wanted
# attack_with NAME PATTERN: a check, its text from standard input, and what its reason must say
attack_with() { own "$1"; wanted[$1]=$2; }
# attack NAME PATTERN EXPRESSION: one that evaluates it
attack() { attack_with "$1" "$2" <<<"SELECT $offender WHERE ($3) IS NOT NULL"; }

own good <<<"SELECT $offender"
same 'a first night' 0 "$(status_of run acme -q nightly --as-of $as_of)"
same 'the check that is good finds' 1 "$(ask acme "SELECT count(*) FROM finding WHERE check_id = 'good'")"

only='; a check of your own only reads, and only its organisation'
late='ran longer than 1 s; raise \[checks\] timeout_seconds or make it quicker'
setting='it changes a setting of the run; a check only reads'
key="hashtextextended('crmaudit acme', 0)"
program="COPY (SELECT 1) TO PROGRAM 'touch $scratch/escaped'"
attack_with deletes 'syntax error' <<<"DELETE FROM finding"
attack_with deletes-within 'data-modifying statement' <<<"WITH gone AS (DELETE FROM finding RETURNING *) SELECT $offender"
attack_with copies-out 'syntax error' <<<"$program"
attack_with two 'multiple commands' <<<"SELECT $offender; $program"
attack_with closes 'syntax error' <<<"SELECT $offender) AS q; $program; SELECT * FROM (SELECT $offender"
attack_with for-update "cannot execute SELECT FOR UPDATE in a read-only transaction$only" <<<"SELECT $offender JOIN (SELECT finding_id FROM finding FOR UPDATE) AS f ON true"
attack read-file "permission denied for function pg_read_file$only" "pg_read_file('/etc/hostname')"
attack list-folder "permission denied for function pg_ls_dir$only" "(SELECT count(*) FROM pg_ls_dir('/'))"
attack stat-file "permission denied for function pg_stat_file$only" "(SELECT size FROM pg_stat_file('/etc/passwd'))"
attack import-file "permission denied for function lo_import$only" "lo_import('/etc/hostname')"
attack export-file "permission denied for function lo_export$only" "lo_export(1, '/tmp/x')"
attack lists-log "permission denied for function pg_ls_logdir$only" "(SELECT count(*) FROM pg_ls_logdir())"
attack passwords "permission denied for table pg_authid$only" "(SELECT max(rolpassword) FROM pg_authid)"
attack other-organisation "permission denied for schema other" "(SELECT count(*) FROM other.finding)"
attack staged-rows "permission denied for table stage_changed$only" "(SELECT count(*) FROM stage_changed)"
attack by-query "permission denied for schema other$only" "query_to_xml('SELECT * FROM other.finding', true, false, '')"
attack writes-by-query "DELETE|permission denied" "query_to_xml('DELETE FROM finding', true, false, '')"
attack takes-role "cannot set parameter \"role\" within security-definer function$only" "set_config('role', 'crmaudit', true)"
attack takes-no-role "cannot set parameter \"role\" within security-definer function$only" "set_config('role', 'none', true)"
attack takes-session "cannot set parameter \"session_authorization\" within security-definer function$only" \
	"set_config('session_authorization', 'crmaudit', true)"
attack lifts-read-only "cannot set transaction read-write mode inside a read-only transaction" "set_config('transaction_read_only', 'off', true)"
attack no-triggers "permission denied to set parameter \"session_replication_role\"" "set_config('session_replication_role', 'replica', true)"
attack other-path "$setting" "set_config('search_path', 'other', false)"
attack other-day "$setting" "set_config('crmaudit.as_of_day', '2020-01-01', false)"
attack no-time-out "$setting" "set_config('statement_timeout', '0', false)"
attack sleeps "$late" "pg_sleep(60)"
attack sleeps-on "$late" "set_config('statement_timeout', '0', false) || pg_sleep(60)::text"
attack counts-on "$late" "(SELECT count(*) FROM generate_series(1, 1000000000000))"
attack counts-up "permission denied for sequence|cannot execute nextval\(\) in a read-only transaction" "nextval('finding_finding_id_seq')"
attack sets-counter "permission denied for sequence|cannot execute setval\(\) in a read-only transaction" "setval('finding_finding_id_seq', 1)"
attack kills "must be a superuser to terminate|permission denied to terminate" "(SELECT bool_or(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory')"
attack cancels "must be a superuser to cancel|permission denied to cancel" "(SELECT bool_or(pg_cancel_backend(pid)) FROM pg_locks WHERE locktype = 'advisory')"
attack reloads "permission denied for function pg_reload_conf$only" "pg_reload_conf()"
attack uses-functions "cannot execute|permission denied" "past_check('good')"
attack keeps-sessions "cannot execute|permission denied" "ritual_put()::text"
attack merges "cannot execute|permission denied" "activity_derive()"
# what these do shows in the locks alone, so that they fail in another way at the end
attack unlocks "division by zero" "pg_advisory_unlock($key)::integer / 0"
attack unlocks-all "division by zero" "length(pg_advisory_unlock_all()::text) / 0"

# everything of both organisations, as dumped, but for what each run writes of itself
dumped() {
	local table leave_out=
	for table in 'run*' 'stage*' publication 'night_*' setting 'check_*' parameter 'business_*' rep_figure; do
		leave_out+=" --exclude-table-data=acme.$table"
	done
	pg_dump --no-sync $leave_out "$(server)" |
		grep -vE "^SELECT pg_catalog.setval\('acme\.(run|finding)_|^-- (Dumped|Started|Completed)|^.(un)?restrict "
}
dumped >"$scratch/before"
same 'a night with every attack is a night' 0 "$(status_of run acme -q check --as-of $as_of)"
cp "$scratch/said" "$scratch/night.log"
ask acme "SELECT check_id || ' ' || reason FROM run_check JOIN publication USING (run_id) WHERE result = 'error'" >"$scratch/errors"
for name in $(printf '%s\n' "${!wanted[@]}" | sort); do
	ok "$name: fails, with its word" grep -E "^$name .*(${wanted[$name]})" "$scratch/errors"
done
same 'nothing else failed' "${#wanted[@]}" "$(wc -l <"$scratch/errors")"
same 'the good one found what it finds' 1 "$(ask acme "SELECT count(*) FROM finding WHERE check_id = 'good' AND state = 'open'")"
ok 'no program ran' [ ! -e "$scratch/escaped" ]
dumped >"$scratch/after"
ok 'the store is as it was, the other organisation too' diff "$scratch/before" "$scratch/after"
ok 'of a dump that has them' grep -q '^COPY other.finding ' "$scratch/before"
for name in "${!wanted[@]}"; do rm "$scratch/own/$name.sql"; done

# what a check does to locks, the session's or another's, ends with it; one that comes after
# them, by the alphabet, finds which there are
own held-unlocked <<<"SELECT $offender WHERE pg_advisory_unlock($key) AND pg_advisory_unlock_all() IS NOT NULL"
own locks-another <<<"SELECT $offender WHERE pg_advisory_lock(hashtextextended('crmaudit other', 0)) IS NOT NULL"
own makes-object <<<"SELECT $offender WHERE lo_from_bytea(0, 'x') > 0"
own reads-queries <<<"SELECT $offender JOIN pg_stat_activity AS s ON s.query NOT IN ('', '<insufficient privilege>')"
own too-many <<<"SELECT 'account' AS record_type, n::text AS record_id, 'x' AS label, '' AS rep_id, '' AS account_id, 'warn' AS severity, '' AS why FROM generate_series(1, 100001) AS n"
own zz-locks <<<"SELECT ${offender/\'so\'/"(SELECT string_agg(CASE objid::bigint WHEN $key & 4294967295 THEN 'ours' ELSE 'another' END, ' ') FROM pg_locks WHERE locktype = 'advisory' AND database <> 0)"}"
files_configuration acme '[checks]' 'folder = own' 'timeout_seconds = 100'
same 'a night with those that take and leave locks' 0 "$(status_of run acme -q check --as-of $as_of)"
same 'the run holds its own lock, and no other' ours "$(ask acme "SELECT why FROM finding WHERE check_id = 'zz-locks'")"
same 'one that finds without end fails' "$scratch/own/too-many.sql: more than 100000 rows; make it narrower: nobody reads so many findings" \
	"$(ask acme "SELECT reason FROM run_check JOIN publication USING (run_id) WHERE check_id = 'too-many'")"
same 'a large object is not kept' 0 "$(ask acme "SELECT count(*) FROM pg_largeobject_metadata")"
same 'what others ask is not seen' 0 "$(ask acme "SELECT count(*) FROM finding WHERE check_id = 'reads-queries'")"
rm "$scratch/own/"{held-unlocked,locks-another,makes-object,reads-queries,too-many,zz-locks}.sql

# the same cage for the second look, --validate and check test
own good <<<"SELECT $offender WHERE a.name <> 'x'"
ask acme "UPDATE night_check SET sql = \$\$SELECT $offender WHERE pg_read_file('/etc/hostname') <> ''\$\$ WHERE check_id = 'good'" >/dev/null
same 'SQL of the night before that somebody changed' 0 "$(status_of run acme check --as-of $as_of)"
ok 'runs in the cage' says 'check good: what its change did is not known: .*permission denied for function pg_read_file'
own reads <<<"SELECT $offender WHERE pg_read_file('/etc/hostname') <> ''"
same 'validate: status' 65 "$(status_of run acme -q check --validate "$scratch/own/reads.sql")"
ok 'validate: its word' says "permission denied for function pg_read_file$only"
mkdir -p "$scratch/own/tests/reads" "$scratch/own/tests/good"
echo "SELECT given_user('005ann'); SELECT given_account('001acme', '005ann')" | tee "$scratch/own/tests/reads/one.sql" >"$scratch/own/tests/good/one.sql"
echo -n >"$scratch/own/tests/reads/one.expected"
echo '001acme||005ann|warn|so' >"$scratch/own/tests/good/one.expected"
same 'check test: status' 1 "$(status_of run acme -q check test)"
ok 'check test: a good one finds' says '^ok 1 - good: one'
ok 'check test: its word' says "permission denied for function pg_read_file$only"
echo COMMIT >"$scratch/own/tests/good/two.sql"
echo -n >"$scratch/own/tests/good/two.expected"
same 'check test: one that commits' 65 "$(status_of run acme -q check test)"
readers="SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'crmaudit\\_%reader'"
same 'check test: leaves no role' 'crmaudit_acme_reader crmaudit_other_reader' "$(ask public "$readers")"
rm -r "$scratch/own/reads.sql" "$scratch/own/tests"

# the roles themselves
as_role() { ask acme "SET ROLE crmaudit_acme_$1; $2" 2>&1; }
denied() { ok "$1 may not: $2" grep 'permission denied' <<<"$(as_role "$1" "$2")"; }
denied reader "DELETE FROM finding"
denied reader "SELECT * FROM stage_finding"
denied reader "CREATE TABLE mine ()"
denied loader "UPDATE finding SET state = state"
denied loader "DELETE FROM waiver"
denied loader "UPDATE publication SET run_id = run_id"
denied checker "UPDATE account_version SET name = name"
denied checker "DELETE FROM source_state"
denied checker "CREATE TABLE mine ()"
denied checker "SELECT * FROM other.finding"
denied cage "DELETE FROM finding"
same 'the reader reads the findings' 1 "$(as_role reader "SELECT count(*) FROM finding WHERE check_id = 'good'")"
same 'no role logs in, or may more' 0 "$(ask acme "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'crmaudit\\_%\\_%' AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb)")"
roles_look() { run "$1" -q doctor | grep '  roles  '; }
ok 'doctor: all is well' grep '^ok ' <<<"$(roles_look acme)"
ask acme "REVOKE SELECT ON finding FROM crmaudit_acme_reader" >/dev/null
ok 'doctor: a right that was lost' grep '^warn .*1 statement lacking, the first GRANT SELECT ON acme.finding TO crmaudit_acme_reader; .crmaudit db upgrade. runs' <<<"$(roles_look acme)"
ask acme "GRANT INSERT, SELECT ON waiver TO crmaudit_acme_reader; GRANT crmaudit_acme_loader TO crmaudit_acme_cage" >/dev/null
same 'db roles: what is lacking, and too much' 'REVOKE crmaudit_acme_loader FROM crmaudit_acme_cage;
GRANT SELECT ON acme.finding TO crmaudit_acme_reader;
REVOKE INSERT ON acme.waiver FROM crmaudit_acme_reader;' "$(run acme -q db roles)"
run acme -q db upgrade >/dev/null
ok 'db upgrade sets it right' grep '^ok ' <<<"$(roles_look acme)"
ask acme "CREATE TABLE newer (a integer)" >/dev/null
run acme -q db upgrade >/dev/null
same 'also of tables that came later' 'crmaudit_acme_checker|t' \
	"$(ask acme "SELECT relowner::regrole, has_table_privilege('crmaudit_acme_reader', oid, 'SELECT') FROM pg_class WHERE oid = 'newer'::regclass")"
ask acme "ALTER FUNCTION cage_rows(text, bigint) OWNER TO crmaudit; DROP OWNED BY crmaudit_acme_cage; DROP ROLE crmaudit_acme_cage" >/dev/null
ok 'doctor: a role that is gone' grep '^warn .*not in use.* the first CREATE ROLE crmaudit_acme_cage NOLOGIN' <<<"$(roles_look acme)"
same 'the next job makes it' 0 "$(status_of run acme -q status)"
ok 'and all is well' grep '^ok ' <<<"$(roles_look acme)"

# the private server itself
same 'it listens nowhere' '' "$(ask public "SHOW listen_addresses")"
same 'its socket is its account'"'"'s' 0700 "$(ask public "SHOW unix_socket_permissions")"
same 'whoever would come by TCP is refused' '' "$(grep -E '^host' "$scratch/state/crmaudit/postgresql/data/pg_hba.conf" | grep -v reject)"
same 'no file or folder is open to others' '' "$(find "$scratch/state/crmaudit" "$scratch/out-acme" "$scratch/out-other" -perm /077 ! -type s ! -type l)"

# a server of the operator's own: a login that owns its database and may not make roles
psql -X -q "$(server)" -c "CREATE ROLE plain LOGIN" -c "CREATE DATABASE theirs OWNER plain" >/dev/null
theirs="$(server | sed "s/ port=.*//") port=5432 dbname=theirs"
files_configuration plain '[checks]' 'folder = own' 'timeout_seconds = 1' '[database]' "conninfo = $theirs user=plain"
attack read-file 'permission denied for function pg_read_file' "pg_read_file('/etc/hostname')"
attack takes-role 'cannot set parameter "role" within' "set_config('role', 'plain', true)"
attack writes-by-query DELETE "query_to_xml('DELETE FROM finding', true, false, '')"
as_plain() { psql -XAtq "$theirs user=plain" -c "SET search_path = plain" -c "$1"; }
same 'without roles: a night' 0 "$(status_of run plain -q nightly --as-of $as_of)"
same 'without roles: it cannot write, take one, nor what the login may not' 'read-file takes-role writes-by-query' \
	"$(as_plain "SELECT check_id FROM run_check WHERE result = 'error' ORDER BY 1" | xargs)"
ok 'without roles: the doctor tells' grep "^warn .*not in use.*CREATE ROLE crmaudit_plain_cage NOLOGIN; have the database's owner run what 'crmaudit db roles' prints" <<<"$(roles_look plain)"
ok 'without roles: db upgrade too' grep "its database roles are not there yet" <<<"$(run plain -q db upgrade)"
run plain -q db roles | grep -E '^(CREATE ROLE|GRANT crmaudit_)' | psql -X -q -v ON_ERROR_STOP=1 "$theirs user=crmaudit"
same 'once they are made: a night' 0 "$(status_of run plain -q nightly --as-of $as_of)"
ok 'once they are made: the doctor is content' grep '^ok ' <<<"$(roles_look plain)"
same 'once they are made: the tables are theirs' crmaudit_plain_loader "$(as_plain "SELECT relowner::regrole FROM pg_class WHERE oid = 'account_version'::regclass")"
psql -X -q "$theirs user=crmaudit" -c "CREATE ROLE tableau LOGIN" -c "GRANT crmaudit_plain_reader TO tableau"
as_tableau() { psql -XAtq "$theirs user=tableau" -c "$1" 2>&1; }
same 'an analyst reads with the reader'"'"'s rights' t "$(as_tableau "SELECT count(*) > 0 FROM plain.finding")"
ok 'and writes nothing' grep 'permission denied' <<<"$(as_tableau "DELETE FROM plain.finding")"
ok 'nor opens the cage' grep 'must be owner' <<<"$(as_tableau "ALTER FUNCTION plain.cage_rows(text, bigint) SECURITY INVOKER")"
for job in 'pull' 'report' 'explain 1' 'coach --list'; do
	same "with roles of their own: $job" 0 "$(status_of run plain -q $job)"
done
done_testing
