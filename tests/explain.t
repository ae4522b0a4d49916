#!/usr/bin/env bash
# `crmaudit explain` end to end, on an organisation small enough to work out by hand.
set -u
cd "$(dirname "$0")/.."
. tests/support/night.sh
org=$scratch/small
mkdir -p "$org"

# All times of the files are UTC. In June Los Angeles is 7 hours behind, New York 4: the
# window of a run as of 2026-06-30 begins on 1 June at 07:00Z and ends on 1 July at 07:00Z.
# Ann, of New York, sells; so does Ben, of the organisation's zone.
cat >"$org/UserRole.csv" <<'END_OF'
Id,Name
00E000000000001AAA,Sales Development Rep
END_OF
cat >"$org/User.csv" <<'END_OF'
Id,Name,Username,Email,Alias,IsActive,UserType,UserRoleId,TimeZoneSidKey
005000000000001AAA,Ann Lee,ann@acme.example,ann@acme.example,ann,true,Standard,00E000000000001AAA,America/New_York
005000000000002AAA,Ben Roe,ben@acme.example,ben@acme.example,ben,true,Standard,00E000000000001AAA,America/Los_Angeles
END_OF
cat >"$org/Account.csv" <<'END_OF'
Id,Name,OwnerId,Industry,Rating,BillingCity,BillingCountry,CreatedDate
001000000000001AAA,Acme,005000000000001AAA,,Hot,Reno,US,2026-01-02T17:00:00.000Z
001000000000002AAA,Beta,005000000000002AAA,Energy,Hot,Reno,US,2026-01-02T17:00:00.000Z
END_OF
cat >"$org/Contact.csv" <<'END_OF'
Id,Name,LastName,AccountId,OwnerId,Email
003000000000001AAA,Bob Cole,Cole,001000000000001AAA,005000000000001AAA,bob@buyer.example
003000000000002AAA,Cleo Dean,Dean,,005000000000001AAA,cleo@buyer.example
END_OF
cat >"$org/Opportunity.csv" <<'END_OF'
Id,Name,AccountId,OwnerId,StageName,Amount,CloseDate,IsClosed,IsWon,CreatedDate
006000000000001AAA,Acme 2026,001000000000002AAA,005000000000002AAA,Proposal,1000,2026-12-31,false,false,2026-01-05T17:00:00.000Z
006000000000002AAA,Acme 2027,001000000000002AAA,005000000000002AAA,Proposal,1000,2026-12-31,false,false,2026-06-20T17:00:00.000Z
END_OF
# 01 a second before the window, 02 its first instant, 04 the same as 03 five minutes later,
# 07 open, 08 deleted, 09 a reply, 10 the first instant behind the window, 11 to 14 of the deals
sed 's/ESC/\x1b/' >"$org/Task.csv" <<'END_OF'
Id,OwnerId,WhoId,WhatId,Subject,Status,TaskSubtype,CallType,ActivityDate,CompletedDateTime,CreatedDate,IsClosed,IsDeleted,AccountId
00T000000000001AAA,005000000000001AAA,003000000000001AAA,,One,Completed,Email,,2026-06-01,2026-06-01T06:59:59.000Z,2026-06-01T06:59:59.000Z,true,false,
00T000000000002AAA,005000000000001AAA,003000000000001AAA,,Two,Completed,Email,,2026-06-01,2026-06-01T07:00:00.000Z,2026-06-01T07:00:00.000Z,true,false,
00T000000000003AAA,005000000000001AAA,003000000000001AAA,,Offer,Completed,Email,,2026-06-02,2026-06-02T16:00:00.000Z,2026-06-02T16:00:00.000Z,true,false,
00T000000000004AAA,005000000000001AAA,003000000000001AAA,,Re: offer,Completed,Email,,2026-06-02,2026-06-02T16:05:00.000Z,2026-06-02T16:05:00.000Z,true,false,
00T000000000005AAA,005000000000001AAA,003000000000001AAA,,Five,Completed,Call,,2026-06-03,2026-06-03T16:00:00.000Z,2026-06-03T16:00:00.000Z,true,false,
00T000000000006AAA,005000000000001AAA,003000000000001AAA,,SixESC[2J,Completed,Email,,2026-06-04,2026-06-05T03:30:00.000Z,2026-06-04T16:00:00.000Z,true,false,
00T000000000007AAA,005000000000001AAA,003000000000001AAA,,Seven,Not Started,Email,,2026-06-05,,2026-06-05T16:00:00.000Z,false,false,
00T000000000008AAA,005000000000001AAA,003000000000001AAA,,Eight,Completed,Email,,2026-06-06,2026-06-06T16:00:00.000Z,2026-06-06T16:00:00.000Z,true,true,
00T000000000009AAA,005000000000001AAA,003000000000001AAA,,[In] Nine,Completed,Email,,2026-06-08,2026-06-08T16:00:00.000Z,2026-06-08T16:00:00.000Z,true,false,
00T000000000010AAA,005000000000001AAA,003000000000001AAA,,Ten,Completed,Email,,2026-07-01,2026-07-01T07:00:01.000Z,2026-07-01T07:00:01.000Z,true,false,
00T000000000011AAA,005000000000002AAA,,006000000000001AAA,Prices,Completed,Call,,2026-05-01,2026-05-01T18:00:00.000Z,2026-05-01T18:00:00.000Z,true,false,
00T000000000012AAA,005000000000002AAA,,006000000000001AAA,Forecast,Completed,Call,Internal,2026-06-10,2026-06-10T18:00:00.000Z,2026-06-10T18:00:00.000Z,true,false,
00T000000000013AAA,005000000000002AAA,,006000000000002AAA,Next year,Completed,Call,,2026-06-20,2026-06-20T18:00:00.000Z,2026-06-20T18:00:00.000Z,true,false,001000000000002AAA
00T000000000014AAA,005000000000001AAA,003000000000002AAA,,[In] A question,Completed,Email,,2026-06-18,2026-06-18T22:00:00.000Z,2026-06-18T22:00:00.000Z,true,false,
END_OF
# one e-mail that bounced
cat >"$org/EmailMessage.csv" <<'END_OF'
Id,Incoming,IsBounced,Status,MessageDate,Subject,FromAddress,ToAddress,CreatedById,CreatedDate
02s000000000001AAA,false,true,3,2026-06-09T16:00:00.000Z,Eleven,ann@acme.example,bob@buyer.example,005000000000001AAA,2026-06-09T16:00:00.000Z
END_OF
# Juneteenth of 2026 is a Friday; Ann is away on the Monday after it
printf 'person,from,to,kind\nann@acme.example,2026-06-22,2026-06-22,vacation\n' >"$scratch/leave.csv"
files_configuration small '[calendar]' "leave_file = $scratch/leave.csv" \
	'[required.account]' 'industry = fail' 'rating = off' \
	'[check.outreach-person]' 'warn_over_7d = 4' '[check.outreach-person role:SDR]' 'warn_over_7d = 2' \
	'[check.outreach-person rep:ann@acme.example]' 'warn_over_7d = 3'
run small -q explain 1 >"$scratch/said" 2>&1
same 'before the first night it says what to run' '75 crmaudit: explain: no night is published yet; run '\''crmaudit nightly'\'' first' "$? $(<"$scratch/said")"
run small -q nightly --as-of $as_of >"$scratch/said" 2>&1 || { sed 's/^/# /' "$scratch/said"; echo 'Bail out! no night'; exit 1; }

# number CHECK RECORD: the finding's number
number() { ask small "SELECT finding_id FROM finding WHERE check_id = '$1' AND record_id = '$2'"; }
# section TITLE FILE: what stands under it, blanks as one
section() { awk -v title="$1" '/^$/ { inside = 0 } inside { print } $0 == title { inside = 1 }' "$2" | tr -s ' ' | sed 's/^ //; s/ $//'; }
# rows WORD FILE.json: what, when, whether it counts and why
rows() {
	python3 -c '
import json, sys
for e in json.load(open(sys.argv[2]))["evidence"]:
    if e["word"] == sys.argv[1]:
        for r in e["rows"]:
            print("|".join(str(x) for x in (r["id"] or "", r["told"] or "", r["told_org"] or "", {True: "yes", False: "no", None: ""}[r["counts"]], r["remark"] or "")))
' "$1" "$2"
}
# explained NAME CHECK RECORD: as text and as JSON in $scratch
explained() {
	run small explain "$(number "$2" "$3")" >"$scratch/$1.txt" 2>&1
	run small explain --format json "$(number "$2" "$3")" >"$scratch/$1.json" 2>&1
}
explained person outreach-person 003000000000001AAA
explained deal opportunity-stale 006000000000001AAA
explained answer follow-up-missed 003000000000002AAA
explained account account-missing-fields 001000000000001AAA

# A1: 02, 03, 05 and 06 count, four within 7 days of 1 June, over Ann's own limit of 3
same 'A1 lists what counts and what does not, and why, by the rep'\''s clock and the organisation'\''s' \
"00T000000000001AAA|Mon 1 Jun 2026 02:59:59|31 May 23:59:59|no|before the window
00T000000000002AAA|Mon 1 Jun 2026||yes|a touch, in the worst 7 days
00T000000000003AAA|Tue 2 Jun 2026 12:00|09:00|yes|a touch, in the worst 7 days
00T000000000004AAA|Tue 2 Jun 2026 12:05|09:05|no|folded into 00T000000000003AAA
00T000000000005AAA|Wed 3 Jun 2026 12:00|09:00|yes|a touch, in the worst 7 days
00T000000000006AAA|Thu 4 Jun 2026 23:30|20:30|yes|a touch, in the worst 7 days
00T000000000007AAA|Fri 5 Jun 2026 12:00|09:00|no|open, not done (status Not Started)
00T000000000008AAA|Sat 6 Jun 2026 12:00|09:00|no|deleted
00T000000000009AAA|Mon 8 Jun 2026 12:00|09:00|no|a reply, no touch
02s000000000001AAA|Tue 9 Jun 2026 12:00|09:00|no|bounced
00T000000000010AAA|Wed 1 Jul 2026 03:00:01|00:00:01|no|after the instant that is looked from" \
	"$(rows touches "$scratch/person.json")"
same 'the window is told by its two ends' "|Mon 1 Jun 2026 03:00|00:00||30 days by the calendar of America/Los_Angeles
|Wed 1 Jul 2026 03:00|00:00||what is looked from" "$(rows window "$scratch/person.json")"
same 'thresholds say whose they are, for whom, and what would hold otherwise' \
'PARAMETER VALUE UNIT WHOSE FIGURE FOR OTHERWISE
fail_over_30d 12 touches in 30 days ours everybody
fail_over_7d 5 touches in any 7 days ours everybody
warn_over_30d 8 touches in 30 days ours everybody' "$(section Thresholds "$scratch/person.txt" | head -4)"
same 'those of a rep win over the role'\''s and everybody'\''s' \
'3|configuration|ann@acme.example|2 for role SDR (configuration), 4 for everybody (configuration), 3 for everybody (ours)' \
"$(python3 -c '
import json, sys
for t in json.load(open(sys.argv[1]))["thresholds"]:
    if t["name"] == "warn_over_7d": print("|".join((t["value"], t["origin"], t["applies_to"], t["otherwise"])))' "$scratch/person.json")"
same 'it looks from the published night' 'Wed 1 Jul 2026 03:00 (Wed 1 Jul 2026 00:00 in America/Los_Angeles)' \
	"$(section 'Looked from' "$scratch/person.txt" | sed -n 's/^As of //p')"
same 'the head links to the record' 'Link https://demo.lightning.force.com/003000000000001AAA' \
	"$(section "Finding $(number outreach-person 003000000000001AAA)" "$scratch/person.txt" | grep '^Link')"
ok 'what came is told by when it was pulled' grep -qE '^ +Task +13 ' "$scratch/person.txt"
ok 'a subject cannot steer the terminal' grep -qF 'Six\x1b[2J' "$scratch/person.txt"
ok 'nor does anything else' bash -c '! grep -q $'\''\e'\'' "$0"' "$scratch/person.txt"

# D1: 1 May to 30 June are 60 days
same 'D1 shows the last communication, and what is none' \
"00T000000000011AAA|Fri 1 May 2026 11:00||yes|the last communication
00T000000000012AAA|Wed 10 Jun 2026 11:00||no|internal
00T000000000013AAA|Sat 20 Jun 2026 11:00||no|names another opportunity" "$(rows communication "$scratch/deal.json")"
same 'its threshold is the handbook'\''s' 'fail_days 45 days without communication handbook everybody' \
	"$(section Thresholds "$scratch/deal.txt" | grep fail_days)"

# A11: Thursday 15:00 in Los Angeles, 2 business days later is Tuesday 15:00: 1 + 9 + 8 hours
same 'A11 shows the calendar over holiday, weekend and leave' \
"|Thu 18 Jun 2026||yes|1 h counted; starts 15:00
|Fri 19 Jun 2026||no|
|Sat 20 Jun 2026||no|
|Sun 21 Jun 2026||no|
|Mon 22 Jun 2026||yes|9 h counted; business day 1; the rep was on leave (vacation), the deadline runs on
|Tue 23 Jun 2026||yes|8 h counted; business day 2; due 15:00" "$(rows calendar "$scratch/answer.json")"
ok 'and names the holiday' grep -q 'holiday: Juneteenth' "$scratch/answer.txt"
same 'and that nobody answered' '00T000000000014AAA|Thu 18 Jun 2026 18:00|15:00|no|the person wrote' "$(rows answers "$scratch/answer.json")"

# B1: of what the files have, industry is empty; rating is off, the rest is not in them
same 'B1 shows every field that is asked for, from where, and who asks' \
"yes Industry fail, [required.account]" \
"$(python3 -c '
import json, sys
for r in json.load(open(sys.argv[1]))["evidence"][0]["rows"]:
    if r["counts"]: print("yes", r["id"], r["remark"])' "$scratch/account.json")"
ok 'and what is not lacking' grep -qE 'name: Acme +fail, ours +Name' "$scratch/account.txt"

# the text has what the JSON has
cat >"$scratch/compare.py" <<'END_OF'
import json, re, sys
found = json.load(open(sys.argv[1]))
text = open(sys.argv[2]).read()
words = set(text.split())
printed = lambda v: re.sub(r"[\x00-\x1f\x7f]", lambda m: " " if m[0] in "\n\t\r" else "\\x%02x" % ord(m[0]), v)
missing = []
def look(value):
    missing.extend(w for w in printed(value).split() if w not in words)
for key in ("finding", "looked_from"):
    for name, value in found[key].items():
        if isinstance(value, str) and name != "as_of": look(value)
for row in found["thresholds"]:
    for value in row.values():
        if value: look(value)
for e in found["evidence"]:
    look(e["title"])
    for row in e["rows"]:
        for key in ("told", "told_org", "what", "who", "id", "remark"):
            if row[key]: look(row[key])
counts = [r["counts"] for e in found["evidence"] for r in e["rows"]]
for mark, flag in (("yes", True), ("no", False)):
    if len(re.findall(r"(?m)^  %s +" % mark, text)) != counts.count(flag): missing.append("rows that count: %s" % mark)
print(" ".join(missing))
wide = [line for line in text.splitlines() if len(line) > 110]
print(wide[0] if wide else "")
sys.exit(bool(missing or wide))
END_OF
for name in person deal answer account; do
	ok "text and JSON say the same: $name" python3 "$scratch/compare.py" "$scratch/$name.json" "$scratch/$name.txt"
done

# the command line
same 'check and record are as good as the number' "$(<"$scratch/person.txt")" "$(run small explain outreach-person 'Bob cole' ann 2>&1)"
same 'so is an id of 15 characters' "$(<"$scratch/person.txt")" "$(run small explain outreach-person 003000000000001 2>&1)"
refused() { # WORDS WANTED ARGUMENT…
	local words=$1 wanted=$2
	shift 2
	same "$words" "64 crmaudit: explain: $wanted" "$(status_of run small explain "$@") $(<"$scratch/said")"
}
refused 'an unknown number is said' "there is no finding 999; 'crmaudit findings --state all' lists them" 999
refused 'a word is no number' "'x1' is no number of a finding; give one that 'crmaudit findings' shows, or CHECK RECORD" x1
refused 'a check gets a suggestion' "there is no check 'outreach-persn'; did you mean 'outreach-person'?" outreach-persn Bob
refused 'so does a record' "there is no finding of outreach-person on 'Bob Cold'; did you mean 'Bob Cole'?" outreach-person 'Bob Cold'

# a threshold that was changed since the night, and a finding that is gone
number=$(number outreach-person 003000000000001AAA)
sed -i 's/warn_over_7d = 3/warn_over_7d = 9/' "$scratch/small.ini"
run small -q check --only outreach-person --as-of $as_of >/dev/null 2>&1
run small explain "$number" >"$scratch/gone.txt" 2>&1
same 'a finding that is gone says so' 'State resolved: limit changed' "$(section "Finding $number" "$scratch/gone.txt" | grep '^State')"
ok 'and that what is shown is what holds now' grep -q 'found no longer since 2026-06-30: what is below is' "$scratch/gone.txt"
same 'its life tells when it was found, and why it is gone' \
"Tue 30 Jun 2026 found warn: 4 touches in 7 days from 1 Jun 2026 (limit 3), 4 in 30 days
Tue 30 Jun 2026 resolved limit warn_over_7d is 9 since 30 Jun 2026, was 3 (touches in any 7 days)" \
	"$(section 'Its life' "$scratch/gone.txt" | tail -n +2)"
same 'a threshold that was changed since the night is said' '3|the configuration says 9 since' \
"$(run small explain --format json "$number" | python3 -c '
import json, sys
for t in json.load(sys.stdin)["thresholds"]:
    if t["name"] == "warn_over_7d": print("|".join((t["value"], t["remark"])))')"

run small -q check --as-of $as_of >/dev/null 2>&1
same 'a night of all checks keeps that a limit changed' '2026-06-30 limit changed warn_over_7d: 3 → 9, for the rep' \
"$(run small explain --format json "$number" | python3 -c '
import json, sys
print(*(" ".join((r["day"], r["what"], r["remark"])) for r in json.load(sys.stdin)["evidence"][-1]["rows"] if r["what"] == "limit changed"))')"

done_testing
