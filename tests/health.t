#!/bin/bash
# What an operator's machines read of a night: log lines in JSON, status and its exit
# status, the metrics file, the heartbeat; of good nights and of failed ones.
set -u
. "$(dirname "$0")/support/night.sh"

"$build/demo-org" --out "$scratch/org" --as-of $as_of >/dev/null || { echo "Bail out! the demo organisation was not generated"; exit 1; }

hearts=
start_hearts() { # [CERTIFICATE KEY]
	rm -f "$scratch/hearts-port"
	/usr/bin/python3 "$here/tests/support/hearts.py" "$scratch/hearts-port" "$scratch/hearts" "$@" &
	hearts=$!
	until [ -s "$scratch/hearts-port" ]; do kill -0 $hearts || return 1; sleep 0.02; done
	hearts_port=$(cat "$scratch/hearts-port")
}
stop_hearts() { kill $hearts; wait $hearts 2>/dev/null; hearts=; }
trap '[ -z "$hearts" ] || kill $hearts 2>/dev/null; finish' EXIT
# heartbeat ADDRESS: where nights tell of themselves
heartbeat() { (umask 077; echo "$1" > "$scratch/address"); }
heard() { cut -f1,2 "$scratch/hearts"; }
metrics() { /usr/bin/python3 "$here/tests/support/prometheus.py" "$scratch/acme.prom"; }
# metric SERIES: its value
metric() { metrics | awk -v series="$1" '$1 == series { print $2 }'; }
# counts SQL SERIES: what the store says is what the file says
counts() { same "$2" "$(ask watched "$1")" "$(metric "$2")"; }

start_hearts || { echo "Bail out! no monitor to tell"; exit 1; }
heartbeat "http://127.0.0.1:$hearts_port/ping/sesame?create=1"
files_configuration watched '[metrics]' "file = $scratch/acme.prom" '[heartbeat]' "url_file = $scratch/address"

# log lines
status=$(status_of run watched --log-format json nightly --as-of $as_of)
same "a night runs" 0 "$status"
grep '^{' "$scratch/said" > "$scratch/log.json"
ok "every log line is JSON, with its run once that began, and its stage" /usr/bin/python3 - "$scratch/log.json" "$(ask watched 'SELECT max(run_id) FROM run')" <<'PY'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
began = next(i for i, line in enumerate(lines) if "run" in line)
for line in lines[:began]:
    assert set(line) == {"time", "level", "message"}, line
for line in lines[began:]:
    assert list(line)[:5] == ["time", "level", "organisation", "job", "run"] and line["run"] == int(sys.argv[2]), line
    assert line["job"] == "nightly" and line["organisation"] == "watched", line
    if line["message"].startswith(("pull", "check", "merge")):
        assert line["stage"] == ("check" if line["message"].startswith("check") else "pull"), line
assert any(line.get("stage") == "check" for line in lines)
PY
ok "nothing but lines and paths was printed" test -z "$(grep -v '^{' "$scratch/said" | grep -v "^$scratch/out-watched/")"
ok "the text log is as it was" test -z "$(run watched pull 2>&1 | grep -vE '^20[0-9-]{8}T[0-9:]{8}Z (info |warn ) [a-zA-Z]')"

# the heartbeat
same "the monitor is told of the start and the end" $'POST\t/ping/sesame/start?create=1\nPOST\t/ping/sesame?create=1' "$(heard)"
checks=$(ask watched "SELECT count(*) FROM run_check WHERE run_id = (SELECT run_id FROM publication)")
ok "with the night's figures" grep -q "watched: nightly of $as_of published: $checks checks, [1-9][0-9]* fail" "$scratch/hearts"
ok "and nobody's name or record" test -z "$(grep -E '@|00[0-9a-zA-Z]{16}' "$scratch/hearts")"

# the metrics file
same "the metrics file is for everybody" 644 "$(stat -c %a "$scratch/acme.prom")"
ok "it is in the format's description" metrics
if command -v promtool >/dev/null; then
	ok "promtool reads it" promtool check metrics < "$scratch/acme.prom"
fi
ok "nothing is left beside it" test ! -e "$scratch/acme.prom.new"
of='organisation=watched'
same "the run's status" 0 "$(metric "crmaudit_last_run_exit_status{$of}")"
counts "SELECT extract(epoch FROM max(finished_at)) FROM run WHERE job = 'nightly'" "crmaudit_last_success_timestamp_seconds{$of}"
counts "SELECT count(*) FROM finding WHERE state = 'open' AND severity = 'fail'" "crmaudit_findings{$of,severity=fail}"
counts "SELECT count(*) FROM finding WHERE state = 'open' AND severity = 'warn'" "crmaudit_findings{$of,severity=warn}"
for result in pass warn fail error not_checked; do
	counts "SELECT count(*) FROM run_check JOIN publication USING (run_id) WHERE result = '$result'" "crmaudit_checks{$of,result=$result}"
