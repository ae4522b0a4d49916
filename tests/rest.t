#!/bin/bash
# The demo organisation over the CRM's web API: the same findings as from files, row for
# row; increments; faults on the way; and no secret where one could be read.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
start_standin || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }
files_configuration files
rest_configuration rest
ok "a night from files" run files -q nightly --as-of $as_of
same "a night over REST" 0 "$(status_of run rest -v nightly --as-of $as_of)"
cp "$scratch/said" "$scratch/rest.log"
ok "found something" test "$(findings rest | wc -l)" -gt 50
same "the same findings, row for row" "$(findings files)" "$(findings rest)"

before=$(state rest)
same "a second night over REST" 0 "$(status_of run rest -v nightly --as-of $as_of)"
same "changes nothing" "$before" "$(state rest)"
ok "and asks for what changed alone" grep -qE "pull Task: (as it was|[0-9]{1,3} rows read)" "$scratch/said"

# one record changes at the source, with a stamp of today
opportunity=$(ask rest "SELECT record_id FROM finding WHERE check_id = 'close-date-past' ORDER BY 1 LIMIT 1")
/usr/bin/python3 - "$scratch/org/Opportunity.csv" "$opportunity" <<'PY'
import csv, sys
path, wanted = sys.argv[1:]
rows = list(csv.reader(open(path, newline='', encoding='utf-8')))
column = {name: place for place, name in enumerate(rows[0])}
for row in rows[1:]:
    if row[column['Id']] == wanted:
        row[column['CloseDate']] = '2026-12-31'
        row[column['SystemModstamp']] = '2026-07-01T09:50:00.000Z'
csv.writer(open(path, 'w', newline='', encoding='utf-8'), quoting=csv.QUOTE_ALL).writerows(rows)
PY
curl -s -X POST "http://127.0.0.1:$port/__reload" >/dev/null
versions=$(ask rest "SELECT count(*) FROM opportunity_version")
ok "a third night over REST" run rest -q nightly --as-of $as_of
same "brings the one new version" $((versions + 1)) "$(ask rest "SELECT count(*) FROM opportunity_version")"
same "and resolves the finding" resolved "$(ask rest "SELECT state FROM finding WHERE check_id = 'close-date-past' AND record_id = '$opportunity'")"

fault() { curl -s -X POST "http://127.0.0.1:$port/__fault?name=$1&count=$2" >/dev/null; }
after=$(state rest)
fresh() { rest_configuration "$1"; run "$1" -q nightly --as-of $as_of; }
for name in error-503 cut html expired-locator expire-session; do
	fault $name $([ $name = expire-session ] && echo 9 || echo 1)
	ok "a first night survives $name" fresh "$(echo $name | tr -d -)"
	fault $name 0
	same "and is complete" "$(echo "$after" | grep -E '^(account|contact|lead|task|event|activity) ' | sed 's/ .*//')" \
		"$(state "$(echo $name | tr -d -)" | grep -E '^(account|contact|lead|task|event|activity) ' | sed 's/ .*//')"
	same "row for row" "$(ask rest 'SELECT count(*) FROM activity')" "$(ask "$(echo $name | tr -d -)" 'SELECT count(*) FROM activity')"
done
fault short-page-total 1
rest_configuration short
same "a source that promises more rows than it gives is unavailable" 69 "$(status_of run short -q nightly --as-of $as_of)"
ok "and the line says which object and how many" grep -q 'crmaudit: nightly: pull [A-Za-z]*: .*[0-9]* of [0-9]* rows' "$scratch/said"
fault short-page-total 0
fault incurable-401 1
same "a login that the API refuses is status 77" 77 "$(status_of run rest -q nightly --as-of $as_of)"
fault incurable-401 0
fault limit-exceeded 1
same "a spent quota is status 75" 75 "$(status_of run rest -q nightly --as-of $as_of)"
fault limit-exceeded 0

before=$(state rest)
# gone FAULT WORDS PATTERN: what is asked does not come, and there is no second try
sed 's/^auth = jwt/&\nretries = 0/' "$scratch/rest.ini" > "$scratch/once.ini"
gone() {
	fault "$1" 1
	ask rest "UPDATE source_state SET mark = NULL" >/dev/null
	same "$2: status 69" 69 "$(status_of run once -q nightly --as-of $as_of)"
	same "$2: one line" 1 "$(grep -c '^crmaudit: nightly: ' "$scratch/said")"
	ok "$2: it says of what" grep -qiE "$3" "$scratch/said"
	fault "$1" 0
}
gone cut "a server gone in the middle of a page" 'pull [A-Za-z]+: .*127\.0\.0\.1'
gone html "HTML instead of JSON" 'html'
same "nothing is lost by that" "$(echo "$before" | grep -v source_state)" "$(state rest | grep -v source_state)"

