#!/bin/bash
# Reports to be shared: every text of the exports holds a word that is found again, and none of
# them, no address, telephone number or record's id is in what --redact writes and prints. The
# same without it has them, so that this can fail.
set -u
. "$(dirname "$0")/support/night.sh"
. "$(dirname "$0")/support/fill.sh"

demo_org || skip_all 'no demo organisation'
marked() { /usr/bin/python3 "$here/tests/support/marked.py" "$@"; }
marked mark "$scratch/org"
mkdir -p "$scratch/checks"
cat > "$scratch/checks/own-leak.sql" <<'END'
-- title: A check of somebody's own
-- rule: own
-- why: it shows all that it can
-- fix: nothing
-- needs: contact
-- column: words, Words, text
-- column: phone, Phone, integer
-- column: day, Day, date
-- column: stage, Stage, text
SELECT 'zq7OwnKind' AS record_type, a.contact_id AS record_id, 'zq7OwnLabel ' || a.name AS label, c.owner_id AS rep_id, a.account_id,
       'warn' AS severity, 'zq7OwnWhy ' || a.name AS why, concat_ws(' ', 'zq7OwnWords', c.website, (SELECT max(o.next_step) FROM opportunity AS o WHERE o.account_id = c.account_id)) AS words, 4155550177 AS phone, 'zq7OwnDay' AS day, 'zq7OwnStage' AS stage
  FROM contact_in_scope AS a
  JOIN account AS c USING (account_id)
 WHERE a.contact_id < '0035e0000010090'
END
files_configuration marked '[checks]' "folder = $scratch/checks" '[ritual.pipeline]' 'rhythm = daily' \
	'responsible = cro@acme.example' '[ritual.leads]' 'rhythm = daily' '[ritual.rep-review]' 'rhythm = daily' \
	'[managers]' 'everything = ops@acme.example' '[tickets]' 'p0 = High' '[sanctions]' 'countries = Germany' '[fields.account]' 'codename = Codename__c'
# an own section once more would be a second one: what the mapping adds to [fields.account] goes there
/usr/bin/python3 - "$scratch/marked.ini" <<'END'
import sys
seen, keep = {}, None
for line in open(sys.argv[1]):
    if line.startswith('['):
        keep = line.strip()
    seen.setdefault(keep, []).append(line)
open(sys.argv[1], 'w').writelines(line for name, lines in seen.items() for line in [name + '\n'] + [l for l in lines if not l.startswith('[')])
END
out=$scratch/out-marked

same "a night to be shared" 0 "$(status_of run marked -q nightly --redact --as-of 2026-06-30)"
# words that people type: a waiver's, a dismissal's
fails=$(ask marked "SELECT min(finding_id) FROM finding WHERE severity = 'fail' AND check_id = 'opportunity-stale'")
rep=$(ask marked "SELECT rep_id FROM coaching_flag ORDER BY flag_id LIMIT 1")
ok "a waiver with its reason" run marked -q waive "$fails" --until 2026-08-01 --reason 'zq7WaiverReason' --by "$rep"
ok "a flag that is dismissed" run marked -q coach "$rep" dismissed --because 'zq7Because'

# ---- what stands where

ok "the pipeline, leads and reps were written for their day" test -s "$out/redacted/rituals/pipeline.xlsx" -a -s "$out/redacted/rituals/leads.xlsx" \
	-a -s "$out/redacted/rituals/rep-review.xlsx"
ok "nothing beside the folder that is to be shared" [ "$(ls "$out")" = redacted ]
ok "no file for the CRM's loader, no invitation" [ -z "$(find "$out/redacted" -name closings.csv -o -name '*.ics')" ]
same "the decision is taken from a workbook that was shared" 0 "$(
	number=$(ask marked "SELECT min(finding_id) FROM finding WHERE check_id = 'outreach-person'")
	fill_openpyxl "$out/redacted/manager.xlsx" "$scratch/filled.xlsx" "Findings;$number;fix;zq7Note" "Coaching flags;2;scheduled;;2026-07-02" >"$scratch/filling" 2>&1
	status_of run marked -q review --by "$rep" "$scratch/filled.xlsx")"
