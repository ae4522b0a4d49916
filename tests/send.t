#!/bin/bash
# Delivery: mails read back from a real server, each workbook once and only where something is
# new; and what happens when a server, a recipient, a set-up or the program itself fails.
set -u
. "$(dirname "$0")/support/night.sh"
. "$(dirname "$0")/support/mail.sh"

[ -x "$chasquid" ] || skip_all "no $chasquid; the Makefile unpacks it"
/usr/bin/python3 -c 'import aiosmtpd, openpyxl' 2>/dev/null || skip_all "python3-aiosmtpd and python3-openpyxl are not installed"
hearts=
trap 'stop_mail; [ -z "$hearts" ] || kill $hearts 2>/dev/null; finish' EXIT
sales_team
start_mta max vera ops || { echo "Bail out! no mail server"; exit 1; }
secret() { (umask 077; echo "$2" > "$scratch/$1"); }
secret password sesame
mails() { /usr/bin/python3 "$here/tests/support/mails.py" "$@"; }
# box USER: the newest mail there
box() { ls -t "$scratch/mail/$1/new"/* | head -1; }
delivered() { ask "$1" "SELECT string_agg(concat_ws(' ', split_part(recipient, '@', 1), nullif(split_part(file, '-', 1), ''), state, nullif(tries, 0)), ', '
	ORDER BY recipient, file) FROM delivery JOIN publication USING (run_id)"; }
figure() { sed -n "s/^crmaudit_$1 //p" "$scratch/send.prom"; }

login=('user = ops@acme.example' "password_file = $scratch/password")
# set_up NAME SERVER [LINE…]: its [mail], lines go on in it
set_up() {
	local name=$1 server=$2
	shift 2
	configuration "$name" '[reps]' 'emails = ann@acme.example, ben@acme.example, cy@acme.example, dot@acme.example' '[files]' "path = $org" \
		'[pull]' 'stale_days = 3650' '[managers]' 'everything = ops@acme.example' 'delegates = max@acme.example: gone@acme.example' \
		'[ritual.leads]' 'rhythm = off' '[ritual.pipeline]' 'on = Thursday' 'responsible = ops@acme.example' '[metrics]' "file = $scratch/send.prom" \
		'[mail]' "server = $server" "${login[@]}" "ca_file = ${ca:-$scratch/mta.crt}" \
		'from = ops@acme.example' 'wait_seconds = 0' "$@"
}
user 05 Gone gone@acme.example '' | sed 's/,true,/,false,/' >> "$org/User.csv"

# ---- a real server
set_up acme "smtp://localhost:$submission"
same "before a night there is nothing to send" 75 "$(status_of run acme send)"
same "a night sends" 0 "$(status_of run acme nightly --as-of 2026-06-30)"
grep -v '^/' "$scratch/said" > "$scratch/log"
same "each manager's own workbook to the manager, all of it to who asked for that" \
	' managers/paul impossible, gone managers/max impossible, max managers/max sent 1, nora managers/nora refused 1, ops manager.xlsx sent 1, vera managers/vera sent 1' \
	"$(delivered acme)"
arrived max 1; arrived vera 1; arrived ops 1
same "the mails are there, with subject, day and workbook" \
	'max@acme.example | Sales review, team of Max, acme, 2026-06-30 | max-005000000000002AAA.xlsx
ops@acme.example | Sales review, acme, 2026-06-30 | manager.xlsx
vera@acme.example | Sales review, team of Vera, acme, 2026-06-30 | vera-005000000000001AAA.xlsx' "$(mails table "$scratch"/mail/*/new/*)"
for who in max vera ops; do ok "the text says the five figures of the Summary ($who)" mails figures "$(box $who)"; done
ok "and what is first to do, with the rep" grep -q '^1\. Open opportunity past its close date (new): .*(fail, Ann, Deal of Ann)$' <(mails text "$(box max)")
ok "of the own team alone" test -z "$(mails text "$(box max)" | grep -E 'Cy|Dot')"
same "the attachment is the file, byte for byte, as written down" \
	"$(ask acme "SELECT sha256 || ' ' || bytes FROM delivery WHERE recipient = 'max@acme.example'")" \
	"$(mails attached "$scratch"/out-acme/managers/max-*.xlsx "$(box max)") $(stat -c %s "$scratch"/out-acme/managers/max-*.xlsx)"
ok "the mail went over TLS, logged in" grep -q 'ESMTPSA' "$(box max)"
ok "a recipient that the server refuses is told, the others have theirs" grep -q 'warn  send: nora@acme.example: refused by the server (550)' "$scratch/log"
ok "a manager without an address is told" grep -q "warn  send: managers/paul-.*: 'Paul' has no e-mail in the CRM" "$scratch/log"
ok "and one who left" grep -q "warn  send: managers/max-.*: 'gone@acme.example' is inactive in the CRM" "$scratch/log"
same "the metrics have it" '3 0 3 0' "$(for state in sent failed refused doubtful; do figure "deliveries{organisation=\"acme\",state=\"$state\"}"; done | xargs)"
run acme status > "$scratch/said"
ok "status says what was not delivered" grep -qE '^mail  nora@acme.example  managers/nora-.*  refused +1 ' "$scratch/said"
run acme status --format json > "$scratch/status.json"
ok "in JSON too" /usr/bin/python3 -c 'import json, sys
s = json.load(open(sys.argv[1]))
assert s["delivered"] == {"sent": 3, "quiet": 0, "waiting": 0, "refused": 3, "in_doubt": 0}, s["delivered"]
assert [d["state"] for d in s["deliveries"]] == ["impossible", "impossible", "refused"], s["deliveries"]' "$scratch/status.json"

before=$(delivered acme)
same "sent again, nothing goes twice" "0 $before" "$(status_of run acme send) $(delivered acme)"
same "no mail more" '1 1 1' "$(for who in max vera ops; do ls "$scratch/mail/$who/new" | wc -l; done | xargs)"
run acme doctor > "$scratch/said"
ok "the doctor looks at the server and logs in" grep -q '^ok    mail .* logged in as ops@acme.example' "$scratch/said"
ok "and names who has no address" grep -q "^warn  recipients .*'Paul' has no e-mail" "$scratch/said"
same "and sends nothing" 1 "$(grep -c 'to=max@acme.example sent' "$scratch/mta/mail.log")"

# nothing new, over TLS from the start; then a deal more for one of Max's
set_up acme "smtps://localhost:$tls"
run acme -q nightly --as-of 2026-07-01 >/dev/null 2>&1
same "a night with nothing new mails nobody but whom it never reached" \
	' managers/paul impossible, gone managers/max impossible, max managers/max quiet, nora managers/nora refused 1, ops manager.xlsx quiet, vera managers/vera quiet' \
	"$(delivered acme)"
deals deal 12 12 'Deal of Ben' > "$org/Opportunity.csv"
run acme -q nightly --as-of 2026-07-02 >/dev/null 2>&1
same "a finding more is new to the rep's manager, to who leads that one, and to who gets all; a review goes out on its day" \
	' managers/paul impossible, gone managers/max impossible, max managers/max sent 1, nora managers/nora refused 1, ops manager.xlsx sent 1, ops rituals/pipeline.xlsx sent 1, vera managers/vera sent 1' \
	"$(delivered acme)"
arrived max 2; arrived ops 3
ok "the mail says what" grep -qx 'New: 3 new findings, since 30 Jun 2026.' <(mails text "$(box max)")
ok "the figures with their change" grep -q '^Open fails: 2, ▲ 1 since 1 Jul$' <(mails text "$(box max)")
same "the review's mail" 1 "$(mails table "$scratch"/mail/ops/new/* | grep -c '^ops@acme.example | Pipeline review, acme, 2026-07-02 | pipeline.xlsx$')"
run acme -q nightly --as-of 2026-07-02 >/dev/null 2>&1
same "the same night again mails nobody" 'max managers/max quiet' "$(delivered acme | grep -o 'max managers/max [a-z]*')"
run acme send --dry-run --all >"$scratch/said" 2>&1
ok "a dry run says who would get what" grep -qE '^mail  max@acme.example +managers/max-.* due ' "$scratch/said"
same "and keeps nothing" 'max managers/max quiet' "$(delivered acme | grep -o 'max managers/max [a-z]*')"
run acme -q send --all --to MAX@acme.example >/dev/null 2>&1
arrived max 3
same "--all --to mails that one all the same" '3 2' "$(for who in max vera; do ls "$scratch/mail/$who/new" | wc -l; done | xargs)"
first=$(mails id "$(box max)")
run acme -q send --again --to max@acme.example >/dev/null 2>&1
arrived max 4
same "--again once more, under another number" '4 different' "$(ls "$scratch/mail/max/new" | wc -l) $([ "$first" = "$(mails id "$(box max)")" ] || echo different)"
run acme -q nightly --as-of 2026-06-25 >/dev/null 2>&1
same "a preview is not sent" 2 "$(ls "$scratch/mail/vera/new" | wc -l)"

# ---- servers that fail; a night of an organisation that has sent nothing yet
certificate "$scratch/odd"
start_odd --starttls "$scratch/mta.crt" "$scratch/mta.key" --login ops@acme.example sesame || { cat "$scratch/odd.log"; echo "Bail out! no odd server"; exit 1; }
odd() { set_up odd "smtp://localhost:$odd" "$@"; }
# how SERVER's night ends when the server cannot be reached
set_up odd "smtp://localhost:1"
same "a night is published though the mail server is not there" '0 done' \
	"$(status_of run odd nightly --as-of 2026-07-02) $(ask odd "SELECT state FROM run JOIN publication USING (run_id)")"
ok "it says so" grep -q "warn  send: .*localhost: .*check the network and \[mail\] server; 'crmaudit send' tries again" "$scratch/said"
same "send says it by its status" 69 "$(status_of run odd send)"
secret password wrong-and-secret
odd
same "a login that is refused is 77" 77 "$(status_of run odd -v send)"
ok "and does not say the password" test -z "$(grep -i 'wrong-and' "$scratch/said"; ask odd 'SELECT why FROM delivery' | grep -i wrong-and)"
same "after one try, not one for each" 'LOGIN False' "$(sort -u "$scratch/took/logins" | tail -1 | sed 's/PLAIN/LOGIN/')"
run odd doctor > "$scratch/said"
ok "the doctor says it too" grep -q '^FAIL  mail .*refused the login' "$scratch/said"
secret password sesame
ca=$scratch/odd.crt odd
same "a certificate that nobody vouches for is 78" 78 "$(status_of run odd send)"
ok "with the mend" grep -q 'its certificate cannot be trusted: .*\[mail\] ca_file' "$scratch/said"
set_up odd "smtp://mail.acme.example:$odd" 'tls = none'
same "without TLS to another machine is refused" 78 "$(status_of run odd send)"
set_up odd "smtp://localhost:$odd" 'to_instead = a@b.example, c@d.example'
same "an address that is two is refused" 78 "$(status_of run odd send)"
same "nothing has been sent by then" 0 "$(took)"

# later, never, and in doubt
odd
rules '{"max@acme.example": {"rcpt": ["450 4.2.0 greylisted", "450 4.2.0 greylisted"]}, "vera@acme.example": {"rcpt": ["550 5.1.1 no such user"]},
	"nora@acme.example": {"data": ["451 4.3.0 later", "451 4.3.0 later", "451 4.3.0 later", "451 4.3.0 later"]},
	"ops@acme.example": {"data": ["hangup"]}}'
same "what is put off for long is 75" 75 "$(status_of run odd send)"
same "later is tried again, never is not, an answer not heard is in doubt" \
	'max managers/max sent, nora managers/nora failed, ops manager.xlsx doubtful, ops rituals/pipeline.xlsx sent, vera managers/vera refused' \
	"$(ask odd "SELECT string_agg(concat_ws(' ', split_part(recipient, '@', 1), split_part(file, '-', 1), state), ', ' ORDER BY recipient, file) FROM delivery WHERE state <> 'impossible'")"
same "a later send delivers it" 0 "$(status_of run odd send)"
same "each was taken once, that in doubt too, and the review" '1 1 2 0' "$(for who in max nora ops vera; do took_for $who@acme.example; done | xargs)"
ok "status has the doubt" grep -qE '^mail  ops@acme.example +manager.xlsx +may have been sent' <(run odd status | cat)
ok "a name beyond ASCII is in the subject" grep -q '^nora@acme.example | Sales review, team of Nora Núñez, odd, 2026-07-02 | nora-nunez-' <(mails table "$scratch"/took/*.eml)
ok "and the header is ASCII" grep -qa '^Subject: =?utf-8?B?' "$scratch"/took/*.eml
first=$(ask odd "SELECT message_id FROM delivery WHERE file = 'manager.xlsx'")
run odd -q send --again --to ops@acme.example >/dev/null 2>&1
same "--again sends what was in doubt under the same number, what was sent under another" "4 2 3" \
	"$(took_for ops@acme.example) $(cat "$scratch"/took/*.eml | grep -ac "^Message-ID: <$first>") $(cat "$scratch"/took/*.eml | grep -a -A9 'X-To: ops' | grep -a ^Message-ID | sort -u | wc -l)"

# killed after the server has it, before that is written down
rules "{\"max@acme.example\": {\"data\": [\"kill $scratch/pid\"]}}"
sent_before=$(took_for max@acme.example)
(echo "$BASHPID" > "$scratch/pid"; exec "$crmaudit" -q -c "$scratch/odd.ini" send --again --to max@acme.example) >/dev/null 2>&1
same "killed between, it is written down as being sent" sending "$(ask odd "SELECT state FROM delivery WHERE recipient = 'max@acme.example'")"
sent_after=$(took_for max@acme.example)
same "and the server has it" $((sent_before + 1)) "$sent_after"
same "the next one does not send it again" "0 $sent_after" "$(status_of run odd send) $(took_for max@acme.example)"
ok "and says that it may have been sent" grep -q '1 from a run that was cut off may have been sent; not sent again' "$scratch/said"
ok "as status does" grep -qE '^mail  max@acme.example .* may have been sent' <(run odd status | cat)
same "the next night mails the next night's" "0 $((sent_after + 1))" "$(status_of run odd nightly --as-of 2026-07-03) $(took_for max@acme.example)"

# a trial, a place, sizes
odd 'to_instead = trial@acme.example' 'attach = no' 'place = https://share.acme.example/reviews'
run odd -q send --all >/dev/null 2>&1
same "a trial's mails go to one address alone" 4 "$(took_for trial@acme.example)"
newest=$(grep -la 'X-To: trial' "$scratch"/took/*.eml | head -1)
ok "saying for whom" grep -q '^trial@acme.example | \[for max@acme.example\] Sales review, team of Max' <(mails table "$newest")
ok "without the workbook they say where it lies" grep -q 'The workbook lies at https://share.acme.example/reviews/managers/max-' <(mails text "$newest")
odd 'most_mb = 1'
head -c 1100000 /dev/zero >> "$scratch"/out-odd/managers/nora-*.xlsx
before=$(took_for nora@acme.example)
same "after the trial the others get their own" "0 $((before + 1))" "$(status_of run odd send --all --to nora@acme.example) $(took_for nora@acme.example)"
ok "too large to be attached it is said where it lies" grep -q 'has 2 MB and is too large to be attached; it lies at' <(mails text "$(grep -la 'X-To: nora' "$scratch"/took/*.eml | tail -1)")
rm "$scratch"/out-odd/managers/max-*.xlsx
same "a workbook that is gone is told" "65 max managers/max failed" "$(status_of run odd send --again --to max@acme.example) $(delivered odd | grep -o 'max managers/max failed')"
ln -s "$scratch/password" "$(echo "$scratch"/out-odd/managers/nora-*.xlsx | sed 's/nora-.*/max-005000000000002AAA.xlsx/')"
same "a link in its place is not sent" "65 max managers/max failed" "$(status_of run odd send --again --to max@acme.example) $(delivered odd | grep -o 'max managers/max failed')"
run odd -q check --as-of 2026-07-03 >/dev/null 2>&1
same "workbooks of another run are not sent" 65 "$(status_of run odd send)"
ok "with the mend" grep -q "'crmaudit report' writes its workbooks again" "$scratch/said"
stop_odd

# hostile addresses, of the CRM and of a sandbox
start_odd
{ user 06 Eve eve@acme.example.invalid; printf '%s,Mal,"mal@acme.example\r\nBcc: all@acme.example",mal@acme.example,true,Standard,\n' "$(id 07)"
	user 08 Nul 'nul> <x@acme.example'; user 15 Al al@acme.example 06; user 16 Bo bo@acme.example 07; user 17 Di di@acme.example 08; } >> "$org/User.csv"
login=()
set_up odd "smtp://localhost:$odd" 'tls = none' 'always = yes'
sed -i 's/^emails = /&al@acme.example, bo@acme.example, di@acme.example, /' "$scratch/odd.ini"
same "a plain server on this machine is taken where that is set" 0 "$(status_of run odd nightly --as-of 2026-07-04)"
ok "an address with a line end in it is none" grep -q "'mal@acme.example..bcc: all@acme.example' is no address that mail can be sent to" "$scratch/said"
ok "nor one with brackets" grep -q "'nul> <x@acme.example' is no address" "$scratch/said"
ok "nor a sandbox's" grep -q "'eve@acme.example.invalid' is an address of a sandbox" "$scratch/said"
same "the others have theirs, and nobody else anything" 'max@acme.example nora@acme.example ops@acme.example vera@acme.example' \
	"$(cat "$scratch"/took/*.eml | grep -a ^X-To | tr -d '\r' | cut -d' ' -f2 | sort -u | xargs)"
sed -i '/^tls = none/d' "$scratch/odd.ini"
same "a server that offers no STARTTLS gets nothing" '78 0' "$(rm -f "$scratch"/took/*.eml; status_of run odd send --all --again) $(took)"
ok "with the mend" grep -q 'offers no STARTTLS' "$scratch/said"

# two at once
coproc holder { psql -X -At -q "$(server)"; }
echo "SET search_path = odd; SELECT pg_advisory_lock(hashtextextended('crmaudit ' || current_schema(), 0)), 'held';" >&"${holder[1]}"
read -r _ <&"${holder[0]}"
same "beside another run it is 75" 75 "$(status_of run odd send)"
kill "$holder_PID"; wait "$holder_PID" 2>/dev/null

# ---- a chat's webhook
/usr/bin/python3 "$here/tests/support/hearts.py" "$scratch/hearts-port" "$scratch/hearts" &
hearts=$!
until [ -s "$scratch/hearts-port" ]; do kill -0 $hearts || break; sleep 0.02; done
chat() { secret address "http://127.0.0.1:$(cat "$scratch/hearts-port")/$1"; }
files_configuration acme '[webhook]' "url_file = $scratch/address"
chat services/sesame
sed -i 's/^roles = .*/emails = ann@acme.example, ben@acme.example, cy@acme.example, dot@acme.example/' "$scratch/acme.ini"
same "a night tells the chat" 0 "$(status_of run acme -v nightly --as-of 2026-07-03)"
same "once, as JSON" $'POST\t/services/sesame\tapplication/json' "$(cut -f1-3 "$scratch/hearts")"
ok "with the figures, and nobody's name" /usr/bin/python3 - "$scratch/hearts" <<'PY'
import json, sys
body = json.loads(open(sys.argv[1]).read().split("\t", 3)[3])
assert list(body) == ["text"]
lines = body["text"].splitlines()
assert lines[0] == "Sales review of acme, night of 2026-07-03" and [l.split(":")[0] for l in lines[1:6]] == \
    ["Open fails", "New findings", "Escalated", "To coach", "Not checked"], lines
assert not any(name in body["text"] for name in ("Ann", "Max", "@", "Deal")), body
PY
ok "its address is a secret" test -z "$(grep sesame "$scratch/said")"
same "it is told once" '0 1' "$(status_of run acme send) $(wc -l < "$scratch/hearts")"
chat gone
same "a chat that is gone is told" 78 "$(status_of run acme send --again)"
ok "by its status, without the path" grep -q '\[webhook\]: HTTP 404; is the address right' "$scratch/said"
chat away
same "one that hangs up is in doubt, and not told again" '0 webhook doubtful 0 webhook doubtful' \
	"$(status_of run acme send) $(delivered acme | grep -o 'webhook [a-z]*') $(status_of run acme send) $(delivered acme | grep -o 'webhook [a-z]*')"
chat long
before=$(wc -l < "$scratch/hearts")
same "one whose answer has no end is in doubt too, told once" "0 webhook doubtful $((before + 1))" \
	"$(status_of run acme send --again) $(delivered acme | grep -o 'webhook [a-z]*') $(wc -l < "$scratch/hearts")"
printf '[org]\nname = none\n' > "$scratch/none.ini"
same "with nothing to send by, send says what to set" 78 "$(status_of run none send)"
done_testing