rest_configuration wrongkey
openssl genrsa -out "$scratch/other.pem" 2048 2>/dev/null
chmod 600 "$scratch/other.pem"
sed -i "s|private_key_file = .*|private_key_file = $scratch/other.pem|" "$scratch/wrongkey.ini"
same "another key is refused: status 77" 77 "$(status_of run wrongkey nightly --as-of $as_of)"
same "in one line" 1 "$(grep -c '^crmaudit:' "$scratch/said")"
echo nonsense > "$scratch/other.pem"
same "a file that is no key is a matter of configuration: status 78" 78 "$(status_of run wrongkey nightly --as-of $as_of)"

# the other ways to log in
echo secret > "$scratch/secret"
echo 5Aep861.standin > "$scratch/refresh"
chmod 600 "$scratch/secret" "$scratch/refresh"
client="client_secret_file = $scratch/secret"
configuration credentials '[salesforce]' 'auth = client_credentials' "login_url = http://127.0.0.1:$port" 'client_id = demo-consumer-key' "$client"
same "client credentials log in" 0 "$(status_of run credentials -q pull)"
configuration refresh '[salesforce]' 'auth = refresh_token' "login_url = http://127.0.0.1:$port" 'client_id = demo-consumer-key' "$client" \
	"refresh_token_file = $scratch/refresh"
same "a refresh token logs in" 0 "$(status_of run refresh -q pull)"
ok "and is replaced by the next one" sh -c "! grep -qx 5Aep861.standin '$scratch/refresh'"
same "which logs in too, for the old one would be refused" 0 "$(status_of run refresh -q pull)"
token=$(curl -s -u demo-consumer-key:secret -d grant_type=client_credentials "http://127.0.0.1:$port/services/oauth2/token" |
	sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
configuration given '[salesforce]' 'auth = token' "instance_url = http://127.0.0.1:$port"
same "a token from the environment logs in" 0 "$(CRMAUDIT_SALESFORCE_ACCESS_TOKEN=$token status_of run given -q pull)"
same "and everything comes" "$(ask rest 'SELECT count(*) FROM activity')" "$(ask given 'SELECT count(*) FROM activity')"

# TLS is verified, against a named CA where there is one
kill $standin
wait $standin 2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
	-keyout "$scratch/tls-key.pem" -out "$scratch/tls.pem" 2>/dev/null
start_standin --tls-key "$scratch/tls-key.pem" --tls-cert "$scratch/tls.pem"
rest_configuration tls
sed -i "s|http://127.0.0.1:$port|https://localhost:$port|" "$scratch/tls.ini"
same "a certificate that nobody vouches for: status 69" 69 "$(status_of run tls -q pull)"
ok "the line says so, and names ca_file" grep -qE 'certificate.*ca_file' "$scratch/said"
sed -i "s|^auth = jwt|&\nca_file = $scratch/tls.pem|" "$scratch/tls.ini"
same "with its CA named it is trusted" 0 "$(status_of run tls -q pull)"
same "and everything comes" "$(ask rest 'SELECT count(*) FROM activity')" "$(ask tls 'SELECT count(*) FROM activity')"

# secrets: in no log at the finest level, and in no process's arguments
ok "no token, assertion or key in the log at the finest level" sh -c "! grep -E '00D[A-Za-z0-9]{12,15}!|eyJ|BEGIN|assertion=' '$scratch/rest.log'"
ok "the debug log is there to be looked at" grep -q debug "$scratch/rest.log"
secret='00DSECRETSECRETSEC!quite.a.secret'
configuration token '[salesforce]' 'auth = command' "access_token_command = cat $scratch/token" "instance_url = https://localhost:$port" "ca_file = $scratch/tls.pem"
echo "$secret" > "$scratch/token"
run token -v nightly --as-of $as_of >"$scratch/token.log" 2>&1 &
night=$!
: > "$scratch/arguments"
while kill -0 $night 2>/dev/null; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' >> "$scratch/arguments"; done
status=0
wait $night || status=$?
same "a token that the CRM does not know: status 77" 77 $status
ok "the night was among the processes looked at" grep -q 'token.ini' "$scratch/arguments"
ok "the token is in no process's arguments" sh -c "! grep -qF '$secret' '$scratch/arguments'"
ok "and in no line of the log" sh -c "! grep -qF '$secret' '$scratch/token.log'"
done_testing
