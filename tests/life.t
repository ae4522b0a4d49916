#!/bin/bash
# The life of findings through the program: waivers as granted at the keyboard, and
# findings that changed limits and changed checks make, over a small organisation whose
# touches are counted by hand.
set -u
. "$(dirname "$0")/support/night.sh"

# Ann touches bob four times from the 22nd to the 25th, cleo three times, dot four times
# of which the last is on the 27th. The deal of acme was due on the 20th.
org=$scratch/org
mkdir -p "$org"
printf 'Id,Name,Email,Username,IsActive,UserType\n%s\n' \
	'005000000000001AAA,Ann,ann@acme.example,ann@acme.example,true,Standard' > "$org/User.csv"
printf 'Id,Name,OwnerId\n001000000000001AAA,Acme,005000000000001AAA\n' > "$org/Account.csv"
{
	echo 'Id,Name,AccountId,OwnerId'
	echo '003000000000001AAA,Bob,001000000000001AAA,005000000000001AAA'
	echo '003000000000002AAA,Cleo,001000000000001AAA,005000000000001AAA'
	echo '003000000000003AAA,Dot,001000000000001AAA,005000000000001AAA'
} > "$org/Contact.csv"
printf 'Id,Name,AccountId,OwnerId,StageName,CloseDate,IsClosed,IsWon,Amount\n%s\n' \
	'006000000000001AAA,Acme 2026,001000000000001AAA,005000000000001AAA,Proposal,2026-06-20,false,false,100' > "$org/Opportunity.csv"
task() { printf '00T0000000000%02dAAA,005000000000001AAA,%s,Call,Completed,Call,%s,%sT18:00:00.000Z,true\n' "$1" "$2" "$3" "$3"; }
{
	echo 'Id,OwnerId,WhoId,Subject,Status,TaskSubtype,ActivityDate,CompletedDateTime,IsClosed'
	number=0
	for touch in 1:22 1:23 1:24 1:25 2:22 2:23 2:24 3:22 3:23 3:24 3:27; do
		number=$((number + 1))
		task $number "00300000000000${touch%:*}AAA" "2026-06-${touch#*:}"
	done
} > "$org/Task.csv"

