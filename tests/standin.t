#!/bin/bash
# The stand-in CRM serves an export as the CRM would, and fails on demand.
set -u
build=$(realpath "${BUILD:-build}")
folder=$(mktemp -d)
trap 'kill "$standin" 2>/dev/null; rm -rf "$folder"' EXIT
number=0

is() {   # got, wanted, name
	number=$((number + 1))
	if [ "$1" = "$2" ]; then
		echo "ok $number - $3"
	else
		echo "not ok $number - $3"
		printf '# got: %s\n# wanted: %s\n' "$1" "$2"
	fi
}
b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
jwt() {  # subject, seconds from now
	local head claims
	head=$(printf '{"alg":"RS256"}' | b64)
	claims=$(printf '{"iss":"app","sub":"%s","aud":"https://login.salesforce.com","exp":%d}' "$1" $(($(date +%s) + $2)) | b64)
	printf '%s.%s.%s' "$head" "$claims" "$(printf '%s.%s' "$head" "$claims" | openssl dgst -sha256 -sign "$folder/key.pem" | b64)"
}
token() { curl -s "$base/services/oauth2/token" "$@"; }
by_jwt() { token -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d "assertion=$(jwt "$@")"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)'"$1"')' 2>&1 | tail -1; }
get() { curl -s --compressed -H "Authorization: Bearer $access" "$base$1" "${@:2}"; }
query() { get "/services/data/v64.0/$1" -G --data-urlencode "q=$2" "${@:3}"; }
fault() { curl -s -X POST "$base/__fault?name=$1&count=$2" >/dev/null; }
status() { get "$1" -o /dev/null -w '%{http_code}'; }

"$build/demo-org" --out "$folder/org" --seed 42 --as-of 2026-06-30
tasks=$(python3 -c 'import csv, sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], newline=""))) - 1)' "$folder/org/Task.csv")
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=standin -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
"$build/standin" --data "$folder/org" --port-file "$folder/port" --certificate "$folder/cert.pem" --client-id app \
	--username me@corp.example --now 2026-07-01T10:00:00Z >"$folder/log" 2>&1 &
standin=$!
for _ in $(seq 200); do
	[ -s "$folder/port" ] && break
	sleep 0.05
done
base=http://127.0.0.1:$(cat "$folder/port")

echo 1..39
is "$(by_jwt me@corp.example -60 | field '["error_description"]')" 'expired authorization code' 'an assertion of the past is refused'
is "$(by_jwt you@corp.example 60 | field '["error_description"]')" "user hasn't approved this consumer" 'a user not admitted is refused'
is "$(token -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d "assertion=$(jwt me@corp.example 60 | sed 's/.$//')" |
	field '["error"]')" invalid_grant 'a torn signature is refused'
access=$(by_jwt me@corp.example 60 | field '["access_token"]')
is "${access:0:3}" 00D 'a good assertion gives a token'

is "$(curl -s "$base/services/data/v64.0/limits" | field '[0]["errorCode"]')" INVALID_SESSION_ID 'nothing without a token'
is "$(curl -s "$base/services/data/" | field '[-1]["version"]')" 64.0 'versions need no token'
is "$(query queryAll 'SELECT COUNT() FROM Task' | field '["totalSize"]')" "$tasks" 'queryAll counts all tasks'
archived=$(query queryAll 'SELECT COUNT() FROM Task WHERE IsDeleted = TRUE OR IsArchived = TRUE' | field '["totalSize"]')
is "$(query query 'SELECT COUNT() FROM Task' | field '["totalSize"]')" $((tasks - archived)) 'query hides deleted and archived rows'

pages=0 rows=0
page=$(query queryAll 'SELECT Id, Subject, SystemModstamp FROM Task ORDER BY SystemModstamp, Id')
while :; do
	pages=$((pages + 1)) rows=$((rows + $(grep -o '{"attributes"' <<<"$page" | wc -l)))
	next=$(grep -o '"nextRecordsUrl":"[^"]*"' <<<"$page" | cut -d'"' -f4)
	[ -n "$next" ] || break
	page=$(get "$next")
done
is "$pages $rows" "$(((tasks + 1999) / 2000)) $tasks" 'pages of 2,000 lead to the end'
is "$(query queryAll 'SELECT Id FROM Task' -H 'Sforce-Query-Options: batchSize=500' | field '["records"].__len__()')" 500 'the page size can be wished for'
stamp=$(query queryAll 'SELECT SystemModstamp FROM Task ORDER BY SystemModstamp, Id LIMIT 1' | field '["records"][0]["SystemModstamp"]')
is "$(sed 's/[0-9]/0/g' <<<"$stamp")" 0000-00-00T00:00:00.000+0000 'datetimes have milliseconds and an offset without colon'
is "$(query queryAll "SELECT Id FROM Task WHERE SystemModstamp >= 2026-06-30T00:00:00Z AND SystemModstamp < 2026-07-01T00:00:00Z AND (IsClosed = FALSE OR Id IN ('00T000000000000AAA'))" |
	field '["totalSize"] > 0')" True 'comparisons, IN and parentheses'
