#!/bin/bash
# One workbook per manager: a tree of three levels, read back and held against the
# database: every open finding is in one of them, and nobody's row in another's.
set -u
. "$(dirname "$0")/support/night.sh"

# Vera leads Max and Nora. Max has Ann, Ben and, by the role tree, Rui; Nora has Cy, and Hal,
# whose own manager Ida left. Dot has nobody. Eve and Fay are each other's manager. Gus
# leads nobody. Zed is no rep, and a deal belongs to an id that is no user.
org=$scratch/org
mkdir -p "$org"
id() { printf '0050000000000%sAAA' "$1"; }
user() { # NUMBER NAME MANAGER ROLE [ACTIVE]
	printf '%s,%s,%s@acme.example,%s@acme.example,%s,Standard,%s,%s\n' "$(id "$1")" "$2" "${2,,}" "${2,,}" "${5:-true}" "${3:+$(id "$3")}" "$4"
}
users() {
	echo 'Id,Name,Email,Username,IsActive,UserType,ManagerId,UserRoleId'
	user 01 Vera '' ''
	user 02 Max 01 00E000000000001AAA
	user 03 Nora 01 ''
	user 04 Ida 03 '' false
	user 05 Gus 01 ''
	user 11 Ann 02 ''
	user 12 Ben "$1" ''
	user 13 Cy 03 00E000000000002AAA
	user 14 Hal 04 ''
	user 15 Rui '' 00E000000000002AAA
	user 16 Dot '' ''
	user 17 Eve 18 ''
	user 18 Fay 17 ''
	user 19 Zed 02 ''
	user 20 Una '' ''
}
users 02 > "$org/User.csv"
printf 'Id,Name,ParentRoleId\n%s\n' '00E000000000001AAA,West Lead,' '00E000000000002AAA,West,00E000000000001AAA' > "$org/UserRole.csv"
printf 'Id,Name,OwnerId\n001000000000001AAA,Acme,%s\n' "$(id 11)" > "$org/Account.csv"
# a deal past its date for each, two for Ann
{
	echo 'Id,Name,AccountId,OwnerId,StageName,CloseDate,IsClosed,IsWon,Amount'
	for owner in 11 12 13 14 15 16 17 18 19 99; do
		printf '0060000000000%sAAA,Deal of %s,001000000000001AAA,%s,Proposal,2026-06-20,false,false,100\n' $owner $owner "$(id $owner)"
	done
	printf '006000000000051AAA,Second of 11,001000000000001AAA,%s,Proposal,2026-06-21,false,false,100\n' "$(id 11)"
} > "$org/Opportunity.csv"
reps='emails = ann@acme.example, ben@acme.example, cy@acme.example, hal@acme.example, rui@acme.example, dot@acme.example, eve@acme.example, fay@acme.example'
set_up() { configuration team '[reps]' "$reps" '[files]' "path = $org" '[pull]' 'stale_days = 3650' "$@"; }
out=$scratch/out-team

set_up '[managers]' 'delegates = max@acme.example: una@acme.example, nobody@acme.example: una@acme.example' 'everything = ops@acme.example'
same "a night runs" 0 "$(status_of run team nightly --as-of 2026-06-30)"
ok "a delegate's boss whom nobody knows is said" grep -q "delegates: 'nobody@acme.example' is no user of the CRM" "$scratch/said"
same "who is beneath whom" \
	'Eve 1 Fay
Fay 1 Eve
Max 1 Ann Ben Rui
Nora 1 Cy Hal
Vera 2 Ann Ben Cy Hal Rui
unassigned 1 005000000000099AAA Dot Zed' \
	"$(ask team "SELECT concat_ws(' ', coalesce(m.name, t.manager_id), t.depth, string_agg(coalesce(u.name, t.rep_id), ' ' ORDER BY coalesce(u.name, t.rep_id) COLLATE \"C\"))
		FROM run_team AS t LEFT JOIN crm_user_version AS m ON m.user_id = t.manager_id LEFT JOIN crm_user_version AS u ON u.user_id = t.rep_id
		WHERE t.rep_id <> '' GROUP BY m.name, t.manager_id, t.depth" | LC_ALL=C sort)"
same "a file each, named by name and id" "eve-$(id 17).xlsx
fay-$(id 18).xlsx
max-$(id 02).xlsx
nora-$(id 03).xlsx
unassigned.xlsx
vera-$(id 01).xlsx" "$(cd "$out/managers" && ls)"