done
same "all open findings of a first night are new" "$(ask watched "SELECT count(*) FROM finding WHERE state = 'open'")" "$(metric "crmaudit_findings_new{$of}")"
counts "SELECT count(*) FROM coaching_flag WHERE state = 'open'" "crmaudit_coaching_flags_running{$of}"
same "none is waived" 0 "$(metric "crmaudit_findings_waived{$of}")"
same "rows read, by object" $(($(/usr/bin/python3 -c 'import csv, sys; print(sum(1 for _ in csv.reader(open(sys.argv[1]))))' "$scratch/org/Account.csv") - 1)) \
	"$(metric "crmaudit_rows_read{$of,object=Account}")"
same "each stage has its seconds" "check pull report" "$(metrics | sed -n 's/^crmaudit_last_run_stage_seconds{.*stage=\([a-z]*\)} 0*[0-9]*\.[0-9]*$/\1/p' | sort | xargs)"
ok "memory in bytes" test "$(metric "crmaudit_last_run_peak_memory_bytes{$of}")" -gt 4000000

# a waived finding is counted apart
severity=$(ask watched "SELECT severity FROM finding WHERE state = 'open' ORDER BY finding_id LIMIT 1")
before=$(metric "crmaudit_findings{$of,severity=$severity}")
id=$(ask watched "SELECT finding_id FROM finding WHERE state = 'open' ORDER BY finding_id LIMIT 1")
ask watched "INSERT INTO waiver (check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, source)
	SELECT check_id, record_id, part, rep_id, severity, 'r', 'somebody', '$as_of', '2026-12-31', 'job' FROM finding WHERE finding_id = $id" >/dev/null
run watched -q nightly --as-of $as_of >/dev/null
same "a waived finding is counted" 1 "$(metric "crmaudit_findings_waived{$of}")"
same "and not twice" $((before - 1)) "$(metric "crmaudit_findings{$of,severity=$severity}")"

# nights that were missed: the published one was of the 26th, the next is of the 30th
mkdir "$scratch/tiny"
printf 'Id,Name\n001000000000001AAA,Akkord\n' > "$scratch/tiny/Account.csv"
org=$scratch/tiny files_configuration late
run late -q nightly --as-of 2026-06-26 >/dev/null 2>&1
run late nightly --as-of $as_of >"$scratch/said" 2>&1
ok "a late night says what it covers" grep -q 'warn  missed: 3 nights, 2026-06-27 to 2026-06-29; this night covers that' "$scratch/said"
same "once" 1 "$(grep -c 'warn  missed:' "$scratch/said")"
run late nightly --as-of $as_of >"$scratch/said" 2>&1
same "and the next night no more" 0 "$(grep -c 'warn  missed:' "$scratch/said")"
missed() { # FROM TO: what is said on day TO of a night published for day FROM
	ask watched "UPDATE run SET as_of_day = '$1' WHERE run_id = (SELECT run_id FROM publication)" >/dev/null
	{ echo "SET search_path = watched; PREPARE missed AS"; cat "$here/sql/store/missed_nights.sql"; echo "; EXECUTE missed('$2')"; } |
		psql -X -At -q "$(server)"
}
same "none from one day to the next" "0|||" "$(missed 2026-06-29 $as_of)"
same "one" "1|2026-06-29|2026-06-29|the night of 2026-06-29" "$(missed 2026-06-28 $as_of)"
same "none in a look back" "0|||" "$(missed 2026-06-30 2026-06-20)"

# status
ask watched "UPDATE publication SET published_at = '2020-01-02 03:04Z'" >/dev/null
missed 2020-01-01 2020-01-02 >/dev/null
run watched status --format json > "$scratch/status.json"
ok "status in JSON has a version, whether it is overdue, and what was missed" /usr/bin/python3 - "$scratch/status.json" <<'PY'
import json, sys
status = json.load(open(sys.argv[1]))
assert status["version"] == 1 and status["organisation"] == "watched" and status["is_overdue"] is False, status
assert status["missed"]["missed_from"] == "2020-01-02" and status["missed"]["missed_nights"] > 365, status["missed"]
assert status["published_hours_ago"] > 8760
for part in "runs", "checks", "sources", "drift":
    assert isinstance(status[part], list), part
PY
ok "the text says the same" grep -qE '^missed: [0-9]+ nights, 2020-01-02 to 20[0-9-]+; the next night covers that$' <(run watched status)
same "a night older than --max-age is status 1" 1 "$(status_of run watched status --max-age 8760)"
ok "all is told nevertheless" grep -q '^published: run' "$scratch/said"
same "a younger one is 0" 0 "$(status_of run watched status --max-age 999999 --format json)"
same "no number of hours is a usage error" 64 "$(status_of run watched status --max-age 26h)"
young() { # INSTANT HOURS: of a night published at 2020-01-02 03:04Z
	{ echo "SET search_path = watched; PREPARE young AS"; cat "$here/sql/store/published_since.sql"; echo "; EXECUTE young('$1', '$2')"; } |
		psql -X -At -q "$(server)"
}
same "just young enough" t "$(young '2020-01-03 05:04Z' 26)"
same "too old by a second" f "$(young '2020-01-03 05:04:01Z' 26)"
files_configuration unborn
same "never published is too old" 1 "$(status_of run unborn status --max-age 999999)"