is "$(query query "SELECT Probability FROM Opportunity WHERE StageName = 'Closed Won' LIMIT 1" | grep -o '"Probability":[0-9.E]*')" '"Probability":100.0' 'doubles have a point'
is "$(query query 'SELECT ParentId, IsDeleted FROM Account LIMIT 1' | grep -o '"ParentId":.*' | cut -c1-34)" '"ParentId":null,"IsDeleted":false}' 'null and false'
is "$(query query 'SELECT Colour__c FROM Task' | field '[0]["fields"][0]')" Colour__c 'an unknown field is named'
is "$(query query 'SELECT Id FROM Starship' | field '[0]["errorCode"]')" INVALID_TYPE 'an unknown object'
is "$(query query 'SELECT Id FROM Task WHERE (Id' | field '[0]["errorCode"]')" MALFORMED_QUERY 'a torn query'
is "$(get /services/data/v64.0/sobjects/Task/describe | python3 -c 'import json, sys
print(*(f["type"] for f in json.load(sys.stdin)["fields"] if f["name"] in ("Id", "WhoId", "IsClosed", "ActivityDate", "CompletedDateTime")))')" \
	'id reference date boolean datetime' 'describe tells the types'
is "$(get '/services/data/v64.0/limits/recordCount?sObjects=Lead' | field '["sObjects"][0]["count"]')" 600 'record counts'
is "$(get /services/data/v64.0/limits -D - -o /dev/null | grep -ciE '^(date: wed, 01 jul 2026 10:00:00 gmt|sforce-limit-info: .*api-usage=)')" 2 'clock and usage in the headers'

fault error-503 1
is "$(status /services/data/v64.0/limits) $(status /services/data/v64.0/limits)" '503 200' '503 for one call'
fault html 1
is "$(get /services/data/v64.0/limits | head -c 6)" '<html>' 'an HTML page with status 200'
fault limit-exceeded 1
is "$(query query 'SELECT Id FROM Task' | field '[0]["errorCode"]')" REQUEST_LIMIT_EXCEEDED 'the quota is spent'
fault limit-exceeded 0
fault cut 1
query query 'SELECT Id FROM Task' -o /dev/null
is $? 18 'a page breaks off'
fault expired-locator 1
is "$(get "$(query query 'SELECT Id FROM Task' | field '["nextRecordsUrl"]')" | field '[0]["errorCode"]')" INVALID_QUERY_LOCATOR 'an expired locator'
fault short-page-total 1
is "$(query queryAll 'SELECT Id FROM Lead' | python3 -c 'import json, sys; p = json.load(sys.stdin); print(p["totalSize"] - len(p["records"]))')" 1 'a total that the rows do not reach'
fault short-page-total 0
fault expire-session 2
is "$(for _ in 1 2 3; do status /services/data/v64.0/limits; done)" 200200401 'the session ends after two calls'
access=$(by_jwt me@corp.example 60 | field '["access_token"]')
is "$(status /services/data/v64.0/limits)" 200 'a new token cures it'

job() { get "/services/data/${version:-v64.0}/jobs/query$1" "${@:2}"; }
created=$(job '' -H 'Content-Type: application/json' -d '{"operation":"queryAll","query":"SELECT Id, SystemModstamp, IsDeleted FROM Lead"}')
id=$(field '["id"]' <<<"$created")
is "${id:0:3} $(field '["state"]' <<<"$created")" '750 UploadComplete' 'a bulk job is made'
is "$(job "/$id/results" | field '[0]["errorCode"]')" INVALIDJOBSTATE 'and has no results yet'
is "$(job "/$id" | field '["state"]') $(job "/$id" | field '["state"]')" 'InProgress JobComplete' 'it comes to its end'
first=$(job "/$id/results?maxRecords=400" -D "$folder/first")
locator=$(grep -i '^sforce-locator' "$folder/first" | tr -d '\r' | cut -d' ' -f2)
is "$(job "/$id/results?maxRecords=400&locator=$locator" -D - | tr -d '\r' | grep -ciE '^(sforce-locator: null|sforce-numberofrecords: 200|"Id","SystemModstamp","IsDeleted")$')" 3 \
	'its last page: the word null, the rest of the rows, a header line again'
is "$(sed -n 2p <<<"$first" | sed 's/[0-9]/0/g; s/^"[^"]*"/"id"/')" '"id","0000-00-00T00:00:00.000Z","false"' 'values are quoted, datetimes end in Z'
is "$(version=v63.0 job "/$id/results" -o /dev/null -w '%{http_code}')" 409 'another version is a conflict'
is "$(job "/$id" -X DELETE -w '%{http_code}') $(job "/$id" -o /dev/null -w '%{http_code}')" '204 404' 'a deleted job is gone'

refresh() { token -d grant_type=refresh_token -d client_id=app -d "refresh_token=$1"; }
second=$(refresh 5Aep861.standin | field '["refresh_token"]')
third=$(refresh "$second" | field '["refresh_token"]')
is "$second $third" '5Aep861.standin.1 5Aep861.standin.2' 'refresh tokens rotate'
is "$(refresh "$second" | field '["error"]') $(refresh "$third" | field '["error"]')" 'invalid_grant invalid_grant' 'using one again kills the chain'

access=$(by_jwt me@corp.example 60 | field '["access_token"]')
printf '"Id","IsDeleted","LastName"\n"00Q5e0000010000EAA","false","Only"\n' > "$folder/org/Lead.csv"
curl -s -X POST "$base/__reload" >/dev/null
is "$(query queryAll 'SELECT COUNT() FROM Lead' | field '["totalSize"]')" 1 'changed files are read again'
is "$(curl -s "$base/__requests" | field '[-1]["q"]')" 'SELECT COUNT() FROM Lead' 'requests are remembered'