cat > "$scratch/read.py" <<'PY'
"""read.py OUT FINDINGS: every workbook of the manifest against findings.json and the tree
as it was drawn by hand."""
import json, sys, openpyxl
out = sys.argv[1]
direct = {'Max': ['Ann', 'Ben', 'Rui'], 'Nora': ['Cy', 'Hal'], 'Vera': [], 'Eve': ['Fay'], 'Fay': ['Eve'], "nobody's": None}
findings = {str(f['finding_id']): f for f in json.load(open(out + '/findings.json'))['rows']}
owner_of = {number: f['rep'] for number, f in findings.items()}
everybody = {'Ann', 'Ben', 'Rui', 'Cy', 'Hal', 'Dot', 'Eve', 'Fay', 'Zed'}
labels = {f['label']: f['rep'] for f in findings.values()}
manifest = json.load(open(out + '/workbooks.json'))
wrong, seen = [], []

def table(sheet, first):
    rows = list(sheet.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[head], row)) for row in rows[head + 1:] if any(v is not None for v in row)]

for entry in manifest['workbooks']:
    book = openpyxl.load_workbook(out + '/' + entry['file'])
    rows = table(book['Findings'], 'Status')
    if entry['kind'] == 'organisation':
        if {str(r['Finding']) for r in rows} != set(findings):
            wrong.append('the organisation lacks some')
        continue
    seen += [str(r['Finding']) for r in rows]
    own = direct[entry['name']]
    if own is None:
        own = [rep for rep in set(owner_of.values()) if not any(rep in d for d in direct.values() if d)]
    for number in (str(r['Finding']) for r in rows):
        if owner_of[number] not in own:
            wrong.append(f"{entry['name']} shows {number} of {owner_of[number]}")
    if len(rows) != entry['findings'] + entry['waived']:
        wrong.append(f"{entry['name']}: the manifest counts {entry['findings']}, the sheet {len(rows)}")
    if own and entry['kind'] == 'manager' and {r['Rep'] for r in rows} != set(own):
        wrong.append(f"{entry['name']} has {sorted({r['Rep'] for r in rows})}")
    summary = {r['Figure']: r['Now'] for r in table(book['Summary'], 'Figure') if r['Figure']}
    if summary['New findings'] != sum(r['Status'] == 'new' for r in rows) or summary['Open fails'] != sum(r['Severity'] == 'fail' for r in rows):
        wrong.append(f"{entry['name']}: the summary's figures {summary}")
    # the names of other teams stand on the sheet Teams alone, and there only managers'
    strangers = everybody - set(own)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if not isinstance(value, str):
                    continue
                words = set(value.replace("'", ' ').replace(',', ' ').replace('.', ' ').split())
                bad = words & strangers - {'Max', 'Nora', entry['name']}
                if bad or labels.get(value, own[0] if own else None) not in (own or [None]):
                    wrong.append(f"{entry['name']}: {sheet.title}: {value}")
if sorted(seen) != sorted(findings):
    wrong.append(f'{len(findings)} findings, {len(seen)} rows in all, {len(set(seen))} different')
print('\n'.join(wrong) if wrong else 'every finding once')
sys.exit(bool(wrong))
PY
ok "every open finding is in one workbook, and nobody's row in another's" /usr/bin/python3 "$scratch/read.py" "$out"
rows() { # FILE SHEET FIRST COLUMNS…: a line per row
	/usr/bin/python3 - "$@" <<'PY'
import sys, openpyxl
file, sheet, first, *columns = sys.argv[1:]
rows = list(openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True))
head = next(n for n, row in enumerate(rows) if row[0] == first)
for row in rows[head + 1:]:
    if row[0] is None:
        break
    print(*[row[rows[head].index(c)] for c in columns])
PY
}
counts() { ask team "SELECT concat_ws(' ', '$1', reps, fails, found) FROM run_workbook WHERE name = '$1'"; }
by_fails() { sort -k3,3nr -k4,4nr -k1,1; }
same "an upper manager sees a line per team beneath" "$(for team in Max Nora; do counts $team; done | by_fails)" \
	"$(rows "$out/managers/vera-$(id 01).xlsx" Teams 'Team of' 'Team of' Reps Fails 'Findings open')"
same "and the organisation one per team" "$(for team in Max Nora Eve Fay "nobody''s"; do counts "$team"; done | sed "s/''/'/" | by_fails)" \
	"$(rows "$out/manager.xlsx" Teams 'Team of' 'Team of' Reps Fails 'Findings open' | by_fails)"
same "with the teams' fails in the upper manager's figures" \
	"Open fails 0 $(ask team "SELECT sum(fails) FROM run_workbook WHERE name IN ('Max', 'Nora')")" \
	"$(rows "$out/managers/vera-$(id 01).xlsx" Summary Figure Figure Now 'With teams' | head -1)"
