#!/usr/bin/env bash
# The jobs as a person at the keyboard meets them: command line, exit statuses, words.
# Runs `make`'s crmaudit on a private server of its own, in a folder that goes away.
set -u
cd "$(dirname "$0")/.."
crmaudit=$PWD/${BUILD:-build}/crmaudit
[[ ${BUILD:-build} == /* ]] && crmaudit=$BUILD/crmaudit
unset PGHOST PGHOSTADDR PGPORT PGSERVICE PGDATABASE PGUSER PGOPTIONS CRMAUDIT_CONFIG
box=$(mktemp -d)
trap '"$crmaudit" db stop >/dev/null 2>&1; rm -rf "$box"' EXIT
export HOME=$box XDG_CONFIG_HOME=$box XDG_STATE_HOME=$box/state
cd "$box"

count=0
ok() { # NAME, then a command
	local name=$1 word=ok
	shift
	"$@" || word='not ok'
	count=$((count + 1))
	echo "$word $count - $name"
	[[ $word == ok ]] || printf 'status %s\nout: %s\nerr: %s\n' "$status" "$out" "$err" | sed 's/^/# /'
}
run() {
	out=$("$crmaudit" "$@" 2>"$box/err" </dev/null)
	status=$?
	err=$(<"$box/err")
}
exits() { [[ $status -eq $1 ]]; }
says() { [[ $out == *"$1"* ]]; }
complains() { [[ $err == "$1" ]]; }
silent() { [[ -z $out && -z $err ]]; }

# the command line
run
ok 'no job is a usage error' exits 64
ok 'and prints the jobs' says '  doctor     say what is wrong'
run --help
ok '--help is none' exits 0
run status --help
ok 'a job has its help' says 'example
  crmaudit status --format json'
run --version
ok '--version says the schema too' says ', schema '
run stauts
ok 'an unknown job exits with 64' exits 64
ok 'and gets a suggestion' complains "crmaudit: unknown job 'stauts'; did you mean 'status'?"
run findings --severty=fail
ok 'an unknown option gets a suggestion' complains 'crmaudit: findings: unknown option --severty; did you mean --severity?'
run rep
ok 'a missing word is asked for' exits 64
run --log-format json stauts
ok 'errors are log lines in JSON' [ "${err/*\"level\":\"error\"*/yes}" = yes ]
"$crmaudit" --help >/dev/full 2>err
status=$? out='' err=$(<err)
ok 'output that cannot be written exits with 74' exits 74
ok 'and says so' complains 'crmaudit: standard output: No space left on device'
mkfifo pipe
exec 3<>pipe 4>pipe 3>&-
"$crmaudit" --help >&4 2>err
status=$? out='' err=$(<err)
exec 4>&-
ok 'output that nobody reads any more exits as shells say of SIGPIPE' exits 141
ok 'and is silent' silent

# the set-up
run status
ok 'no configuration exits with 78' exits 78
run doctor
ok 'the doctor goes on without one' says 'warn  database        not looked at, for want of the configuration'
ok 'and exits as its first failure' exits 78
mkdir -p crmaudit
printf '[org]\nname = acme\ntimezone = America/Los_Angeles\n[files]\npath = exports\n[report]\nfolder = out/deep\n' \
	>crmaudit/crmaudit.ini
run doctor --show-config
ok 'the doctor shows the settings' says 'America/Los_Angeles'
run -c nowhere.ini status
ok 'a configuration that is not there exits with 78' exits 78
cp crmaudit/crmaudit.ini far.ini
printf '[database]\nconninfo = host=%s dbname=x password=sesame\n' "$box/none" >>far.ini
run -c far.ini status
ok 'a database out of reach exits with 69' exits 69
ok 'without the password' [ "${err/sesame/}" = "$err" ]
run -c far.ini db start
ok 'there is nothing to start where a server is named' says 'nothing to start'

# the private server
run db sotp
ok 'an unknown word of db gets a suggestion' complains "crmaudit: db: there is no 'db sotp'; did you mean 'stop'?"
run db stop
ok 'stop says when there was nothing to stop' says 'it was not running'
run db start
ok 'start prints where to reach it' says 'host='
run doctor
ok 'the doctor makes no schema' says 'warn  schema          acme, version 0'
ok 'it says which folder is missing' says 'FAIL  files           '
ok 'it tries where reports will go' says "ok    report folder   $box/crmaudit/out/deep will be made"
ok 'and leaves nothing there' [ "$(find "$box" -name '.crmaudit-doctor*' | wc -l)" = 0 ]
mkdir crmaudit/exports
printf 'Id,Name\n001000000000001AAA,Akkord\n' >crmaudit/exports/Account.csv
run doctor
ok 'exports are named' says 'has Account; not '
ok 'a doctor without complaint exits with 0' exits 0
run db upgrade
ok 'upgrade makes the schema' says 'schema acme has version '
run -q findings
ok 'findings before the first night exit with 75' exits 75
run -q status
ok 'status says so too' says 'overdue: there was no good night yet'

# a night, as it would be there
sql() { "$crmaudit" -q db shell -- -qAtX -v ON_ERROR_STOP=1 "$@"; }
sql >/dev/null <<'SQL' || echo '# the rows could not be made'
INSERT INTO run (job, as_of, as_of_day, state, started_at, finished_at, message) VALUES
  ('nightly', '2022-07-16 07:00Z', '2022-07-15', 'done', '2022-07-16 09:00Z', '2022-07-16 09:02:05Z', NULL),
  ('pull', '2022-07-17 07:00Z', '2022-07-16', 'failed', '2022-07-17 09:00Z', '2022-07-17 09:00:01Z', 'cut off');
INSERT INTO publication VALUES (1, 1, '2022-07-16 09:02Z');
INSERT INTO crm_user_version (user_id, valid_from, valid_to, name, username, email, alias, is_active) VALUES
  ('005000000000001AAA', '-infinity', 'infinity', 'Ann Ax', 'ann@acme.com.crm', 'ann@acme.com', 'aax', true),
  ('005000000000002AAA', '-infinity', 'infinity', 'Bo By', 'bo@acme.com', 'bo@acme.com', 'bby', true),
  ('005000000000003AAA', '-infinity', 'infinity', 'Bo By', 'bo2@acme.com', 'bo2@acme.com', 'bby2', true),
  ('005000000000000AAA', '-infinity', 'infinity', 'Ann Ax', 'ann.old@acme.com', 'ann@acme.com', 'old', false);
DELETE FROM check_catalogue;
INSERT INTO check_catalogue VALUES ('rep-quiet', 'Quiet', 'A12', 'w', 'f', 1, true), ('opportunity-stale', 'Stale', 'D1', 'w', 'f', 2, true);
INSERT INTO run_check VALUES (1, 'rep-quiet', 'fail', '', 1, 2, 1, 0, 5), (1, 'opportunity-stale', 'not_checked', 'no Opportunity were loaded', 0, 0, 0, 0, 0);
INSERT INTO finding (check_id, record_type, record_id, part, rep_id, label, severity, why, weight, detail, state, first_seen, last_seen, resolved_on, reopened_on, reopened_times) VALUES
  ('rep-quiet', 'user', 'r1', '', '005000000000001AAA', 'old one', 'fail', 'was there before', 9, '{}', 'open', '2022-07-01', '2022-07-15', NULL, NULL, 0),
  ('rep-quiet', 'user', 'r2', '', '005000000000001AAA', 'new one', 'warn', 'came today', 1, '{"n": 1}', 'open', '2022-07-15', '2022-07-15', NULL, NULL, 0),
  ('rep-quiet', 'user', 'r3', '', '005000000000002AAA', '=back', 'fail', 'came back', 1, '{}', 'open', '2022-07-05', '2022-07-15', NULL, '2022-07-15', 1),
  ('rep-quiet', 'user', 'r4', '', '005000000000002AAA', 'gone', 'fail', 'was mended', 1, '{}', 'resolved', '2022-07-01', '2022-07-09', '2022-07-10', NULL, 0);
SQL

run status
ok 'status counts the time since the last good night' says 'overdue: the last good night was '
ok 'it names the published run' says 'published: run 1, as of 2022-07-15, since 2022-07-16 02:02'
ok 'it says why something was not checked' says 'not checked                               no Opportunity were loaded'
ok 'failed runs keep their message' says '00:00:01  failed           cut off'
run status --format json
ok 'status speaks JSON' [ "$(python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["is_overdue"], d["checks"][1]["warns"], len(d["runs"]))' <<<"$out")" = 'True None 2' ]

run findings
ok 'findings: what is new or back comes first, then the gravest' [ "$(cut -c1-44 <<<"$out" | sed -n '2,4p' | tr -s ' ')" = ' 3 reopened 10 fail rep-quiet
 2 new 0 warn rep-quiet
 1 ongoing 14 fail rep-quiet' ]
ok 'they are counted' says '3 findings as of 2022-07-15'
run findings --limit 1
ok 'a cut is told' says '1 of 3 findings as of 2022-07-15; --limit 0 lists all'
run findings --state all --severity fail --rep bo@acme.com
ok 'resolved ones have the age that they reached' says 'resolved     9  fail'
run findings --format csv --rep bo@acme.com
ok 'CSV disarms formulas' says ",'=back,came back,"
run findings --format json --severity warn
ok 'JSON keeps the detail' [ "$(python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["total"], d["findings"][0]["detail"]["n"])' <<<"$out")" = '1 1' ]
printf '[org]\nname = listed\n[check.won-incomplete]\nenabled = no\n' >list.ini
run -c list.ini check --list
ok 'check --list says which rule is which check' says $'\nF2    on   renewal-not-created         New customer without a renewal opportunity\n'
ok 'and which is switched off' says $'\nF1    off  won-incomplete              Won, and not complete\n'
run findings --check rep-quite
ok 'an unknown check gets a suggestion' complains 'crmaudit: findings: --check rep-quite: there is no such check; did you mean rep-quiet?'
run findings --limit few
ok 'a limit is a number' exits 64

# who is meant
for who in 'ann ax' ANN@acme.com aax 005000000000001 005000000000001AAA ann@acme.com.crm; do
	run findings --rep "$who"
	ok "'$who' is Ann, not her namesake who left" says '2 findings as of'
done
run findings --rep old
ok 'who left is found by what is hers alone' says '0 findings as of'
run findings --rep 'bo by'
ok 'a shared name lists who has it' complains "crmaudit: findings: 'bo by' names 2 people: Bo By (bo2@acme.com) 005000000000003AAA, Bo By (bo@acme.com) 005000000000002AAA; say the id or the e-mail"
run findings --rep 'ax ann'
ok 'words in another order get a suggestion' complains "crmaudit: findings: nobody here goes by 'ax ann'; did you mean Ann Ax (ann@acme.com), Ann Ax (ann@acme.com)?"
run findings --rep 'ann@amce.com'
ok 'so does a slip' [ "${err/*did you mean Ann Ax (ann@acme.com)*/yes}" = yes ]
run findings --rep 'Quetzalcoatl'
ok 'what is far from everybody gets none' complains "crmaudit: findings: nobody here goes by 'Quetzalcoatl'; say an e-mail, a name, an alias or an id"

# the shell
ok 'the shell looks from the published run' [ "$(sql -c "SELECT run_id() || ' ' || as_of_day() || ' ' || org_zone() || ' ' || current_schema")" = '1 2022-07-15 America/Los_Angeles acme' ]
printf '[database]\nconninfo = %s password=sesame\n' "$("$crmaudit" -q db start)" >>crmaudit/crmaudit.ini
ok 'a password is not among its arguments' [ "$(sql -c '\! tr "\\0" " " </proc/$PPID/cmdline' | grep -c sesame)" = 0 ]
ok 'but reaches libpq' [ "$(sql -c '\! echo $PGPASSWORD')" = sesame ]
sed -i '/^\[database\]/,$d' crmaudit/crmaudit.ini
run db stop
ok 'stop stops' says stopped

echo "1..$count"
