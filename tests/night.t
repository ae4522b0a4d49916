#!/bin/bash
# Whole nights over the demo organisation from files: what was planted is found, a
# second night changes nothing, a change changes one thing, and one rep's run is that
# rep's share of the night.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
files_configuration night
ok "a night runs" run night -q nightly --as-of $as_of
cp "$scratch/out-night/findings.json" "$scratch/first.json"

# what the generator counted while it planted, against the ledger
for check in outreach-person outreach-account outreach-same-day outreach-no-reply rep-quiet activity-unlinked \
	account-missing-fields opportunity-stale close-date-past; do
	planted=$(/usr/bin/python3 -c "import json, sys; c = json.load(open(sys.argv[1])).get(sys.argv[2], {}); print(c.get('fail', 0), c.get('warn', 0))" \
		"$scratch/org/planted.json" $check)
	found=$(ask night "SELECT count(*) FILTER (WHERE severity = 'fail') || ' ' || count(*) FILTER (WHERE severity = 'warn')
		FROM finding WHERE check_id = '$check'")
	same "$check: as many as were planted, fail and warn" "$planted" "$found"
done

# an independent recount of the same files
cat > "$scratch/recount.json" <<JSON
{"reps": {"roles": ["Account Executive", "Sales Development Rep"]},
 "fields": $(sed -n 's/^\([a-z_]*\) *= *\([A-Za-z_]*\)$/"\1": "\2"/p' "$scratch/org/fields.ini" | paste -sd, | sed 's/^/{/; s/$/}/')}
JSON
/usr/bin/python3 "$here/tests/recount.py" --data "$scratch/org" --as-of $as_of --timezone America/Los_Angeles \
	--config "$scratch/recount.json" > "$scratch/recounted.json"
ok "every finding agrees with the recount in Python" /usr/bin/python3 "$here/tests/support/agree.py" \
	"$scratch/recounted.json" "$scratch/out-night/findings.json"
ok "the workbook agrees with the recount in Python" /usr/bin/python3 "$here/tests/support/agree_workbook.py" \
	"$scratch/recounted.json" "$scratch/out-night/manager.xlsx" "$scratch/org"

# the exports: names and order are what other programs rely on
documented() { awk -v name="$1" '/^## / { here = $2 == name } here && /^\| `/ { gsub(/`/, "", $2); print $2 }' "$here/reports/README.md" | paste -sd,; }
for name in findings coaching checks reps pipeline; do
	ok "$name: version 1 has columns" [ -n "$(documented $name)" ]
	same "$name.csv: those that reports/README.md tells of, in that order" "version,$(documented $name)" "$(head -1 "$scratch/out-night/$name.csv" | tr -d '\r')"
	same "$name.json: the same" "1 $name $(documented $name)" "$(/usr/bin/python3 -c 'import json, sys
export = json.load(open(sys.argv[1]))
print(export["version"], export["name"], ",".join(export["rows"][0]))' "$scratch/out-night/$name.json")"
	same "$name: as many rows in both" "$(/usr/bin/python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["rows"]))' "$scratch/out-night/$name.json")" \
		"$(/usr/bin/python3 -c 'import csv, sys; print(sum(1 for row in csv.DictReader(open(sys.argv[1], newline=""))))' "$scratch/out-night/$name.csv")"
done
same "every check is in its export with its result, and where it was not made with the reason" \
	"$(ask night "SELECT count(*) || ' ' || (SELECT count(*) FROM run_check AS k JOIN publication USING (run_id) WHERE result = 'not_checked' AND reason <> '') FROM check_catalogue WHERE is_enabled")" \
	"$(/usr/bin/python3 -c 'import json, sys
rows = [row for row in json.load(open(sys.argv[1]))["rows"] if row["reason"] != "it is switched off"]
print(len(rows), sum(row["result"] == "not_checked" and bool(row["reason"]) and row["fails"] is None for row in rows))' "$scratch/out-night/checks.json")"
same "and every rep's touches are those of the rep table" "$(ask night "SELECT count(*) FILTER (WHERE span = 0) || ' ' || sum(touches) FILTER (WHERE span = 0) || ' ' || sum(touches) FILTER (WHERE span = 1) FROM rep_figure")" \
	"$(/usr/bin/python3 -c 'import json, sys
rows = json.load(open(sys.argv[1]))["rows"]
print(len(rows), sum(row["touches"] for row in rows), sum(row["touches_before"] for row in rows))' "$scratch/out-night/reps.json")"

before=$(state night)
ok "a second night runs" run night -q nightly --as-of $as_of
same "a second night on the same data changes nothing" "$before" "$(state night)"
same "and writes the same findings" "$(sed 's/"run":"[0-9]*"//' "$scratch/first.json")" "$(sed 's/"run":"[0-9]*"//' "$scratch/out-night/findings.json")"

# one rep: the rep with the most findings, by e-mail
rep=$(ask night "SELECT rep_id FROM finding JOIN crm_user_version ON user_id = rep_id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
email=$(ask night "SELECT email FROM crm_user_version WHERE user_id = '$rep'")
ok "rep WHO runs" run night -q rep "$email" --as-of $as_of
same "rep WHO leaves the night's state as it was" "$before" "$(state night)"
ok "rep WHO --publish runs" run night -q rep "$email" --as-of $as_of --publish
same "and finds exactly the night's findings of that rep" "$before" "$(state night)"
ask night "DELETE FROM finding_event WHERE finding_id IN (SELECT finding_id FROM finding WHERE rep_id = '$rep'); DELETE FROM finding WHERE rep_id = '$rep'" >/dev/null
ok "rep WHO --publish runs on an empty ledger" run night -q rep "$email" --as-of $as_of --publish
same "and brings back all of that rep's findings" "$before" "$(state night)"
mv "$scratch/org" "$scratch/away"
ok "rep WHO --no-pull runs while the source is away" run night -q rep "$email" --as-of $as_of --no-pull --publish
same "and finds the same" "$before" "$(state night)"
mv "$scratch/away" "$scratch/org"
same "a near miss is a usage error" 64 "$(status_of run night rep "x$email" --as-of $as_of)"
ok "that suggests who was meant" grep -q "$email" "$scratch/said"

# one change at the source: the planted opportunity that is past its date gets a new one
opportunity=$(ask night "SELECT record_id FROM finding WHERE check_id = 'close-date-past' ORDER BY 1 LIMIT 1")
/usr/bin/python3 - "$scratch/org/Opportunity.csv" "$opportunity" <<'PY'
import csv, sys
path, wanted = sys.argv[1:]
rows = list(csv.reader(open(path, newline='', encoding='utf-8')))
close = rows[0].index('CloseDate')
for row in rows[1:]:
    if row[rows[0].index('Id')] == wanted:
        row[close] = '2026-12-31'
csv.writer(open(path, 'w', newline='', encoding='utf-8'), quoting=csv.QUOTE_ALL).writerows(rows)
PY
versions="SELECT count(*) FROM opportunity_version"
count=$(ask night "$versions")
open=$(findings night)
ok "a third night runs" run night -q nightly --as-of $as_of
same "one change makes one version" $((count + 1)) "$(ask night "$versions")"
same "and resolves one finding" "$opportunity resolved" "$(ask night "SELECT record_id || ' ' || state FROM finding WHERE check_id = 'close-date-past' AND record_id = '$opportunity'")"
same "the others stay as they were" "$(echo "$open" | grep -v "$opportunity")" "$(findings night | grep -v "$opportunity")"

same "--fail-on fail is status 1 when there are fails" 1 "$(status_of run night -q check --as-of $as_of --fail-on fail)"
same "a second look on the same day, at noon" 0 "$(status_of run night nightly --as-of ${as_of}T12:00:00-07:00)"
ok "is no preview" sh -c "! grep -q preview '$scratch/said'"
run night -q nightly --as-of $as_of >/dev/null
before=$(state night)
same "a night whose workbooks cannot be written is status 73" 73 "$(status_of run night -q nightly --as-of 2026-07-05 --out /proc/nowhere)"
same "and is no night: the ledger is as it was" "$before" "$(state night)"
same "a look into the future is a preview" 0 "$(status_of run night -q nightly --as-of 2999-12-31)"
same "that leaves the ledger as it was too" "$before" "$(state night)"
sed 's/^name = .*/name = NIGHT/' "$scratch/night.ini" > "$scratch/NIGHT.ini"
same "another organisation may not share the schema: status 78" 78 "$(status_of run NIGHT -q nightly --as-of $as_of)"
open=$(findings night)
ok "a look back is a preview" run night -q nightly --as-of 2026-05-31
same "that leaves the ledger as it was" "$open" "$(findings night)"
done_testing
