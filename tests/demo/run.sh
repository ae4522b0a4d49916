#!/bin/bash
# One night of an invented organisation: generated, served by the stand-in CRM on
# loopback, pulled over HTTP with a JWT login, checked and reported.
set -eu
build=$(realpath "${1:-build}")
demo=$build/demo
as_of=2026-06-30
export XDG_STATE_HOME=$demo/state
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGSERVICE

finish() {
	[ -z "${standin:-}" ] || kill "$standin" 2>/dev/null || true
	"$build/crmaudit" -q -c "$demo/crmaudit.ini" db stop >/dev/null 2>&1 || true
}
trap finish EXIT

"$build/crmaudit" -q -c "$demo/crmaudit.ini" db stop >/dev/null 2>&1 || true
rm -rf "$demo"
mkdir -p "$demo/org" "$demo/state" "$demo/out"
began=$(date +%s)

"$build/demo-org" --out "$demo/org" --as-of $as_of >/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=crmaudit-demo \
	-keyout "$demo/key.pem" -out "$demo/certificate.pem" 2>/dev/null
chmod 600 "$demo/key.pem"
"$build/standin" --data "$demo/org" --port 0 --port-file "$demo/port" --certificate "$demo/certificate.pem" \
	--client-id demo-consumer-key --username audit@demo.example --now 2026-07-01T10:00:00Z \
	>"$demo/standin.log" 2>&1 &
standin=$!
for _ in $(seq 100); do
	[ -s "$demo/port" ] && break
	kill -0 $standin || { cat "$demo/standin.log"; exit 69; }
	sleep 0.05
done

cat > "$demo/crmaudit.ini" <<INI
[org]
name       = demo
timezone   = America/Los_Angeles
record_url = https://demo.lightning.force.com/{id}
[salesforce]
auth       = jwt
login_url  = http://127.0.0.1:$(cat "$demo/port")
client_id  = demo-consumer-key
username   = audit@demo.example
private_key_file = key.pem
[reps]
roles      = Account Executive, Sales Development Rep
[report]
folder     = out
INI
cat "$demo/org/fields.ini" >> "$demo/crmaudit.ini"

run() { "$build/crmaudit" -c "$demo/crmaudit.ini" "$@"; }
run nightly --as-of $as_of > "$demo/paths"
rep=$(run -q findings --check outreach-person --severity fail --limit 1 --format json | sed -n 's/.*"rep_id": *"\([^"]*\)".*/\1/p' | head -1)
run -q rep "$rep" --as-of $as_of >> "$demo/paths"
run -q report --only pipeline >> "$demo/paths"

echo
echo "What a manager would care about, as of $as_of:"
/usr/bin/python3 "$(dirname "$0")/ten_lines.py" "$demo/out"
echo
echo "Open these:"
sed 's/^/  /' "$demo/paths"
echo
echo "Ask it more: export XDG_STATE_HOME=$XDG_STATE_HOME"
echo "             $build/crmaudit -c $demo/crmaudit.ini findings"
echo "The first question starts a PostgreSQL; 'db stop' in place of 'findings' stops it. The stand-in CRM is gone, so nothing can be pulled."
echo "Took $(($(date +%s) - began)) s. Configuration: $demo/crmaudit.ini"
