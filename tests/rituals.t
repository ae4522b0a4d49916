#!/bin/bash
# Reviews with a rhythm: on their day, on a holiday, missed and caught up; and what their
# workbooks hold, against the database.
set -u
. "$(dirname "$0")/support/night.sh"

# Ann owns a deal nobody talks about (created on 1 March), one past its date, one that is well;
# Zed, no rep, one past its date; a lead of Ben's is an MQL since May.
org=$scratch/org
mkdir -p "$org"
{
	echo 'Id,Name,Email,Username,IsActive,UserType,ManagerId'
	echo '005000000000001AAA,Max,max@acme.example,max@acme.example,true,Standard,'
	echo '005000000000011AAA,Ann,ann@acme.example,ann@acme.example,true,Standard,005000000000001AAA'
	echo '005000000000012AAA,Ben,ben@acme.example,ben@acme.example,true,Standard,005000000000001AAA'
	echo '005000000000013AAA,Zed,zed@acme.example,zed@acme.example,true,Standard,'
} > "$org/User.csv"
printf 'Id,Name,OwnerId\n001000000000001AAA,Acme,005000000000011AAA\n001000000000002AAA,Basin,005000000000012AAA\n' > "$org/Account.csv"
{
	echo 'Id,Name,AccountId,OwnerId,StageName,CloseDate,IsClosed,IsWon,Amount,CreatedDate'
	echo '006000000000001AAA,"=cmd|quiet",001000000000001AAA,005000000000011AAA,Proposal,2026-12-20,false,false,100,2026-03-01T10:00:00.000Z'
	echo '006000000000002AAA,Late,002,005000000000011AAA,Proposal,2026-06-10,false,false,200,2026-06-15T10:00:00.000Z'
	echo '006000000000003AAA,Well,001000000000002AAA,005000000000011AAA,Proposal,2026-12-20,false,false,300,2026-06-17T10:00:00.000Z'
	echo '006000000000004AAA,Stray,001000000000002AAA,005000000000013AAA,Proposal,2026-06-12,false,false,400,2026-06-15T10:00:00.000Z'
	echo '006000000000005AAA,Won,001000000000002AAA,005000000000011AAA,Closed Won,2026-06-12,true,true,500,2026-06-15T10:00:00.000Z'
} > "$org/Opportunity.csv"
{
	echo 'Id,Name,Company,OwnerId,Status,IsConverted,CreatedDate,LastModifiedDate'
	echo '00Q000000000001AAA,Lou,Canyon,005000000000012AAA,MQL,false,2026-05-01T10:00:00.000Z,2026-05-01T10:00:00.000Z'
	echo '00Q000000000002AAA,Kay,Canyon,005000000000012AAA,Closed,false,2026-05-01T10:00:00.000Z,2026-05-01T10:00:00.000Z'
} > "$org/Lead.csv"
set_up() { configuration rit '[reps]' 'emails = ann@acme.example, ben@acme.example' '[files]' "path = $org" '[pull]' 'stale_days = 3650' "$@"; }
out=$scratch/out-rit
set_up '[ritual.leads]' 'on = Friday' '[ritual.pipeline]' 'responsible = cro@acme.example'
written() { ask rit "SELECT string_agg(concat_ws(' ', name, due_on, CASE WHEN written_on > due_on THEN 'on ' || written_on END), ', ' ORDER BY due_on, name) FROM ritual_done"; }

same "on a Thursday nothing is due" '0 ' "$(status_of run rit -q nightly --as-of 2026-06-18) $(written)"
ok "and no review is written" [ ! -e "$out/rituals" ]
same "Friday the 19th is a holiday, so that both are Monday's" '0 leads 2026-06-22, pipeline 2026-06-22' \
	"$(status_of run rit nightly --as-of 2026-06-22) $(written)"
ok "which is no miss" sh -c "! grep -q 'no run wrote it' '$scratch/said'"
same "their files are there" 'closings.csv leads.xlsx pipeline.xlsx' "$(ls "$out/rituals" | paste -sd' ')"
same "the manifest says who gets them" "leads  / pipeline cro@acme.example" "$(/usr/bin/python3 -c "
import json
print(' / '.join(r['name'] + ' ' + ' '.join(r['recipients']) for r in sorted(json.load(open('$out/workbooks.json'))['rituals'], key=lambda r: r['name'])))")"

