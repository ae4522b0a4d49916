#!/bin/bash
# Coaching end to end: the night's flags and invitations, what a manager sets by
# `crmaudit coach`, and what the nights after make of it.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
files_configuration acme
out=$scratch/out-acme

same "there is nothing to set before the first night" 75 "$(status_of run acme coach u4 done)"
ok "a night runs" run acme -q nightly --as-of $as_of
cp "$scratch/shown" "$scratch/printed"
flags=$(ask acme "SELECT count(*) FROM coaching_flag WHERE state = 'open'")
ok "it raises flags" [ "$flags" -gt 5 ]
same "it prints the path of an invitation for each, the last of all it wrote" "$(ls "$out"/coaching/*.ics)" "$(tail -n "$flags" "$scratch/printed")"
same "as many as there are flags" "$flags" "$(ls "$out/coaching" | wc -l)"

# read.py OUT: the invitations, unfolded and unescaped by the rules of RFC 5545, against coaching.json
cat > "$scratch/read.py" <<'END'
import datetime, glob, json, os, re, sys
from zoneinfo import ZoneInfo
flags = {f["rep_email"]: f for f in json.load(open(sys.argv[1] + "/coaching.json"))["rows"]}
seen, busy = set(), set()
for path in sorted(glob.glob(sys.argv[1] + "/coaching/*.ics")):
    raw = open(path, "rb").read()
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines[-1] == "" and b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, raw.split(b"\r\n"))) <= 75, path
    value = {re.split("[;:]", line)[0]: line.split(":", 1)[1] for line in lines if ":" in line}
    text = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value["DESCRIPTION"])
    flag = flags[value["ATTENDEE"].removeprefix("mailto:")]
    for reason in flag["reasons"]:
        assert reason["words"] in text.split("\n"), (path, reason, text)
    start = datetime.datetime.strptime(value["DTSTART"], "%Y%m%dT%H%M%S%z")
    end = datetime.datetime.strptime(value["DTEND"], "%Y%m%dT%H%M%S%z")
    assert start.isoformat().replace("+00:00", "Z") == flag["suggested_at"], path
    assert end - start == datetime.timedelta(minutes=30), path
    local = start.astimezone(ZoneInfo("America/Los_Angeles"))
    assert local.weekday() < 5 and (7, 0) <= (local.hour, local.minute) <= (15, 30) and local.minute in (0, 30), (path, local)
    assert (value["ORGANIZER"], start) not in busy, "two sessions at once"
    busy.add((value["ORGANIZER"], start))
    assert value["UID"] not in seen and flag["rep_id"] in value["UID"], path
    seen.add(value["UID"])
    assert value["METHOD"] == "REQUEST" and value["SUMMARY"] == "Coaching session with " + flag["rep"], path
print(len([f for f in flags.values() if f["suggested_at"]]))
END
same "each says when, with whom and why, and no two of a manager are at once" "$flags" "$(/usr/bin/python3 "$scratch/read.py" "$out" 2>&1)"

first=$(ask acme "SELECT u.email FROM coaching_flag AS f JOIN crm_user_version AS u ON u.user_id = f.rep_id ORDER BY f.flag_id LIMIT 1")
file() { echo "$out/coaching/$(sed 's/@.*//' <<<"$1").ics"; }
field() { grep -o "^$2[:;].*" "$(file "$1")" | tr -d '\r'; }
uid=$(field "$first" UID)
starts=$(field "$first" DTSTART)
ok "the invitation is the first flagged's" [ -n "$uid" ]
same "written with the run's instant, not the clock's" DTSTAMP:20260701T070000Z "$(field "$first" DTSTAMP)"

