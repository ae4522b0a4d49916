# Sourced by the job tests: a scratch folder, a private server of its own, the demo
# organisation, and TAP. Everything is gone at the end.
build=$(realpath "${BUILD:-build}")
crmaudit=$build/crmaudit
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
shared=$(realpath -m "$here/../shared")
as_of=2026-06-30
standin_now=2026-07-01T10:00:00Z
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGSERVICE CRMAUDIT_CONFIG
scratch=$(mktemp -d /tmp/crmaudit-test.XXXXXX)
# what is tested is a program that dies, not a machine: no need to wait for the disk
export PGOPTIONS="-c synchronous_commit=off"
export XDG_STATE_HOME=$scratch/state HOME=$scratch
mkdir -p "$scratch/state"
printf '[org]\nname = any\n' > "$scratch/any.ini"
standin=
cluster=$XDG_STATE_HOME/crmaudit/postgresql

# serving: the private server's process, while it lives
serving() {
	local pid
	read -r pid 2>/dev/null < "$cluster/data/postmaster.pid" && [ "/proc/$pid/cwd" -ef "$cluster/data" ] && echo "$pid"
}
# its data go at once, so it need not write them down
finish() {
	local pid
	[ -z "$standin" ] || kill "$standin" 2>/dev/null || true
	if pid=$(serving); then
		kill -QUIT "$pid" 2>/dev/null
		while [ "/proc/$pid/cwd" -ef "$cluster/data" ]; do sleep 0.01; done
	fi
	rm -rf "$scratch"
}
trap finish EXIT

. "$here/tests/support/cluster.sh"
cp -a "$(kept_cluster "$crmaudit")" "$scratch/state/" || { echo "Bail out! no private server"; exit 1; }

tests=0
failed=0
# ok WORDS COMMAND…: one test; what the command printed is shown when it fails
ok() {
	local words=$1
	shift
	tests=$((tests + 1))
	if "$@" >"$scratch/shown" 2>&1; then
		echo "ok $tests - $words"
	else
		failed=$((failed + 1))
		echo "not ok $tests - $words"
		sed 's/^/# /' "$scratch/shown" | head -40
	fi
}
# same WORDS WANTED GOT: two texts are equal
same() { ok "$1" diff <(echo "$2") <(echo "$3"); }
done_testing() { echo "1..$tests"; [ "$failed" = 0 ]; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }

# demo_org: the generated organisation in $scratch/org, its mapping beside it
demo_org() {
	"$build/demo-org" --out "$scratch/org" --as-of $as_of >/dev/null
	[ -s "$scratch/org/Task.csv" ]
}

# thin N OBJECT…: every Nth row of these exports, where what is done with all would take long
thin() {
	/usr/bin/python3 - "$scratch/org" "$@" <<'PY'
import csv, sys
folder, nth, *objects = sys.argv[1:]
for name in objects:
    path = f'{folder}/{name}.csv'
    with open(path, newline='', encoding='utf-8') as file:
        head, *rows = csv.reader(file)
    with open(path, 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head] + rows[::int(nth)])
PY
}

# configuration NAME [LINE…]: $scratch/NAME.ini of an organisation of that name
configuration() {
	local name=$1
	shift
	{
		printf '[org]\nname = %s\ntimezone = America/Los_Angeles\n' "$name"
		printf 'record_url = https://demo.lightning.force.com/{id}\n'
		printf '[report]\nfolder = %s\n' "$scratch/out-$name"
		printf '%s\n' "$@"
		[ ! -f "$scratch/org/fields.ini" ] || cat "$scratch/org/fields.ini"
	} > "$scratch/$name.ini"
}
files_configuration() {
	local name=$1
	shift
	configuration "$name" '[reps]' 'roles = Account Executive, Sales Development Rep' '[files]' "path = ${org:-$scratch/org}" "$@"
}

# start_standin [ARGUMENT…]: the stand-in CRM over $scratch/org; its port in $port. Its clock
# stands at $standin_now; "" is the machine's own
start_standin() {
	[ -s "$scratch/key.pem" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=test \
		-keyout "$scratch/key.pem" -out "$scratch/certificate.pem" 2>/dev/null
	chmod 600 "$scratch/key.pem"
	rm -f "$scratch/port"
	"$build/standin" --data "$scratch/org" --port 0 --port-file "$scratch/port" --certificate "$scratch/certificate.pem" \
		--client-id demo-consumer-key --username audit@demo.example \
		${standin_now:+--now "$standin_now"} "$@" \
		>"$scratch/standin.log" 2>&1 &
	standin=$!
	until [ -s "$scratch/port" ]; do kill -0 $standin || return 1; sleep 0.02; done
	port=$(cat "$scratch/port")
}
rest_configuration() {
	local name=$1
	shift
	configuration "$name" '[reps]' 'roles = Account Executive, Sales Development Rep' '[salesforce]' 'auth = jwt' \
		"login_url = http://127.0.0.1:$port" 'client_id = demo-consumer-key' 'username = audit@demo.example' \
		"private_key_file = $scratch/key.pem" "$@"
}

# run NAME JOB…: crmaudit with that configuration
run() {
	local name=$1
	shift
	"$crmaudit" -c "$scratch/$name.ini" "$@"
}
# status_of COMMAND…: its exit status; what it printed is in $scratch/said
status_of() {
	local status=0
	"$@" >"$scratch/said" 2>&1 || status=$?
	echo $status
}
# server: the conninfo of the private server
server() {
	if [ -s "$scratch/server" ] && serving >/dev/null; then
		cat "$scratch/server"
	else
		"$crmaudit" -q -c "$scratch/any.ini" db start | tee "$scratch/server"
	fi
}
# ask NAME SQL: one answer from that organisation's schema
ask() {
	psql -X -At -q -v ON_ERROR_STOP=1 "$(server)" -c "SET search_path = $1" -c "$2"
}

# state NAME [PATTERN]: a line per table (named so) with its rows, leaving out what says when and by which run
state() {
	psql -X -At -q -v ON_ERROR_STOP=1 -v org="$1" -v pattern="${2:-.}" "$(server)" <<'END'
SET search_path = :"org";
SELECT format('SELECT %L || count(*) || ''|'' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C"), ''''))
                 FROM (SELECT %s FROM %I) AS t WHERE t::text <> %L', relname || ' ', columns, relname, '(org,name,' || :'org' || ')')
  FROM pg_class AS c
  JOIN LATERAL (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
                 WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                   AND attname NOT IN ('run_id', 'pulled_at', 'seen_at', 'finding_id', 'flag_id', 'milliseconds', 'rows_read')) AS a ON true
 WHERE relnamespace = :'org'::regnamespace AND relkind = 'r' AND relname ~ :'pattern' AND relname NOT LIKE 'stage%'
   AND relname NOT IN ('run', 'publication', 'run_check', 'run_rep', 'run_param', 'run_team', 'run_workbook', 'schema_version')
 ORDER BY relname
\gexec
END
}
# findings NAME: the open ones, a line each, without ids of ours
findings() {
	ask "$1" "SELECT check_id, record_id, part, rep_id, severity, why, detail FROM finding WHERE state = 'open' ORDER BY 1, 2, 3, 4"
}
