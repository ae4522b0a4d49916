#!/bin/bash
# What a pull knows of its own gaps: fields that came and went, rows deleted without trace,
# merged records, formulas, counts that differ. Each case changes the CRM between two nights.
set -u
. "$(dirname "$0")/support/night.sh"

# edit OBJECT CODE: changes rows (dicts) or names of that export, then the CRM has it
edit() {
	/usr/bin/python3 - "$scratch/org/$1.csv" "$2" <<'PY'
import csv, sys
path, code = sys.argv[1:]
with open(path, newline='', encoding='utf-8') as file:
    reader = csv.DictReader(file)
    names, rows = list(reader.fieldnames), list(reader)
by_id = {row['Id']: row for row in rows}
scope = {'names': names, 'rows': rows, 'by_id': by_id, 'now': '2026-07-01T09:50:00.000Z'}
exec(code, scope)
with open(path, 'w', newline='', encoding='utf-8') as file:
    writer = csv.DictWriter(file, names, restval='', quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(scope['rows'])
PY
	[ -z "$standin" ] || reload
}
reload() { curl -s -X POST "http://127.0.0.1:$port/__reload" | grep -qx '{}' || echo "# the CRM did not take the change"; }
# drift [LINE…]: what describe says otherwise, tests/standin/drift.h
drift() { printf '%s\n' "$@" > "$scratch/org/describe.conf"; reload; }
night() { run crm -q nightly --as-of $as_of > "$scratch/said" 2>&1; }
reason() { ask crm "SELECT result || ': ' || reason FROM run_check WHERE run_id = (SELECT max(run_id) FROM run_check) AND check_id = '$1'"; }
result() { ask crm "SELECT result FROM run_check WHERE run_id = (SELECT max(run_id) FROM run_check) AND check_id = '$1'"; }
said() { grep -qF "$1" "$scratch/said"; }
sheet() { unzip -p "$scratch/out-crm/"manager*.xlsx 'xl/worksheets/*.xml' | grep -qF "$1"; }
swept() { ask crm "SELECT string_agg(object, ' ' ORDER BY object) FROM reconciliation WHERE swept_at > '2026-06-25'"; }
week_ago() { ask crm "UPDATE reconciliation SET swept_at = swept_at - interval '7 days', whole_at = whole_at - interval '7 days'"; }

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
edit Task 'rows[:] = rows[::12]'
edit Event 'rows[:] = rows[::12]'
for object in Account Contact Lead; do edit $object 'names.append("MasterRecordId")'; done
edit Account 'names.append("Score__c")
for row in rows: row["Score__c"] = "5"'
start_standin || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }
drift 'Account.Score__c calculated'
rest_configuration crm
echo 'score = Score__c' >> "$scratch/crm.ini"

ok "a first night" night
same "sees no change in the fields" 0 "$(ask crm 'SELECT count(*) FROM drift')"
same "what is here is what the source counts" "" \
	"$(ask crm "SELECT object, rows_counted, rows_here FROM source_state JOIN reconciliation USING (object) WHERE rows_counted <> rows_here OR mismatch <> ''")"
same "of all objects" 0 "$(ask crm "SELECT count(*) FROM source_state LEFT JOIN reconciliation AS r USING (object) WHERE is_present AND coalesce(r.rows_counted, -1) < 0")"
ok "the workbook says of what day formulas are" sheet "formula fields as of 2026-06-30: Score__c"
before=$(state crm)
found=$(findings crm) fields=$(result account-missing-fields)
ok "a second night" night
same "changes nothing" "$before" "$(state crm)"

# fields
drift 'Account.Score__c calculated' 'Account.Industry hidden' 'Account.CISO_employees__c hidden' 'Account.Rating picklist' \
	'Opportunity.CloseDate hidden' 'Contact.Title refused'