table() { # FILE SHEET COLUMNS…
	/usr/bin/python3 - "$@" <<'PY'
import sys, openpyxl
file, sheet, *columns = sys.argv[1:]
rows = list(openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True))
head = next(n for n, row in enumerate(rows) if columns[0] in row)
for row in rows[head + 1:]:
    if all(v is None for v in row):
        break
    print('|'.join(str('' if row[rows[head].index(c)] is None else row[rows[head].index(c)]).replace('\n', ' / ') for c in columns))
PY
}
same "the pipeline has every open deal, whoever owns it, and what it needs by hand" \
	'=cmd|quiet|Ann|close|113
Late|Ann|fail|
Stray|Zed|fail|
Well|Ann||' "$(table "$out/rituals/pipeline.xlsx" Opportunities Opportunity Owner State 'Days silent' | LC_ALL=C sort)"
same "all that the pipeline's checks found there" \
	"$(ask rit "SELECT label || '|' || count(*) FROM finding JOIN check_catalogue USING (check_id) WHERE rule LIKE 'D%' AND state = 'open' AND record_type = 'opportunity' GROUP BY label" | LC_ALL=C sort)" \
	"$(table "$out/rituals/pipeline.xlsx" Opportunities Opportunity 'What it needs' | grep -v '^Well' | awk -F'|' '{ print ($1 == "=cmd" ? $1 "|" $2 : $1) "|" gsub(" / ", "") + 1 }' | LC_ALL=C sort)"
same "owners add up" 'Ann|3|600
Zed|1|400' "$(table "$out/rituals/pipeline.xlsx" Owners Owner Open Worth | sort)"
same "what is to be closed, for the CRM's loader" '"Id","StageName","Reason"
006000000000001AAA,Closed Lost,no communication for 113 days' "$(tr -d '\r' < "$out/rituals/closings.csv")"
same "is on its sheet as text" 'True' "$(/usr/bin/python3 -c "
import openpyxl
book = openpyxl.load_workbook('$out/rituals/pipeline.xlsx')
cells = [c for row in book['Proposed closings'].iter_rows() for c in row if c.value == '=cmd|quiet']
print(len(cells) == 1 and cells[0].data_type != 'f')")"
same "leads by status" 'MQL|Lou|Ben' "$(table "$out/rituals/leads.xlsx" Leads Status Lead Owner | sort -u)"
same "all of them counted" 'Closed|1|0
MQL|1|1' "$(table "$out/rituals/leads.xlsx" Statuses Status Leads 'Need something' | sort)"