# the words of the command
says() { same "$1" "$2" "$(run acme -q "${@:3}" 2>&1)"; }
name=$(ask acme "SELECT name FROM crm_user_version WHERE email = '$first'")
same "a state that is none" 64 "$(status_of run acme coach "$first" schedule)"
ok "with what may be meant" grep -q "'schedule' is no state of a flag; did you mean scheduled?" "$scratch/said"
same "nobody" 64 "$(status_of run acme coach nobody@corp.example 'done')"
same "without words" 64 "$(status_of run acme coach)"
ok "what is needed" grep -q 'needs WHO and one of open, scheduled, done, dismissed' "$scratch/said"
same "without a state" 64 "$(status_of run acme coach "$first")"
same "a day that is none" 64 "$(status_of run acme coach "$first" scheduled --on 2026-02-30)"
says "to dismiss wants a reason" "crmaudit: coach: $name needs a reason for the flag to be dismissed; see --because" coach "$first" dismissed
same "with its status" 64 "$(status_of run acme coach "$first" dismissed)"
unflagged=$(ask acme "SELECT name FROM crm_user WHERE user_id NOT IN (SELECT rep_id FROM coaching_flag) AND is_active ORDER BY user_id LIMIT 1" 2>/dev/null || true)
unflagged=${unflagged:-$(ask acme "SELECT name FROM crm_user_version AS u WHERE is_active AND NOT EXISTS (SELECT FROM coaching_flag AS f WHERE f.rep_id = u.user_id) ORDER BY user_id LIMIT 1")}
says "who has no flag" "crmaudit: coach: $unflagged has no coaching flag; see 'crmaudit coach --list'" coach "$unflagged" 'done'
says "a dry run says so" "$name: scheduled on 2026-07-08, was open; dry run, not kept" coach "$first" scheduled --on 7/8/2026 --dry-run
run acme -q coach --list > "$scratch/listed"
same "the flags are listed, under a head" "$((flags + 3)) $flags coaching flags as of $as_of" "$(wc -l < "$scratch/listed") $(tail -1 "$scratch/listed")"
state_of() { ask acme "SELECT concat_ws(' ', state, state_on) FROM coaching_flag AS f JOIN crm_user_version AS u ON u.user_id = f.rep_id WHERE u.email = '$first' ORDER BY flag_id"; }
same "and the flag is as it was" "open $as_of" "$(state_of)"
says "a session is set" "$name: scheduled on 2026-07-08, was open" coach "$first" scheduled --on 2026-07-08 --by "$unflagged"
says "again, it is so already" "$name: scheduled on 2026-07-08 already" coach "$first" scheduled --on 2026-07-08
same "who said so is kept" "$unflagged" "$(ask acme "SELECT u.name FROM coaching_event AS e JOIN crm_user_version AS u ON u.user_id = e.by_whom")"

ok "the invitations alone are written again" run acme -q report --only coaching
same "that of a session that is set is gone" "$((flags - 1)) 0" "$(wc -l < "$scratch/shown") $(ls "$(file "$first")" 2>/dev/null | wc -l)"
same "a workbook is no invitation" 64 "$(status_of run acme report --only manager --format ics)"

ok "another night" run acme -q nightly --as-of 2026-07-01
same "raises no second flag for who has one" "scheduled 2026-07-08" "$(state_of)"
other=$(ask acme "SELECT u.email FROM coaching_flag AS f JOIN crm_user_version AS u ON u.user_id = f.rep_id WHERE f.state = 'open' ORDER BY f.flag_id LIMIT 1")
same "and changes the others' invitations by their number" "SEQUENCE:1 DTSTAMP:20260702T070000Z" "$(field "$other" SEQUENCE) $(field "$other" DTSTAMP)"
ok "to a later slot" [ "$(field "$other" DTSTART)" \> "DTSTART:20260702T" ]

# a preview for one rep: open, then not
ok "a rep's preview" run acme -q rep "$other" --as-of 2026-07-01 --out "$scratch/one"
same "writes that rep's workbook and invitation" "rep-$(basename "$(file "$other")" .ics).xlsx coaching/$(basename "$(file "$other")")" \
	"$(sed -n "s|^$scratch/one/||p" "$scratch/shown" | paste -sd' ')"
same "the same as the night's" "$(field "$other" DTSTART)" "$(grep ^DTSTART "$scratch/one/coaching/$(basename "$(file "$other")")" | tr -d '\r')"
says "held on the day" "$(ask acme "SELECT name FROM crm_user_version WHERE email = '$other'"): done on 2026-07-01, was open" coach "$other" 'done'
ok "a preview of who was coached" run acme -q rep "$other" --as-of 2026-07-01 --out "$scratch/one"
same "has no invitation, and takes the old one away" "0 0" "$(grep -c ics "$scratch/shown") $(ls "$scratch/one/coaching" | wc -l)"

# after a session: the check's findings are there still, or gone
ok "a night after the session" run acme -q nightly --as-of 2026-07-02
/usr/bin/python3 - "$out" "$other" > "$scratch/followed" <<'END'
import json, sys
flag = [f for f in json.load(open(sys.argv[1] + "/coaching.json"))["rows"] if f["rep_email"] == sys.argv[2]][0]
followed = flag["since_session"]
assert [f["check"] for f in followed] == [r["check"] for r in flag["reasons"]], flag
assert all(f["outcome"] in ("still there", "cleared", "came back") for f in followed)
print(flag["state"], flag["state_on"], flag["suggested_at"], sorted(flag["own_figures"])[:2], flag["team_figures"]["reps"] >= 5)
END
same "says what became of its reasons" "done 2026-07-01 None ['burst', 'burst_before'] True" "$(cat "$scratch/followed")"

# one at a time
mkfifo "$scratch/in"
psql -X -At -q "$(server)" < "$scratch/in" > "$scratch/held" &
exec 3> "$scratch/in"
echo "SELECT pg_advisory_lock(hashtextextended('crmaudit acme', 0)), 'held';" >&3
until grep -q held "$scratch/held"; do kill -0 $! || break; done
same "while a run is under way it is to be tried later" 75 "$(status_of run acme coach "$first" 'done')"
exec 3>&-
wait
done_testing