same "counted by hand: of the deals past their date four are Max's" 4 \
	"$(rows "$out/managers/max-$(id 02).xlsx" Findings Status Check | grep -c 'past its close date')"
who() { /usr/bin/python3 -c "
import json, sys
for w in json.load(open('$out/workbooks.json'))['workbooks']:
    print(w['file'].split('/')[-1].split('-')[0], *w['recipients'])"; }
same "the manifest says who gets what, deputies too" 'eve eve@acme.example
fay fay@acme.example
max max@acme.example una@acme.example
nora nora@acme.example
vera vera@acme.example
manager.xlsx ops@acme.example
unassigned.xlsx ops@acme.example' "$(who)"

widths() { /usr/bin/python3 -c "
import openpyxl
sheet = openpyxl.load_workbook('$1')['Summary']
print(sum(sheet.column_dimensions[c].width for c in 'ABCD') < 64, sheet.max_column)"; }
same "the summary is as wide as a phone" 'True 4' "$(widths "$out/managers/max-$(id 02).xlsx")"

# ---- another night: Ben goes to Nora, Eve and Fay leave the ring, somebody put a file there
users 03 | sed "s/$(id 18),Fay\(.*\),$(id 17),/$(id 18),Fay\1,$(id 02),/" > "$org/User.csv"
touch "$out/managers/mine.xlsx"
ok "another night runs" run team -q nightly --as-of 2026-07-01
same "who is no manager any more has no file, what others put there stays" "fay-$(id 18).xlsx
max-$(id 02).xlsx
mine.xlsx
nora-$(id 03).xlsx
unassigned.xlsx
vera-$(id 01).xlsx" "$(cd "$out/managers" && ls)"
same "the tree is that of the night" "Ben Cy Hal" "$(rows "$out/managers/nora-$(id 03).xlsx" Findings Status Rep | sort -u | paste -sd' ')"
before=$(cd "$out" && cksum managers/*-*.xlsx managers/unassigned.xlsx)
ok "the report can be written again" run team -q report --only manager
same "and is the same, byte by byte, side by side too" "$before" "$(cd "$out" && cksum managers/*-*.xlsx managers/unassigned.xlsx)"
printf '{"workbooks": [{"file": "managers/../../org/User.csv"}, {"file": "managers/mine.xlsx"}, {"file": "/etc/passwd"}]}' > "$out/workbooks.json"
ok "a manifest that was tampered with" run team -q report --only manager
same "removes workbooks alone, and in our folders" 'gone here' "$([ -e "$out/managers/mine.xlsx" ] || echo gone) $([ -s "$org/User.csv" ] && echo here)"
echo '{' > "$out/workbooks.json"
same "one that cannot be read is said" 0 "$(status_of run team report --only manager)"
ok "and replaced" grep -q 'is no manifest of ours' "$scratch/said"

# ---- settings
set_up '[managers]' 'by = role'
ok "by the role tree first" run team -q check --as-of 2026-07-01
same "a rep is whose role it is, whatever manager is named" 'Max' \
	"$(ask team "SELECT DISTINCT u.name FROM crm_user_version AS u JOIN run_team AS t ON t.manager_id = u.user_id JOIN publication USING (run_id) WHERE t.depth = 1 AND t.rep_id = '$(id 13)'")"
set_up '[managers]' 'workbooks = no'
ok "no managers' workbooks, if so wished" run team -q nightly --as-of 2026-07-01
same "those of before are gone" '' "$(cd "$out/managers" && ls)"
set_up '[report]' 'reps = yes'
sed -i "s#^reps = yes#&\nfolder = $out#; 0,/^folder = .*/{/^folder/d}; 0,/^\[report\]/{/^\[report\]/d}" "$scratch/team.ini"
ok "one per rep, if so wished" run team -q nightly --as-of 2026-07-01
same "is the one that 'rep' writes" "rep-ann.xlsx rep-ben.xlsx rep-cy.xlsx rep-dot.xlsx rep-eve.xlsx rep-fay.xlsx rep-hal.xlsx rep-rui.xlsx" "$(cd "$out/reps" && ls | paste -sd' ')"
same "with that rep's rows alone" Cy "$(rows "$out/reps/rep-cy.xlsx" Findings Status Rep | sort -u)"
set_up '[managers]' 'delegates = max@acme.example'
same "a delegate without a deputy is a configuration error" 78 "$(status_of run team nightly --as-of 2026-07-01)"
done_testing