account=$(ask crm "SELECT account_id FROM account_version WHERE industry <> '' AND custom ? 'ciso_employees' AND NOT is_deleted ORDER BY 1 LIMIT 1")
values="SELECT md5(string_agg(concat_ws('|', account_id, industry, custom ->> 'ciso_employees'), ',' ORDER BY account_id COLLATE \"C\")) FROM account_version WHERE valid_to = 'infinity'"
lost=$(ask crm "$values") titles=$(ask crm "SELECT count(title) FROM contact_version")
versions=$(ask crm 'SELECT count(*) FROM account_version')
edit Account "names.append('Extra__c')
by_id['$account'].update(Name='Renamed', SystemModstamp=now)"
run crm nightly --as-of $as_of > "$scratch/said" 2>&1
ok "what came, went and changed is one line, a warning" \
	grep -qE 'warn.*pull Account: fields: appeared Extra__c; retyped Rating \(picklist, was string\); vanished CISO_employees__c, Industry: what vanished is hidden from the login or removed' "$scratch/said"
same "and is kept" "appeared Extra__c, retyped Rating, vanished CISO_employees__c, vanished Industry" \
	"$(ask crm "SELECT string_agg(what || ' ' || field, ', ' ORDER BY what, field) FROM drift WHERE object = 'account'")"
same "what was read of lost fields stays" "$lost" "$(ask crm "$values")"
same "also where the query refused what describe shows" "$titles" "$(ask crm "SELECT count(title) FROM contact_version")"
same "the one change makes the one version" $((versions + 1)) "$(ask crm 'SELECT count(*) FROM account_version')"
same "which has the lost value too" "2 1 Renamed" \
	"$(ask crm "SELECT count(*), count(DISTINCT industry), max(name) FILTER (WHERE valid_to = 'infinity') FROM account_version WHERE account_id = '$account'" | tr '|' ' ')"
same "a check without its field is not checked, and says since when" \
	"not_checked: Opportunity.CloseDate was there until 2026-06-30: hidden from the login or removed" "$(reason close-date-past)"
same "its findings stay" "$(echo "$found" | grep -c ^close-date-past)" "$(findings crm | grep -c ^close-date-past)"
same "a lost required field is asked of nobody" "" "$(findings crm | grep ^account-missing-fields | grep -E 'industry|CISO')"
ok "the workbook names the lost fields" sheet "Industry, CISO_employees__c"
run crm status > "$scratch/said"
ok "status does" said "lost fields: Industry, CISO_employees__c"
ok "and tells the change" grep -qE 'Account +Rating +retyped +string +picklist' "$scratch/said"
drift 'Account.Score__c calculated' 'Account.Rating picklist'
ok "a night with the fields back" night
same "tells that" 4 "$(ask crm "SELECT count(*) FROM drift WHERE what = 'returned'")"
same "and finds what it found" "$(echo "$found" | grep -v "$account")" "$(findings crm | grep -v "$account")"
drift 'Account.Score__c calculated' 'Account.Rating picklist' 'Task.Status hidden'
night
same "an activity without its status is none" "not_checked: Task.Status was there until 2026-06-30: hidden from the login or removed" "$(reason rep-quiet)"
drift 'Account.Score__c calculated' 'Account.Rating picklist'
night

# rows deleted without trace
opportunity=$(ask crm "SELECT record_id FROM finding WHERE check_id = 'close-date-past' AND state = 'open' ORDER BY 1 LIMIT 1")
cp "$scratch/org/Opportunity.csv" "$scratch/opportunity.csv"
here=$(ask crm "SELECT rows_here FROM source_state WHERE object = 'opportunity'")
edit Opportunity "rows.remove(by_id['$opportunity'])"
night
ok "a count that differs is a warning with the mend" \
	said "pull Opportunity: the source counts $((here - 1)) rows, here are $here; the next pull compares them by id"
night
same "the next night finds the row gone" t "$(ask crm "SELECT is_deleted FROM opportunity_version WHERE opportunity_id = '$opportunity' AND valid_to = 'infinity'")"
same "from then on" 2 "$(ask crm "SELECT count(*) FROM opportunity_version WHERE opportunity_id = '$opportunity'")"
same "its finding is closed: record gone" "resolved record gone" \
	"$(ask crm "SELECT state || ' ' || closed_why FROM finding WHERE check_id = 'close-date-past' AND record_id = '$opportunity'")"