# limits LINE…: from now on
limits() {
	configuration life '[reps]' 'emails = ann@acme.example' '[files]' "path = $org" '[pull]' 'stale_days = 3650' "$@"
}
night() { ok "the night of June or July $1 runs" run life -q check --as-of "2026-0$1"; }
# shown CHECK [STATE [ORG]]: its findings as listed
shown() { run "${3:-life}" -q findings --check "$1" --state "${2:-all}" --format json | /usr/bin/python3 -c "
import json, sys
for f in json.load(sys.stdin)['findings']:
    print(' '.join(filter(None, [f['label'], f['status'], f['severity'], (f['remark'] or '').replace(chr(10), ' | ')])))"; }
changes() { ask life "SELECT concat_ws(' ', check_id, (SELECT name FROM crm_user_version WHERE user_id = rep_id LIMIT 1), name, old, new, changed_on)
	FROM threshold_change ORDER BY changed_on, rep_id, name"; }
number_of() { ask life "SELECT finding_id FROM finding WHERE label = '$1' AND check_id = '$2'"; }

limits '[check.outreach-person]' 'warn_over_7d = 3'
same "waiving before the first night is status 75" 75 "$(status_of run life waive 1 --until 2026-07-01 --reason x)"
ok "the first night runs" run life -q nightly --as-of 2026-06-26
same "bob alone was touched more than 3 times" 'Bob new warn' "$(shown outreach-person)"

# ---- limits

limits '[check.outreach-person]' 'warn_over_7d = 2'
night 6-27
same "a finding that the new limit made says so, one that a touch made does not" \
	'Dot new warn
Cleo new warn limit warn_over_7d is 2 since 27 Jun 2026, was 3 (touches in any 7 days)
Bob ongoing warn' "$(shown outreach-person | sort -r)"
same "the change is kept" 'outreach-person warn_over_7d 3 2 2026-06-27' "$(changes)"
before=$(state life)
night 6-27
same "the same night again changes nothing" "$before" "$(state life)"

limits '[check.outreach-person]' 'warn_over_7d = 2' 'fail_over_7d = 3'
night 6-28
same "a finding that a limit made worse says so" \
	'Dot ongoing fail limit fail_over_7d is 3 since 28 Jun 2026, was 5 (touches in any 7 days)
Cleo ongoing warn limit warn_over_7d is 2 since 27 Jun 2026, was 3 (touches in any 7 days)
Bob ongoing fail limit fail_over_7d is 3 since 28 Jun 2026, was 5 (touches in any 7 days)' "$(shown outreach-person | sort -r)"

limits '[check.outreach-person]' 'warn_over_7d = 3'
before=$(state life)
ok "a preview in the past runs" run life -q check --as-of 2026-06-26
same "and keeps nothing, of the limits either" "$before" "$(state life)"
ok "a dry run does" run life -q check --as-of 2026-06-29 --dry-run
same "nor does that" "$before" "$(state life)"
ok "a shell refreshes the limits of the last night" run life -q db shell </dev/null
night 6-29
same "a finding that a limit resolved says so, all the same" 'Cleo limit changed warn' "$(shown outreach-person resolved)"
same "and when it happened" '2026-06-27 found warn: 3 touches in 7 days from 22 Jun 2026 (limit 2), 3 in 30 days; limit warn_over_7d is 2 since 27 Jun 2026, was 3 (touches in any 7 days)
2026-06-29 resolved limit fail_over_7d is 5 since 29 Jun 2026, was 3 (touches in any 7 days); limit warn_over_7d is 3 since 29 Jun 2026, was 2 (touches in any 7 days)' \
	"$(ask life "SELECT concat_ws(' ', on_day, what, words) FROM finding_event JOIN finding USING (finding_id) WHERE label = 'Cleo' AND check_id = 'outreach-person' ORDER BY on_day")"
limits '[check.outreach-person]' 'warn_over_7d = 3' '[check.outreach-person rep:ann@acme.example]' 'warn_over_7d = 2'
night 6-30
same "a limit for one rep too" 'Cleo reopened warn limit warn_over_7d is 2 since 30 Jun 2026, was 3 (touches in any 7 days)' \
	"$(shown outreach-person | grep Cleo)"
same "all changes of this check are kept, with whose they are" 'outreach-person warn_over_7d 3 2 2026-06-27
outreach-person fail_over_7d 5 3 2026-06-28
outreach-person fail_over_7d 3 5 2026-06-29
outreach-person warn_over_7d 2 3 2026-06-29
outreach-person Ann warn_over_7d 3 2 2026-06-30' "$(changes | grep person)"
ask life "UPDATE night_check SET sql = replace(sql, 'w.touches_7d > p.warn_over_7d', 'w.touches_7d > 3') WHERE check_id = 'outreach-person';
	DELETE FROM finding WHERE label = 'Cleo'" >/dev/null
night 7-01
same "a finding that the check's own change made says so" 'Cleo new warn the check itself was changed on 1 Jul 2026' \
	"$(shown outreach-person | grep Cleo)"
ask life "UPDATE night_check SET sql = 'SELECT nonsense' WHERE check_id = 'outreach-person'" >/dev/null
same "a check that no longer runs as it was stops no night" 0 "$(status_of run life -q check --as-of 2026-07-01)"
ok "and is told of" grep -q "check outreach-person: what its change did is not known" "$scratch/said"

echo '005000000000002AAA,Ben,ben@acme.example,ben@acme.example,true,Standard' >> "$org/User.csv"
for day in 22 23 24; do
	number=$((number + 1))
	task $number 003000000000001AAA "2026-06-$day" | sed 's/,005000000000001AAA,/,005000000000002AAA,/' >> "$org/Task.csv"
done
for day in 25 26; do
	number=$((number + 1))
	task $number 003000000000003AAA "2026-06-$day" >> "$org/Task.csv"
done
limits '[check.outreach-person]' 'warn_over_7d = 3' 'warn_over_30d = 7' '[check.outreach-person rep:ann@acme.example]' 'warn_over_7d = 2' \
	'[check.outreach-person rep:ben@acme.example]' 'warn_over_7d = 2'
sed -i 's/^emails = .*/&, ben@acme.example/' "$scratch/life.ini"
ok "a night with a new rep runs" run life -q nightly --as-of 2026-07-01
same "to whom a limit of his own is no change" 'Bob new warn' "$(shown outreach-person | grep new | grep Bob)"
same "nor is it kept as one" "" "$(changes | grep Ben)"
same "what touches made worse is no changed limit's doing, though one changed" 'Dot ongoing fail' "$(shown outreach-person | grep Dot)"

# ---- waivers at the keyboard

deal=$(number_of 'Acme 2026' close-date-past)
waive() { status_of run life waive "$@"; }
complains() { ok "$1" grep -qF -- "$2" "$scratch/said"; }
same "an unknown number is a usage error" 64 "$(waive 99999 --until 2026-07-03 --reason x)"
complains "with the mend" "there is no finding 99999; 'crmaudit findings' shows their numbers"
same "so is a word" 64 "$(waive close-date-past --until 2026-07-03 --reason x)"
complains "told apart" "'close-date-past' is no finding's number"
same "and a number beyond all" 64 "$(waive 99999999999999999999 --until 2026-07-03 --reason x)"
same "and no finding at all" 64 "$(waive --until 2026-07-03 --reason x)"
same "a day in the past" 64 "$(waive "$deal" --until 2026-06-30 --reason x)"
complains "with the last night" '--until 2026-06-30 is past: the last night is of 2026-07-01; give that day or a later one'
same "a day too far ahead" 64 "$(waive "$deal" --until 2027-07-02 --reason x)"
complains "with the setting" '--until 2027-07-02 is too far ahead: at most 2027-07-01, 365 days; see [waivers] most_days'
same "an empty reason" 64 "$(waive "$deal" --until 2026-07-03 --reason ' ')"
complains "is asked for" '--reason is empty: say why the finding is accepted'
same "no last day" 64 "$(waive "$deal" --reason x)"
same "a day that is none" 64 "$(waive "$deal" --until 2026-02-30 --reason x)"
same "a resolved finding" 64 "$(ask life "UPDATE finding SET state = 'resolved', resolved_on = '2026-07-01' WHERE label = 'Dot' AND check_id = 'outreach-person'"
	waive "$(number_of Dot outreach-person)" --until 2026-07-03 --reason x)"
complains "has nothing to waive" 'was resolved on 2026-07-01: there is nothing to waive'
same "a check without anything open about the record" 64 "$(waive close-date-past 006000000000009AAA --until 2026-07-03 --reason x)"
same "withdrawing what is not waived" 64 "$(waive "$deal" --withdraw)"
same "none of these left a waiver" 0 "$(ask life 'SELECT count(*) FROM waiver')"
same "a dry run is none either" 0 "$(waive "$deal" --until 2026-07-03 --reason x --dry-run)"
complains "but names the finding" "finding $deal would be waived until 2026-07-03: close-date-past, Acme 2026, rep Ann: still open"
same "and leaves no waiver" 0 "$(ask life 'SELECT count(*) FROM waiver')"

same "the last night's own day may be the last" 0 "$(waive "$deal" --until 2026-07-01 --reason 'signs late' --by pat)"
same "it shows at once" 'Acme 2026 waived fail waived until 1 Jul 2026 by pat: signs late' "$(shown close-date-past waived)"
same "15 characters of an id will do, by check and record" 0 "$(waive close-date-past 006000000000001 --until 7/2/2026 --reason 'legal has it')"
complains "it says what it replaces" "(was waived until 2026-07-01 by pat)"
same "the login name is who granted it" "$(id -un)" "$(ask life "SELECT granted_by FROM waiver WHERE ended_on IS NULL")"
run life waive "$deal" --until 2026-07-02 --reason 'legal has it' --by pat >/dev/null
run life waive --list > "$scratch/said"
complains "the list has it" "ends soon  2026-07-02"
same "with those before" 'ends soon replaced replaced' "$(run life waive --list --format json | /usr/bin/python3 -c "import json, sys; print(' '.join(w['status'] for w in json.load(sys.stdin)))")"
night 7-02
same "on its last day it holds" 'Acme 2026 waived fail waived until 2 Jul 2026 by pat: legal has it' "$(shown close-date-past)"
same "--fail-on passes it over" 0 "$(status_of run life -q check --only close-date-past --as-of 2026-07-02 --fail-on warn)"
run life -q report --only manager >/dev/null
same "the workbook shows and counts it" 'waived still open, the close date passed 12 days ago / waived until 2 Jul 2026 by pat: legal has it; beside them waived: 1' \
	"$(/usr/bin/python3 - "$scratch/out-life/manager.xlsx" <<'PY'
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
rows = list(book['Findings'].iter_rows(values_only=True))
head = next(n for n, r in enumerate(rows) if r[0] == 'Status')
why = rows[head].index('Why')
last = [r for r in rows[head + 1:] if r[0]][-1]
said = str(rows[1][0])
print(last[0], last[why].replace('\n', ' / ') + ';', said[said.index('beside'):].split('.')[0])
PY
)"
night 7-03
same "on the day after it is living again" 'Acme 2026 ongoing fail the waiver of 1 Jul 2026 by pat ended' "$(shown close-date-past)"
same "--fail-on sees it" 1 "$(status_of run life -q check --only close-date-past --as-of 2026-07-03 --fail-on warn)"
run life waive "$deal" --until 2026-07-09 --reason x --by pat >/dev/null
same "a waiver can be withdrawn" 0 "$(waive "$deal" --withdraw --reason 'signed' --by kim)"
same "and is told of on that day" 'Acme 2026 ongoing fail the waiver of 1 Jul 2026 by pat ended | the waiver of 3 Jul 2026 by pat was withdrawn by kim: signed' "$(shown close-date-past)"
night 7-05
same "older than 14 days, and so escalated with the words" "" "$(shown close-date-past escalated)"
ask life "UPDATE finding SET first_seen = '2026-06-10' WHERE label = 'Acme 2026' AND check_id = 'close-date-past'" >/dev/null
night 7-05
same "an old one escalates: 25 days less the two that it was waived" 'Acme 2026 escalated fail escalated: open for 23 days beside those waived' "$(shown close-date-past escalated)"