rm "$out/rituals/"*
ok "the same night again" run rit -q nightly --as-of 2026-06-22
same "writes no review twice" '' "$(ls "$out/rituals")"
ok "a review that is overdue is in status" grep -q '^overdue: Pipeline review (weekly), not written since 2026-06-29, missed ' <(run rit status)
same "and in its JSON" 'leads 2026-06-26, pipeline 2026-06-29' "$(run rit status --format json | /usr/bin/python3 -c "
import json, sys
print(', '.join(r['name'] + ' ' + r['missed_days'][:10] for r in json.load(sys.stdin)['overdue_reviews'] if r['name'] != 'rep-review'))")"
ok "written again elsewhere" run rit -q report --out "$scratch/elsewhere"
same "the manifest names no review that is not there" 0 "$(/usr/bin/python3 -c "import json; print(len(json.load(open('$scratch/elsewhere/workbooks.json'))['rituals']))")"
same "nobody ran on Friday and Monday: said on Tuesday" 0 "$(status_of run rit nightly --as-of 2026-06-30)"
ok "loudly" grep -q 'warn .*Pipeline review (weekly): no run wrote it on its day, 2026-06-29; written now' "$scratch/said"
same "and caught up" 'leads 2026-06-22, pipeline 2026-06-22, leads 2026-06-26 on 2026-06-30, pipeline 2026-06-29 on 2026-06-30' "$(written)"
ok "the files are there" [ -s "$out/rituals/pipeline.xlsx" -a -s "$out/rituals/leads.xlsx" ]
same "the summary says so" 'Lead review|late|weekly, of 26 Jun 2026: missed, written now
Pipeline review|late|weekly, of 29 Jun 2026: missed, written now; cro@acme.example' "$(table "$out/manager.xlsx" Summary Review State When)"
before=$(state rit ritual)
same "a look ahead is a preview" 0 "$(status_of run rit -q nightly --as-of 2999-12-31 --out "$scratch/ahead")"
says() { /usr/bin/python3 -c "import openpyxl; print('A preview: nothing of it is kept.' in openpyxl.load_workbook('$1')['Summary']['A2'].value)"; }
same "which its summary says, and the night's doesn't" 'True False' "$(says "$scratch/ahead/manager.xlsx") $(says "$out/manager.xlsx")"
same "and takes no day away" "$before" "$(state rit ritual)"
ok "the month's first business day" run rit -q nightly --as-of 2026-07-01
same "has the rep review" 'rep-review 2026-07-01' "$(ask rit "SELECT name || ' ' || due_on FROM ritual_done WHERE name = 'rep-review'")"
same "with every rep" 'Ann Ben' "$(table "$out/rituals/rep-review.xlsx" 'Rep review' Rep | sort | paste -sd' ')"
purposes() { /usr/bin/python3 -c "
import openpyxl
for s in openpyxl.load_workbook('$1'):
    print(s.title, any('not for pay or ranking' in str(c.value) for row in s.iter_rows(max_row=4) for c in row))"; }
same "and what that is for, where a person's work is looked at" 'Rep review True
Coaching flags True
Coverage False' "$(purposes "$out/rituals/rep-review.xlsx")"
same "on every sheet of the organisation's that a person stands on" 'Summary Teams Coaching flags Findings Rep review Account coverage Missing account fields Pipeline' \
	"$(purposes "$out/manager.xlsx" | sed -n 's/ True$//p' | paste -sd' ')"
ok "a rep's own workbook" run rit -q rep ann@acme.example --as-of 2026-07-01
same "says it on every sheet" True "$(purposes "$out/rep-ann.xlsx" | awk '{ print $NF }' | sort -u)"
ok "a review can be asked for on any day" run rit -q report --only pipeline --out "$scratch/asked"
ok "and is written" [ -s "$scratch/asked/rituals/pipeline.xlsx" ]
same "a day that is none is a configuration error" 78 "$(set_up '[ritual.leads]' 'on = Funday'; status_of run rit nightly --as-of 2026-07-02)"
set_up '[ritual.leads]' 'rhythm = off' '[ritual.pipeline]' 'rhythm = off' '[ritual.rep-review]' 'rhythm = off' '[opportunities]' 'lost_stage = Lost'
ok "switched off" run rit -q nightly --as-of 2026-07-06
ok "nor overdue" sh -c "! '$crmaudit' -c '$scratch/rit.ini' status | grep -q '^overdue: .*review'"
same "none is due" '' "$(ask rit "SELECT name FROM ritual" | paste -sd' ')"

# rhythms, against Python's calendar: 2026-07-03 is Independence Day as observed, 2026-09-07
# Labor Day, 2026-10-12 Columbus Day, 2026-11-11 Veterans Day, 2026-11-26 Thanksgiving, 2026-12-25 Christmas
days() { ask rit "SELECT string_agg(d::text, ' ' ORDER BY d) FROM ritual_days('$1', '$2', '2026-07-01', '2026-12-31') AS d"; }
calendar() { /usr/bin/python3 - "$1" "$2" <<'PY'
import sys
from datetime import date, timedelta
rhythm, on = sys.argv[1:]
names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
closed = {date(2026, 7, 3), date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25), date(2026, 6, 19)}
def is_base(day):
    if rhythm == 'daily':
        return True
    if rhythm == 'monthly':
        if on in names:
            return day.weekday() == names.index(on) and day.day <= 7
        return day.day == (1 if on == 'first business day' else int(on))
    weeks = 1 if rhythm == 'weekly' else int(rhythm.split()[1])
    return day.weekday() == names.index(on) and (day - date(2024, 1, 1)).days // 7 % weeks == 0
due, day = set(), date(2026, 6, 1)
while day <= date(2026, 12, 31):
    if is_base(day):
        shifted = day
        while shifted.weekday() > 4 or shifted in closed:
            shifted += timedelta(1)
        due.add(shifted)
    day += timedelta(1)
print(*sorted(str(d) for d in due if date(2026, 7, 1) <= d <= date(2026, 12, 31)))
PY
}
for rhythm in 'weekly:Monday' 'weekly:Friday' 'every 2 weeks:Monday' 'every 3 weeks:Thursday' 'monthly:first business day' 'monthly:4' 'monthly:28' 'monthly:Monday' 'daily:Monday'; do
	same "$rhythm falls on the right days" "$(calendar "${rhythm%:*}" "${rhythm#*:}")" "$(days "${rhythm%:*}" "${rhythm#*:}")"
done
done_testing
