#!/bin/bash
# The twenty most likely faults of a set-up, each made on a real one: the doctor's line
# names it and the mend, and its exit status is of that kind.
set -u
. "$(dirname "$0")/support/night.sh"

proxy=
trap '[ -z "$proxy" ] || kill $proxy 2>/dev/null; [ ! -d "$scratch/small" ] || umount "$scratch/small" 2>/dev/null; finish' EXIT
"$build/demo-org" --out "$scratch/org" --as-of $as_of >/dev/null || { echo "Bail out! the demo organisation was not generated"; exit 1; }
standin_now=
start_standin || { echo "Bail out! the stand-in CRM did not start"; exit 1; }

finds_it() { [[ $1 =~ ^($2)$ ]] && grep -qE "$3" "$scratch/said" || { echo "status $1, wanted $2, and /$3/ in:"; cat "$scratch/said"; false; }; }
# finds WORDS STATUS LINE: what the doctor says of $scratch/sick.ini
finds() { ok "$1" finds_it "$(status_of run sick doctor)" "$2" "$3"; }
# with [LINE…]: an organisation of the CRM, otherwise well; the last line of a kind counts
with() { rest_configuration sick "$@"; last_counts; }
from_files() { files_configuration sick "$@"; last_counts; }
last_counts() {
	awk -F ' *= *' '/^\[/ { section = $0 } { line[NR] = $0; key[NR] = section $1; last[section $1] = NR }
		END { for (i = 1; i <= NR; i++) if (line[i] ~ /^\[/ || last[key[i]] == i) print line[i] }' "$scratch/sick.ini" > "$scratch/sick.new"
	mv "$scratch/sick.new" "$scratch/sick.ini"
}
standin_again() { kill $standin; wait $standin 2>/dev/null; start_standin "$@"; }

# a set-up that is well
with
run sick -q db upgrade >/dev/null
same "a set-up that is well has no complaint" 0 "$(status_of run sick doctor)"
same "but for objects that the demo lacks" "objects" "$(grep -v '^ok ' "$scratch/said" | awk '{ print $2 }' | xargs)"
ok "and says so in JSON" /usr/bin/python3 -c '
import json, sys
told = json.load(sys.stdin)
assert told["version"] == 1 and told["exit_status"] == 0 and len(told["looks"]) == 22, told
assert {look["verdict"] for look in told["looks"]} == {"ok", "warn"}, told
assert all(set(look) == {"look", "verdict", "words"} for look in told["looks"])' < <(run sick doctor --format json)

# 1: the configuration
ok "1 missing" finds_it "$(status_of "$crmaudit" -c "$scratch/none.ini" doctor)" 78 "^FAIL  configuration .*$scratch/none.ini"
mkdir "$scratch/folder.ini"
ok "1 a folder without one" finds_it "$(status_of "$crmaudit" -c "$scratch/folder.ini" doctor)" 78 "^crmaudit: doctor: $scratch/folder.ini has no configuration"
with '[report]' 'foldr = x'
finds "1 an unknown key" 78 "^FAIL  configuration .*sick.ini:[0-9]+: .*foldr.*did you mean 'folder'"
# 2: the zone
with '[calendar]' 'timezone = America/Los_Angels'
finds "2 a zone that is none" 78 "^FAIL  configuration .*Los_Angels.*write one such as America/Los_Angeles"

# 3: exports
org=$scratch/nowhere from_files
finds "3 no folder of exports" 78 "^FAIL  files .*$scratch/nowhere"
mkdir "$scratch/empty"
org=$scratch/empty from_files
finds "3 an empty one" 78 "^FAIL  files .*no export in the folder $scratch/empty \(\[files\] path\): looked for User.csv"
mkdir -p "$scratch/odd/Account.csv"
org=$scratch/odd from_files
finds "3 a file that cannot be read" 6[59]\|7[38] "^FAIL  files .*Account"
# 4: exports without ids
mkdir "$scratch/noid"
printf 'Name,Phone\nAkkord,1\n' > "$scratch/noid/Account.csv"
org=$scratch/noid from_files
finds "4 an export without ids" 65 "^FAIL  files .*Account.csv:1: no column Id in the header: export the object with its Id"

# 5: the login
with '[salesforce]' 'audience = https://wrong.example.com'
finds "5 the wrong audience" 77 "^FAIL  salesforce .*audience is invalid; set \[salesforce\] audience to"
chmod 644 "$scratch/key.pem"
with
finds "5 a key that others can read" 78 "^FAIL  salesforce .*private_key_file: $scratch/key.pem: others may read it; chmod 600 $scratch/key.pem"
chmod 600 "$scratch/key.pem"
openssl genrsa -out "$scratch/other.pem" 2048 2>/dev/null
chmod 600 "$scratch/other.pem"
with '[salesforce]' "private_key_file = $scratch/other.pem"
finds "5 a key that the app does not know" 77 "^FAIL  salesforce .*invalid assertion; give the connected app the certificate of"
with '[salesforce]' 'username = nobody@demo.example'
finds "5 a user who is not admitted" 77 "^FAIL  salesforce .*hasn't approved this consumer; admit the user"
# 6: the version
with '[salesforce]' 'api_version = 99.0'
finds "6 an API version that is not there" 78 "^FAIL  salesforce .*api_version: 99.0 is not there at .*the newest is"
# 7: out of reach
with '[salesforce]' 'login_url = http://127.0.0.1:1' 'retries = 1'
finds "7 a CRM out of reach" 69 "^FAIL  salesforce .*127.0.0.1.*check the network and the address"
openssl req -x509 -newkey rsa:2048 -nodes -days 30000 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
	-keyout "$scratch/tls-key.pem" -out "$scratch/tls.pem" 2>/dev/null
standin_again --tls-key "$scratch/tls-key.pem" --tls-cert "$scratch/tls.pem"
with '[salesforce]' "login_url = https://127.0.0.1:$port" 'retries = 1'
finds "7 a certificate that nobody vouches for" 69 "^FAIL  salesforce .*certificate cannot be trusted.*name its PEM file as ca_file"

# 8, 9: fields and objects
standin_again
with '[fields.account]' 'my_own = CISO_employes__c'
finds "8 a field that the organisation lacks" 78 "^FAIL  field mapping .*Account.CISO_employes__c \(line [0-9]+\); correct \[fields"
with
finds "9 objects hidden from the login" 0 "^warn  objects .*; not there or hidden from the login: .*let its profile or permission set read them"
mv "$scratch/org" "$scratch/full"; mkdir "$scratch/org"; cp "$scratch/full"/User*.csv "$scratch/org"
standin_again
with
finds "9 all but the users" 0 "^warn  objects .*hidden from the login: Account, Contact"
rm -r "$scratch/org"; mv "$scratch/full" "$scratch/org"

# 10: the calls
standin_again --calls-per-day 100
with
run sick doctor >/dev/null; run sick doctor >/dev/null
finds "10 calls nearly spent" '0|75' "^warn  salesforce .* of 100 API calls used.*nearly spent: have other programs use less"
standin_again

# 11: the database
with '[database]' "conninfo = host=$scratch/none dbname=x password=sesame"
finds "11 a database out of reach" 69 "^FAIL  database .*see \[database\] conninfo"
ok "11 without the password" test -z "$(grep sesame "$scratch/said")"
private=$(server)
socket=$(sed -n "s/.*host='\([^']*\)'.*/\1/p" <<< "$private")
data=$XDG_STATE_HOME/crmaudit/postgresql/data
as_server() { psql -X -At -q "$private" -c "$1"; }
as_server "CREATE ROLE wrongly LOGIN PASSWORD 'right'"
as_server "CREATE ROLE poor LOGIN"
{ printf 'local all wrongly scram-sha-256\nlocal all poor trust\n'; cat "$data/pg_hba.conf"; } > "$scratch/hba"
cat "$scratch/hba" > "$data/pg_hba.conf"
as_server "SELECT pg_reload_conf()" >/dev/null
for try in $(seq 500); do psql -X -w "host=$socket dbname=crmaudit user=poor" -c "" >/dev/null 2>&1 && break; sleep 0.02; done
with '[database]' "conninfo = host=$socket dbname=crmaudit user=wrongly password=guessed"
finds "11 a wrong password" 77 "^FAIL  database .*authentication failed"
ok "11 without the password" test -z "$(grep guessed "$scratch/said")"
configuration_as() { sed "s/^name = sick/name = $1/" "$scratch/sick.ini" > "$scratch/sick.new" && mv "$scratch/sick.new" "$scratch/sick.ini"; }
with '[database]' "conninfo = host=$socket dbname=crmaudit user=poor"
configuration_as unmade
finds "11 no right to create a schema" 77 "^FAIL  rights .*poor may not create in database crmaudit; GRANT CREATE ON DATABASE crmaudit TO poor"
as_server "REVOKE TEMPORARY ON DATABASE crmaudit FROM PUBLIC; GRANT CREATE ON DATABASE crmaudit TO poor"
finds "11 no right to temporary tables" 77 "^FAIL  rights .*poor may make no temporary tables; GRANT TEMPORARY ON DATABASE crmaudit TO poor"
as_server "GRANT TEMPORARY ON DATABASE crmaudit TO PUBLIC; REVOKE CREATE ON DATABASE crmaudit FROM poor"
# 12: the server's version
mkdir "$scratch/old"
/usr/bin/python3 "$here/tests/support/old_server.py" "$socket" "$scratch/old" &
proxy=$!
until [ -S "$scratch/old/.s.PGSQL.5432" ]; do kill -0 $proxy || break; sleep 0.02; done
with '[database]' "conninfo = host=$scratch/old dbname=crmaudit user=crmaudit"
finds "12 a server that is too old" 78 "^FAIL  database .*is too old; it takes 15 or newer"
# 13: the schema's version
with
known=$("$crmaudit" --version | sed 's/.*schema //')
ask sick "INSERT INTO schema_version SELECT 999, applied_at FROM schema_version LIMIT 1" >/dev/null
finds "13 a schema newer than the program" 78 "^FAIL  schema .*version 999, this program knows up to $known; install the newer crmaudit"
ask sick "DELETE FROM schema_version WHERE version = 999" >/dev/null

# 14: the disk
mkdir "$scratch/small"
if mount -t tmpfs -o size=8m none "$scratch/small" 2>/dev/null; then
	with '[report]' "folder = $scratch/small/out"
	finds "14 a disk that is nearly full" 0 "^warn  disk .*8 MB, .*: nearly full; make room"
	umount "$scratch/small"
else
	ok "14 a disk that is nearly full # SKIP no right to mount" true
fi
rmdir "$scratch/small"
# 15: the report folder; /proc takes no file, from root neither
with '[report]' 'folder = /proc/1'
finds "15 a report folder that takes no file" 73 "^FAIL  report folder .*/proc/1: .*; give this account the right to write there"
with '[report]' "folder = $scratch/sick.ini"
finds "15 a report folder that is a file" 73 "^FAIL  report folder .*is no folder; see \[report\] folder"
# 16: the state folder
with
chmod 755 "$XDG_STATE_HOME/crmaudit/postgresql"
finds "16 a state folder that is open to others" 78 "^FAIL  database .*open to other users \(mode 0755\); chmod 700"
chmod 700 "$XDG_STATE_HOME/crmaudit/postgresql"
if [ "$(id -u)" = 0 ]; then
	chown daemon "$XDG_STATE_HOME/crmaudit/postgresql"
	finds "16 a state folder of another user" 78 "^FAIL  database .*belongs to another user \(uid [0-9]+\); run as that user or set XDG_STATE_HOME"
	chown root "$XDG_STATE_HOME/crmaudit/postgresql"
else
	ok "16 a state folder of another user # SKIP only root can give one away" true
fi
# 17: the clock
standin_now=2020-01-01T00:00:00Z
standin_again
with
finds "17 a clock off the CRM's" 0 "^warn  salesforce .*this clock is [0-9]+ s ahead of the server's: set it right"
standin_now=
standin_again

# 18: a run that hangs
mkfifo "$scratch/hold"
psql -X -At -q "$private" > "$scratch/held" < "$scratch/hold" &
holder=$!
exec 5> "$scratch/hold"
echo "SET search_path = sick; SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0)), 'held ' || pg_backend_pid();" >&5
until grep -q held "$scratch/held" || ! kill -0 $holder; do sleep 0.02; done
backend=$(grep -o '[0-9]*$' "$scratch/held")
with
finds "18 a run that is under way is no fault" 0 "^ok    lock .*a run is under way for [0-9] minutes \(server process $backend\)"
ask sick "INSERT INTO run (job, as_of, as_of_day, state, started_at) VALUES ('nightly', '2020-01-01Z', '2020-01-01', 'running', '2020-01-01Z')" >/dev/null
finds "18 one that hangs for long is" 0 "^warn  lock .*for [0-9]{7} minutes .*others end with 75 .*pg_terminate_backend\($backend\)"
exec 5>&-
wait $holder
ask sick "DELETE FROM run" >/dev/null

# 19: own checks, leave and holidays
mkdir "$scratch/checks"
printf -- '-- title: Half\nSELECT 1\n' > "$scratch/checks/half.sql"
with '[checks]' "folder = $scratch/checks"
finds "19 a check of one's own that is broken" 65\|78 "^FAIL  configuration .*half.sql"
with '[checks]' "folder = $scratch/nochecks"
finds "19 a folder of checks that is not there" 78 "^FAIL  configuration .*$scratch/nochecks"
printf 'person,from,to\nann@demo.example,2026-13-01,2026-13-02\n' > "$scratch/leave.csv"
with '[calendar]' "leave_file = $scratch/leave.csv"
finds "19 a leave file that is broken" 65 "^FAIL  calendar .*leave.csv:2: .*2026-13-01"
with '[calendar]' "holidays_file = $scratch/noholidays.ics"
finds "19 a holiday file that is not there" 78 "^FAIL  calendar .*noholidays.ics"

# 20: what tells the outside, and what matches nothing
with '[metrics]' "file = /proc/1/acme.prom"
finds "20 a metrics folder that takes no file" 73 "^FAIL  metrics .*/proc/1: .*; give this account the right to write there"
with '[metrics]' "file = $scratch"
finds "20 a metrics file that is a folder" 73 "^FAIL  metrics .*is a folder; name a file in it"
(umask 077; echo 'http://hc.example.com/ping/sesame' > "$scratch/address")
with '[heartbeat]' "url_file = $scratch/address"
finds "20 a heartbeat without TLS" 78 "^FAIL  heartbeat .*TLS needed; write https://hc.example.com"
ok "20 without its path" test -z "$(grep sesame "$scratch/said")"
with '[webhook]' "url_file = $scratch/address"
finds "20 a chat without TLS" 78 "^FAIL  webhook .*TLS needed; write https://hc.example.com"
with '[mail]' 'server = smtp://localhost:1'
finds "20 mail from nobody" 78 "^FAIL  mail .*\[mail\] from is needed"
with '[mail]' 'server = smtp://localhost:1' 'from = crmaudit@demo.example'
finds "20 a mail server that is not there" 69 "^FAIL  mail .*localhost: .*check the network and \[mail\] server"
with
run sick -q pull >/dev/null
with '[reps]' 'roles = Acount Executive' 'emails = nobody@demo.example' '[activity]' 'touch_statuses = Completed, Dnoe'
finds "20 a role that nobody has" 0 "^warn  names .*\[reps\] roles: 'Acount Executive' matches nothing, there are .*Account Executive"
ok "20 an e-mail that nobody has" grep -qE "^warn  names .*\[reps\] emails: 'nobody@demo.example' matches nothing" "$scratch/said"
ok "20 a status that no activity has" grep -qE "^warn  names .*\[activity\] touch_statuses: 'Dnoe' matches nothing, there are .*Completed" "$scratch/said"
ok "20 and not those that match" test -z "$(grep "'Completed' matches" "$scratch/said")"
with
finds "all is well again" 0 "^ok    names "
done_testing
