#!/bin/bash
# What an operator can get wrong: one clear line, the right exit status, nothing lost.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
files_configuration good
ok "a good night first" run good -q nightly --as-of $as_of
before=$(state good)

# refused WORDS STATUS PATTERN COMMAND…: status, one line on standard error, and what it says
refused() {
	local words=$1 status=$2 pattern=$3
	shift 3
	same "$words: status $status" "$status" "$(status_of "$@")"
	same "$words: one line" 1 "$(grep -c '^crmaudit: ' "$scratch/said")"
	ok "$words: the line says what and where" grep -qE -- "$pattern" "$scratch/said"
}
nightly() { run "$1" -q nightly --as-of $as_of; }

refused "no configuration file" 78 'no-such.ini' "$crmaudit" -q -c "$scratch/no-such.ini" nightly
files_configuration typo '[org]' 'timezon = UTC'
refused "an unknown key" 78 'typo.ini:[0-9]+: .*timezon.*timezone' nightly typo
files_configuration nocheck '[check.outreach-persn]' 'warn_over_7d = 4'
refused "an unknown check" 78 'nocheck.ini:[0-9]+: .*outreach-persn.*outreach-person' nightly nocheck
files_configuration noparam '[check.outreach-person]' 'warn_over_7 = 4'
refused "an unknown parameter" 78 'noparam.ini:[0-9]+: .*warn_over_7d' nightly noparam
files_configuration nozone
sed -i 's|America/Los_Angeles|America/Los_Angelos|' "$scratch/nozone.ini"
refused "an unknown zone" 78 'nozone.ini:[0-9]+: .*Los_Angelos' nightly nozone
org=$scratch/nowhere files_configuration nofolder
refused "a missing folder" 78 'nowhere' nightly nofolder
refused "a wrong instant" 64 "as-of 'yesterdayish'" run good -q nightly --as-of yesterdayish
refused "an unknown job" 64 "nightli.*nightly" "$crmaudit" nightli
refused "an unknown option" 64 'as-off' run good nightly --as-off 2026-01-01

cp -r "$scratch/org" "$scratch/odd"
org=$scratch/odd files_configuration odd
printf '00TzzNoGood,too,few\n' >> "$scratch/odd/Task.csv"
same "an unreadable CSV row does not stop a night" 0 "$(status_of run odd nightly --as-of $as_of)"
ok "it is said with file and line" grep -qE 'Task.csv:[0-9]+' "$scratch/said"
same "it is counted" 1 "$(ask odd "SELECT rows_rejected FROM source_state WHERE object = 'task'")"
same "and the findings are those of the good rows" "$(findings good)" "$(findings odd)"
printf '\xff\xfeI\0d\0' > "$scratch/odd/Lead.csv"
refused "a file in UTF-16" 65 'Lead.csv.*UTF-16' nightly odd
: > "$scratch/odd/Lead.csv"
refused "an empty file" 65 'Lead.csv' nightly odd

conninfo=$(server)
configuration nodb '[database]' "conninfo = host=$scratch/no-socket dbname=x"
refused "a database that is not there" 69 'database: .*no-socket' nightly nodb
files_configuration noright '[database]' "conninfo = $conninfo"
sed -i 's/user=[^ ]*/user=nobody_here/' "$scratch/noright.ini"
refused "a database user that does not exist" 77 'database: ' nightly noright

data=$XDG_STATE_HOME/crmaudit/postgresql/data
psql -X -q "$conninfo" -c "CREATE ROLE guarded LOGIN PASSWORD 'the right one'"
sed -i '1i local all guarded scram-sha-256' "$data/pg_hba.conf"
psql -X -q "$conninfo" -c 'SELECT pg_reload_conf()' >/dev/null
files_configuration password '[database]' "conninfo = $(echo "$conninfo" | sed 's/user=[^ ]*/user=guarded/') password=not-it"
refused "a wrong password" 77 'password authentication failed.*guarded' nightly password
ok "a wrong password: it is not repeated" sh -c "! grep -q not-it '$scratch/said'"

files_configuration readonly
sed -i "s|^folder = .*|folder = /proc/no-such-folder|" "$scratch/readonly.ini"
refused "a report folder that cannot be made" 73 '/proc/no-such-folder' nightly readonly
if [ "$(id -u)" = 0 ] && mkdir -p "$scratch/small" && mount -t tmpfs -o size=64k none "$scratch/small" 2>/dev/null; then
	files_configuration full
	sed -i "s|^folder = .*|folder = $scratch/small|" "$scratch/full.ini"
	refused "a full disk" 74 "$scratch/small.*No space left" nightly full
	same "a full disk leaves no half workbook" "" "$(ls "$scratch/small")"
	umount "$scratch/small"
else
	echo "# a full disk cannot be made here: not root, or no tmpfs"
fi

ask good "INSERT INTO schema_version VALUES (9999, '2026-01-01')" >/dev/null
refused "a schema newer than the program" 78 '9999' nightly good
ask good "DELETE FROM schema_version WHERE version = 9999" >/dev/null
same "after all this the good night is as it was" "$before" "$(state good)"

psql -X -At "$conninfo" -c "SET search_path = good" \
	-c "SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0))" -c "SELECT pg_sleep(60)" >/dev/null 2>&1 &
holder=$!
until [ "$(ask good "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")" -gt 0 ]; do :; done
refused "a second run at the same time" 75 'another run' nightly good
kill $holder 2>/dev/null
done_testing