psql -X -At -q "$(server)" -c 'SET search_path = life' -c "SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0))" \
	-c "\\! touch $scratch/locked" -c "\\! while [ ! -e $scratch/release ]; do sleep 0.05; done" >/dev/null &
holder=$!
until [ -e "$scratch/locked" ]; do kill -0 $holder || break; sleep 0.02; done
same "while a night runs it is status 75" 75 "$(waive "$deal" --until 2026-07-09 --reason x)"
touch "$scratch/release"
wait $holder

# ---- a store of schema 18, with findings in it

{
	echo 'CREATE SCHEMA old; SET search_path = old;'
	for file in $(ls "$here"/sql/schema/*.sql | head -18); do cat "$file"; echo ';'; done
	cat <<'END'
CREATE TABLE schema_version (version integer NOT NULL, applied_at timestamptz NOT NULL, CONSTRAINT schema_version_pk PRIMARY KEY (version));
INSERT INTO schema_version SELECT version, now() FROM generate_series(1, 18) AS version;
INSERT INTO run (job, as_of, as_of_day, state, started_at) VALUES ('nightly', '2026-06-26 07:00Z', '2026-06-25', 'done', '2026-06-26 07:00Z');
INSERT INTO publication VALUES (1, 1, '2026-06-26 07:00Z');
INSERT INTO run_param VALUES (1, 'outreach-person', '', '{"warn_over_7d": 2, "fail_over_7d": 5, "warn_over_30d": 8, "fail_over_30d": 12}');
INSERT INTO finding (check_id, record_type, record_id, part, rep_id, label, severity, why, weight, detail, state, first_seen, last_seen, resolved_on,
                     reopened_on, reopened_times)
VALUES ('outreach-person', 'contact', '003000000000001AAA', '', '005000000000001AAA', 'Bob', 'warn', 'why', 1, '{}', 'open', '2026-06-20', '2026-06-25', NULL, '2026-06-24', 1),
       ('outreach-person', 'contact', '003000000000002AAA', '', '005000000000001AAA', 'Cleo', 'warn', 'why', 1, '{}', 'open', '2026-06-24', '2026-06-25', NULL, NULL, 0),
       ('close-date-past', 'opportunity', '006000000000001AAA', '', '005000000000001AAA', 'Acme 2026', 'fail', 'why', 1, '{}', 'open', '2026-06-10', '2026-06-25', NULL, NULL, 0),
       ('close-date-past', 'opportunity', '006000000000002AAA', '', '005000000000001AAA', 'Gone', 'fail', 'why', 1, '{}', 'resolved', '2026-06-10', '2026-06-20', '2026-06-21', NULL, 0);
END
} | psql -X -q -v ON_ERROR_STOP=1 -1 "$(server)" >/dev/null 2>"$scratch/shown" || sed 's/^/# /' "$scratch/shown"
configuration old '[reps]' 'emails = ann@acme.example' '[files]' "path = $org"
ok "a night over a store of schema 18 runs" run old -q nightly --as-of 2026-06-26
same "its findings live on, old ones escalate, and the limit of the night before is known" \
	'Acme 2026 escalated fail escalated: open for 16 days
Gone resolved fail
Bob ongoing warn
Cleo limit changed warn' "$(shown close-date-past all old; shown outreach-person all old | grep -v Dot)"
same "with what was known of them" '2026-06-20 found
2026-06-24 reopened 1 time in all
2026-06-10 found
2026-06-21 resolved' "$(ask old "SELECT concat_ws(' ', on_day, what, nullif(words, '')) FROM finding_event JOIN finding USING (finding_id)
	WHERE label IN ('Bob', 'Gone') AND check_id IN ('close-date-past', 'outreach-person') ORDER BY label, on_day")"
done_testing