ok "and is as if it had come from another" grep -q '2 decisions taken, 0 rejected, 0 unchanged' "$scratch/said"
same "a row that moved on is not" 0 "$(
	number=$(ask marked "SELECT max(finding_id) FROM finding WHERE check_id = 'follow-up-missed'")
	fill_openpyxl "$out/redacted/manager.xlsx" "$scratch/filled.xlsx" "Findings;$number;fix;zq7Note" >"$scratch/filling" 2>&1
	ask marked "UPDATE finding SET severity = CASE severity WHEN 'fail' THEN 'warn' ELSE 'fail' END WHERE finding_id = $number"
	status_of run marked -q review --by "$rep" "$scratch/filled.xlsx")"
ok "with the reason" grep -q 'fix not taken: the finding moved on' "$scratch/said"

# everything that job prints and writes, below $scratch/NAME
everything() { # NAME [--redact]
	local to=$scratch/$1 number
	mkdir -p "$to"
	run marked -q report --out "$to/report" ${2:-} > "$to/paths"
	for review in pipeline leads rep-review; do run marked -q report --only $review --out "$to/report" ${2:-} >> "$to/paths"; done
	for format in text json csv; do run marked -q findings --state all --limit 0 --format $format ${2:-} > "$to/findings.$format"; done
	run marked -q coach --list ${2:-} > "$to/coach"
	# of each check one, with all that is told of it, and the ones that somebody decided on
	for number in $(ask marked "SELECT min(finding_id) FROM finding GROUP BY check_id UNION SELECT number FROM review_decision WHERE subject = 'finding' UNION SELECT $fails ORDER BY 1"); do
		run marked -q explain "$number" --format json ${2:-}
	done > "$to/explain.json"
	run marked -q explain "$fails" ${2:-} > "$to/explain.text"
	run marked -q explain own-leak 'zq7 no such' ${2:-} > "$to/explain.wrong" 2>&1
	sed -i 's/zq7 no such//' "$to/explain.wrong"
	run marked -q rep "$rep" --no-pull --as-of 2026-06-30 --out "$to/rep" ${2:-} > "$to/rep.paths"
}
everything open
everything shared --redact
ok "nothing of it is in the night's own" marked find "$out/redacted"
ok "nor in all the other jobs write and print" marked find "$scratch/shared"
marked find --words "$scratch/open" > "$scratch/seen"
for word in zq7AccountName zq7ContactName zq7LeadName zq7OpportunityName zq7OpportunityNextStep zq7TaskSubject zq7EventSubject zq7AccountWebsite \
	zq7OwnKind zq7OwnLabel zq7OwnWhy zq7OwnWords zq7OwnDay zq7OwnStage zq7WaiverReason zq7Because zq7Note zq7LeadCompany \
	'address cro@acme.example' 'record 001' 'record 003' 'record 006' 'record 00Q' 'link demo.lightning.force.com' telephone; do
	ok "without --redact there is $word" grep -q "^$word" "$scratch/seen"
done
ok "what is shared has as many findings" [ "$(wc -l < "$scratch/shared/findings.csv")" = "$(wc -l < "$scratch/open/findings.csv")" ]
ok "with figures and days in place of the words" grep -q 'Touches in 7 days [0-9]*, From 2026-06-' "$scratch/shared/findings.text"
ok "and with the reps' names" grep -qF "$(ask marked "SELECT name FROM crm_user_version WHERE user_id = '$rep' LIMIT 1")" "$scratch/shared/coach"
# Never to be read: an e-mail's text; Spoke about scope: a task's; autumn fair: what is written about an account
bodies='Never to be read|Spoke about scope|autumn fair'
stored() {
	psql -X -At -q -v bodies="$bodies" "$(server)" <<'END'
SET search_path = marked;
SELECT format('SELECT %L FROM %I AS t WHERE t::text ~ %L LIMIT 1', relname, relname, :'bodies')
  FROM pg_class WHERE relnamespace = 'marked'::regnamespace AND relkind = 'r' ORDER BY relname
\gexec
END
}
same "bodies are neither stored nor shown" '' "$(stored 2>&1; grep -rlE "$bodies" "$scratch/open")"
ok "though the exports have them" [ "$(grep -lE "$bodies" "$scratch/org"/*.csv | wc -l)" = 4 ]