run crm findings --state resolved --check close-date-past > "$scratch/said"
ok "findings says so" said "record gone"
run crm status > "$scratch/said"
ok "status says so" sh -c "grep -q 'RECORD GONE' '$scratch/said' && grep -qE 'Opportunity .*1 row found gone' '$scratch/said'"
cp "$scratch/opportunity.csv" "$scratch/org/Opportunity.csv"
reload
night
night
same "a row that comes back lives again" f "$(ask crm "SELECT is_deleted FROM opportunity_version WHERE opportunity_id = '$opportunity' AND valid_to = 'infinity'")"
same "and so does its finding" "open " "$(ask crm "SELECT state || ' ' || closed_why FROM finding WHERE check_id = 'close-date-past' AND record_id = '$opportunity'")"

# one gone and one come late, with a stamp of long ago: the count agrees, the keys do not
edit Opportunity "new = dict(by_id['$opportunity'], Id='006000000000000AAA', SystemModstamp='2025-01-02T03:04:05.000Z')
rows[rows.index(by_id['$opportunity'])] = new"
night
same "a week's nights compare no ids" "" "$(ask crm "SELECT object FROM reconciliation WHERE mismatch <> ''")"
same "so the row is thought to be there" f "$(ask crm "SELECT is_deleted FROM opportunity_version WHERE opportunity_id = '$opportunity' AND valid_to = 'infinity'")"
week_ago
night
same "the night when it is due finds it gone" t "$(ask crm "SELECT is_deleted FROM opportunity_version WHERE opportunity_id = '$opportunity' AND valid_to = 'infinity'")"
ok "and the late one missing" said "pull Opportunity: 1 row at the source and not so here; the next pull reads all of them"
same "all objects had their turn" "$(ask crm "SELECT string_agg(object, ' ' ORDER BY object) FROM source_state WHERE is_present")" "$(swept)"
night
same "the next night has it" 1 "$(ask crm "SELECT count(*) FROM opportunity_version WHERE opportunity_id = '006000000000000AAA'")"

# a right lost looks like rows gone
cp "$scratch/org/Account.csv" "$scratch/account.csv"
before=$(ask crm "SELECT count(*) FROM account_version WHERE valid_to = 'infinity' AND NOT is_deleted")
edit Account "rows[:] = rows[:100]"
week_ago
night
same "most rows gone at once are not believed" "$before" "$(ask crm "SELECT count(*) FROM account_version WHERE valid_to = 'infinity' AND NOT is_deleted")"
ok "it is said" said "the login suddenly sees 100 of $before rows"
ok "checks of them are not checked" sh -c "echo '$(reason account-missing-fields)' | grep -q '^not_checked: Account: the login suddenly sees 100 of $before rows'"
cp "$scratch/account.csv" "$scratch/org/Account.csv"
reload
night
same "until they are back" "$fields" "$(result account-missing-fields)"