# failed nights
last=$(metric "crmaudit_last_success_timestamp_seconds{$of}")
: > "$scratch/hearts"
mv "$scratch/org" "$scratch/away"
same "a night without its source fails" 78 "$(status_of run watched --log-format json nightly)"
ok "the line that says why has run and stage" grep -q '"level":"error","organisation":"watched","job":"nightly","run":[0-9]*,"stage":"pull","message":"nightly: ' "$scratch/said"
mv "$scratch/away" "$scratch/org"
same "the monitor is told the exit status" $'POST\t/ping/sesame/start?create=1\nPOST\t/ping/sesame/78?create=1' "$(heard)"
ok "and why, without a path" grep -q "watched: nightly failed in pull: the set-up is wrong; " "$scratch/hearts"
same "the metrics have it too" 78 "$(metric "crmaudit_last_run_exit_status{$of}")"
same "the last success stays" "$last" "$(metric "crmaudit_last_success_timestamp_seconds{$of}")"
counts "SELECT count(*) FROM finding WHERE state = 'open' AND severity = 'fail'" "crmaudit_findings{$of,severity=fail}"

: > "$scratch/hearts"
files_configuration watched '[metrics]' "file = $scratch/acme.prom" '[heartbeat]' "url_file = $scratch/address" \
	'[database]' "conninfo = host=$scratch/nowhere dbname=x"
same "a night without a database fails" 69 "$(status_of run watched nightly)"
same "that is told" $'POST\t/ping/sesame/69?create=1' "$(heard)"
same "and written" 69 "$(metric "crmaudit_last_run_exit_status{$of}")"
same "with the last success that was known" "$last" "$(metric "crmaudit_last_success_timestamp_seconds{$of}")"

# another run has the lock: that one tells of itself
files_configuration watched '[metrics]' "file = $scratch/acme.prom" '[heartbeat]' "url_file = $scratch/address"
: > "$scratch/hearts"
mkfifo "$scratch/hold"
psql -X -At -q "$(server)" > "$scratch/held" < "$scratch/hold" &
holder=$!
exec 5> "$scratch/hold"
echo "SET search_path = watched; SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0)), 'held';" >&5
until grep -q . "$scratch/held" || ! kill -0 $holder; do sleep 0.02; done
same "a second night ends with 75" 75 "$(status_of run watched nightly)"
exec 5>&-
wait $holder
same "and tells nobody" "" "$(heard)"

# monitors and folders that fail, and fail no night
org=$scratch/tiny
files_configuration tiny '[heartbeat]' "url_file = $scratch/address"
heartbeat "http://127.0.0.1:$hearts_port/gone/sesame"
same "an address that is gone fails no night" 0 "$(status_of run tiny nightly --as-of $as_of)"
same "it is a warning, at start and end" 2 "$(grep -c 'warn  heartbeat: \[heartbeat\]: HTTP 404; ' "$scratch/said")"
: > "$scratch/hearts"
heartbeat "http://127.0.0.1:$hearts_port/away/sesame"
same "a monitor that hangs up fails no night" 0 "$(status_of run tiny -v nightly --as-of $as_of)"
same "the start is tried once, the end three times" "1 3" "$(grep -c start "$scratch/hearts") $(grep -vc start "$scratch/hearts")"
ok "the address is in no line, debug ones too" test -z "$(grep sesame "$scratch/said")"
ok "the host is" grep -q "debug POST http://127.0.0.1:$hearts_port/…: " "$scratch/said"
stop_hearts
openssl req -x509 -newkey rsa:2048 -nodes -days 30000 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
	-keyout "$scratch/tls-key.pem" -out "$scratch/tls.pem" 2>/dev/null
: > "$scratch/hearts"
start_hearts "$scratch/tls.pem" "$scratch/tls-key.pem" || { echo "Bail out! no monitor with TLS"; exit 1; }
heartbeat "https://127.0.0.1:$hearts_port/sesame"
same "a monitor that nobody vouches for fails no night" 0 "$(status_of run tiny nightly --as-of $as_of)"
same "but is told nothing" "" "$(heard)"
ok "the warning has the reason" grep -q "warn  heartbeat: \[heartbeat\]: 127.0.0.1: its certificate cannot be trusted" "$scratch/said"
files_configuration tiny '[metrics]' "file = $scratch/none/acme.prom" '[heartbeat]' "url_file = $scratch/address" "ca_file = $scratch/tls.pem"
same "with ca_file it is" 0 "$(status_of run tiny nightly --as-of $as_of)"
same "told" $'POST\t/sesame/start\nPOST\t/sesame' "$(heard)"
ok "metrics without a folder are a warning" grep -q "warn  metrics: cannot create $scratch/none/acme.prom.new: .*; see \[metrics\] file" "$scratch/said"
stop_hearts
chmod 644 "$scratch/address"
same "an address that others can read fails no night" 0 "$(status_of run tiny nightly --as-of $as_of)"
ok "but is not used, with the mend" grep -q "warn  heartbeat: .*chmod 600 $scratch/address" "$scratch/said"

done_testing