# ---- codenames

names() { /usr/bin/python3 -c 'import json, sys
for row in json.load(open(sys.argv[1]))["rows"]:
    print(row["finding_id"], row["label"])' "$1/findings.json" | sort; }
names "$out/redacted" > "$scratch/first"
names "$scratch/shared/report" > "$scratch/again"
ok "two outputs of a night have the same" cmp "$scratch/first" "$scratch/again"
same "no two accounts share one" 0 "$(ask marked "SELECT count(*) - count(DISTINCT lower(name)) FROM codename")"
same "the CRM's own go first, told apart; a name or an address is none" 'Sedna|sedna|made|made' "$(ask marked "
	SELECT string_agg(CASE WHEN name ~ '^(Sedna|sedna)( \d+)?\$' THEN CASE WHEN name ~ '\d' AND word = 'Sedna' THEN 'Sedna' ELSE word END WHEN name ~ '^[A-Z][a-z]+ \d+\$' THEN 'made' ELSE name END, '|' ORDER BY account_id)
	  FROM (SELECT DISTINCT ON (account_id) account_id, custom ->> 'codename' AS word FROM account_version ORDER BY account_id) AS a JOIN codename USING (account_id)
	 WHERE word <> ''")"
same "and one of the two has its number" 1 "$(ask marked "SELECT count(*) FROM codename WHERE name ~* '^sedna \d+\$'")"
same "records of a finding are told apart" "$(ask marked "SELECT count(DISTINCT record_id) FROM finding WHERE record_type IN ('contact', 'lead', 'opportunity', 'account')")" \
	"$(run marked -q findings --redact --state all --limit 0 --format csv | /usr/bin/python3 -c 'import csv, sys
print(len({row["label"] for row in csv.DictReader(sys.stdin) if row["record_type"] in ("contact", "lead", "opportunity", "account")}))')"
# the next night, of which the first account is new
/usr/bin/python3 - "$scratch/org/Account.csv" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline='')))
rows.insert(1, ['0015e0000009999AAA' if at == 0 else value for at, value in enumerate(rows[5])])
csv.writer(open(sys.argv[1], 'w', newline=''), quoting=csv.QUOTE_ALL).writerows(rows)
END
printf '%s\n' '[report]' 'redact = yes' | sed -i -e '/^\[report\]/{r /dev/stdin' -e 'd}' "$scratch/marked.ini"
same "the next night, by the configuration" 0 "$(status_of run marked -q nightly --as-of 2026-07-01)"
names "$out/redacted" > "$scratch/next"
same "who was there keeps the codename" '' "$(join "$scratch/first" "$scratch/next" | awk '{ n = (NF - 1) / 2; for (i = 2; i <= n + 1; i++) if ($i != $(i + n)) print }')"
ok "of which there are many" [ "$(join "$scratch/first" "$scratch/next" | wc -l)" -gt 200 ]
ok "nothing is in that night's either" marked find "$out/redacted"
ok "the new account has one" test "$(ask marked "SELECT count(*) FROM codename WHERE account_id = '0015e0000009999AAA'")" = 1
ok "findings are listed in full, with the setting alone" bash -c "grep -q zq7 <('$crmaudit' -q -c '$scratch/marked.ini' findings --limit 0)"

# ---- what cannot be shared

same "a job that shows nothing refuses" 64 "$(status_of run marked -q pull --redact)"
same "invitations are refused" 64 "$(status_of run marked -q report --redact --format ics)"
done_testing