# merged records: a chain, and a circle
# looked SQL: an answer from the views that checks read
looked() {
	PGOPTIONS="-c crmaudit.run=1 -c crmaudit.as_of=2026-07-01T07:00Z -c crmaudit.as_of_day=2026-06-30 -c crmaudit.org_zone=America/Los_Angeles -c crmaudit.files_zone=UTC -c crmaudit.rep=" \
		psql -X -At -q -v ON_ERROR_STOP=1 "$(server)" -c "SET search_path = crm" -c "$1"
}
read -r loser <<< "$(ask crm "SELECT person_id FROM activity WHERE person_id LIKE '003%' AND folded_into IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")"
read -r middle master <<< "$(looked "SELECT contact_id FROM contact WHERE contact_id <> '$loser' ORDER BY 1 LIMIT 2" | tr '\n' ' ')"
circle=$(looked "SELECT string_agg('''' || contact_id || '''', ',') FROM (SELECT contact_id FROM contact WHERE contact_id NOT IN ('$loser', '$middle', '$master') ORDER BY 1 DESC LIMIT 2) AS c")
count() { ask crm "SELECT count(*) FROM activity WHERE person_id IN ('$1', '$2', '$3')"; }
all=$(count "$loser" "$middle" "$master") own=$(count "$loser" "$loser" "$loser")
merge="def merge(loser, master): by_id[loser].update(IsDeleted='true', MasterRecordId=master, SystemModstamp=now)
"
edit Contact "${merge}merge('$loser', '$middle'); merge('$middle', '$master')
a, b = $circle
merge(a, b); merge(b, a)"
night
same "what was done with a merged person counts for the last master" "$all" "$(count "$master" "$master" "$master")"
same "masters in a circle stand for nobody" 2 "$(ask crm "SELECT count(*) FROM record_master")"
edit Contact "by_id['$loser'].update(IsDeleted='false', MasterRecordId='', SystemModstamp=now)"
night
same "after an undelete for the person again" "$own" "$(count "$loser" "$loser" "$loser")"
read -r from to <<< "$(looked "SELECT (SELECT o.account_id FROM opportunity AS o JOIN account AS a USING (account_id) WHERE is_won AND close_date < '2026-06-01' ORDER BY 1 LIMIT 1),
	(SELECT account_id FROM account WHERE account_id NOT IN (SELECT account_id FROM customer) ORDER BY 1 LIMIT 1)" | tr '|' ' ')"
deals=$(looked "SELECT count(*) FROM opportunity WHERE account_id IN ('$from', '$to')")
edit Account "${merge}merge('$from', '$to')"
night
same "deals of a merged account are its master's" "$deals" "$(looked "SELECT count(*) FROM opportunity WHERE account_id = '$to'")"
same "who is a customer by them" 1 "$(looked "SELECT count(*) FROM customer WHERE account_id = '$to'")"
same "findings of the loser are closed: record merged" "" \
	"$(ask crm "SELECT closed_why FROM finding WHERE record_id = '$from' AND (state = 'open' OR closed_why <> 'record merged')")"

# formulas
edit Account "rows[-1]['Score__c'] = '6'"
score() { ask crm "SELECT custom ->> 'score' FROM account_version WHERE account_id = (SELECT '$1') AND valid_to = 'infinity'"; }
last=$(/usr/bin/python3 -c 'import csv, sys; print(list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))[-1]["Id"])' "$scratch/org/Account.csv")
night
same "a formula's new value moves no stamp" 5 "$(score "$last")"
week_ago
run crm nightly --as-of $as_of > "$scratch/said" 2>&1
same "after a week it is read" 6 "$(score "$last")"
ok "by reading all" said "pull Account: reading all of it: formula fields move no stamp"
ok "of that object alone" sh -c "! grep -q 'pull Contact: reading all' '$scratch/said'"
drift 'Account.Score__c calculated' 'Account.Rating textarea'
run crm nightly --as-of $as_of > "$scratch/said" 2>&1
ok "an object with a field of another type is read whole too" said "pull Account: reading all of it: a field changed its type"
ok "and nothing is said to have vanished" sh -c "! grep -q vanished '$scratch/said'"

# what is old, and what is not there any more
ask crm "UPDATE source_state SET pulled_at = '2026-06-25' WHERE object = 'opportunity'"
run crm -q check --as-of $as_of > "$scratch/said" 2>&1
same "records not pulled for days are stale" "not_checked: Opportunity is stale: last pulled on 2026-06-24" "$(reason close-date-past)"
rm "$scratch/org/Opportunity.csv"
reload
night
same "an object that went is not checked, and says since when" \
	"not_checked: Opportunity was there until 2026-06-30: hidden from the login or removed" "$(reason close-date-past)"
run crm status > "$scratch/said"
ok "status says so" grep -qE 'Opportunity .*was there, is now hidden from the login or removed' "$scratch/said"
done_testing
