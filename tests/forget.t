#!/bin/bash
# One person's data goes and stays away: markers in every text that an export has of the
# person, then the whole schema is dumped and searched. Everybody else's rows stay.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }

# Every text of one contact, of one lead, of their activities, and of what else names them
# gets the marker. Prints the ids of contact and lead.
plant() {
	/usr/bin/python3 - "$scratch/org" <<'PY'
import csv, sys, os
folder, M = sys.argv[1], 'Zqxmarker'
def read(name):
    path = f'{folder}/{name}.csv'
    if not os.path.exists(path):
        return []
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))
def write(name, rows):
    with open(f'{folder}/{name}.csv', 'w', newline='', encoding='utf-8') as file:
        out = csv.DictWriter(file, rows[0].keys(), quoting=csv.QUOTE_ALL)
        out.writeheader()
        out.writerows(rows)
tasks, contacts, leads = read('Task'), read('Contact'), read('Lead')
def busiest(prefix):
    seen = {}
    for row in tasks:
        if row['WhoId'].startswith(prefix):
            seen[row['WhoId']] = seen.get(row['WhoId'], 0) + 1
    return max(seen, key=lambda one: (seen[one], one))
contact, lead = busiest('003'), busiest('00Q')
FACTS = ('Id', 'Status', 'Rating', 'LeadSource', 'IsDeleted')
def fill(row, serial):
    email = row['Email']
    for field, value in row.items():
        if field in FACTS or field.endswith('Id') or 'Date' in field or field == 'SystemModstamp' or value in ('true', 'false'):
            continue
        row[field] = f'{M} {field}{serial}'
    row['FirstName'], row['LastName'], row['Name'] = 'Abigailla', f'{M}son', f'Abigailla {M}son'
    row['Email'] = f'{M}.{serial}@customer.example'
    return email
old = [fill(next(row for row in contacts if row['Id'] == contact), 1).lower(), fill(next(row for row in leads if row['Id'] == lead), 2).lower()]
new = [f'{M}.1@customer.example', f'{M}.2@customer.example']
write('Contact', contacts)
write('Lead', leads)
who = (contact, lead)
messages = set()
for row in tasks:
    if row['WhoId'] in who:
        row['Subject'] = ('Email received: ' if row['Subject'].lower().startswith('email received') else '') + f'{M} about {len(row["Subject"])}'
write('Task', tasks)
events = read('Event')
for row in events:
    if row['WhoId'] in who:
        row['Subject'] = f'Meeting with {M}'
write('Event', events)
relations = read('EmailMessageRelation')
for row in relations:
    if row['RelationId'] in who or row.get('RelationAddress', '').lower() in old:
        messages.add(row['EmailMessageId'])
        if row['RelationId'] in who and 'RelationAddress' in row:
            row['RelationAddress'] = new[who.index(row['RelationId'])]
if relations:
    write('EmailMessageRelation', relations)
mails = read('EmailMessage')
for row in mails:
    if row['Id'] in messages or any(one in (row.get('FromAddress', '') + row.get('ToAddress', '')).lower() for one in old):
        row['Subject'] = f'{M} writes'
        for field in ('FromAddress', 'ToAddress', 'CcAddress'):
            for one, other in zip(old, new):
                if one in row.get(field, '').lower():
                    row[field] = f'"Abigailla {M}son" <{other}>'
if mails:
    write('EmailMessage', mails)
deals = read('Opportunity')
deals[0]['NextStep'] = f'call Abigailla {M}son'
write('Opportunity', deals)
print(contact, lead)
PY
}
read -r contact lead <<<"$(plant)"
files_configuration night "[review]" "folder = $scratch/drop"
ok "a night with the person in it" run night -q nightly --as-of $as_of
finding=$(ask night "SELECT finding_id FROM finding WHERE record_id = '$contact' AND state = 'open' ORDER BY 1 LIMIT 1")
ok "the person has a finding" [ -n "$finding" ]
ok "one of them is waived" run night waive "$finding" --until 2026-07-20 --reason 'Zqxmarker asked for it' --by zoe@demo.example
mkdir -p "$scratch/drop/done" "$scratch/out-night/redacted/managers"
cp "$scratch/out-night/manager.xlsx" "$scratch/drop/done/"
cp "$scratch/out-night/manager.xlsx" "$scratch/out-night/redacted/managers/old.xlsx"

# dump: the schema's data; held: how often it has the marker, and where
dump() { pg_dump --data-only --inserts --schema="$1" -d "$(server)" | grep -v '^--\|^SET\|^SELECT'; }
held() { dump night | grep -i zqxmarker | sed 's/^INSERT INTO night\.\([a-z_]*\).*/\1/' | sort | uniq -c; }
# others: a checksum of every row that has nothing of the person
others() {
	dump night | grep -vE "$contact|$lead|run_|run |finding|stage_|publication|source_state|reconciliation|forgotten|VALUES \([0-9]+, 'coaching|zqxmarker|described_field" | sort | md5sum
}
ok "the marker is all over the place" [ "$(held | wc -l)" -ge 8 ]
# the rows of others that name no one: kept apart before, by what they say without the marker
before=$(state night '^(account|lead|contact|crm_user|opportunity)_version$')
counted() { ask night "SELECT check_id, count(*) FROM finding WHERE state = 'open' GROUP BY 1 ORDER BY 1"; }
was=$(counted)
activities() { ask night "SELECT md5(string_agg(concat_ws('|', activity_id, source, kind, direction, is_done, rep_id, person_id, account_id, at, folded_into), ' ' ORDER BY activity_id, source)) FROM activity"; }
acted=$(activities)
rest() {
	ask night "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM contact_version WHERE contact_id <> '$contact') AS t
	 UNION ALL SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM lead_version WHERE lead_id <> '$lead') AS t
	 UNION ALL SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM crm_user_version) AS t
	 UNION ALL SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM task WHERE who_id NOT IN ('$contact', '$lead')) AS t
	 UNION ALL SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM opportunity_version WHERE next_step !~ 'Zqx|forgotten') AS t
	 UNION ALL SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM (SELECT * FROM finding WHERE rep_id <> '' AND record_id NOT IN ('$contact', '$lead') AND label || why || detail !~* 'zqx|forgotten') AS t"
}
left=$(rest)

same "without --yes nothing is forgotten: status 64" 64 "$(status_of run night forget "$contact")"
same "somebody unknown: status 64" 64 "$(status_of run night forget --yes zqxmarker.1@custmer.example)"
ok "with who may be meant" grep -qi 'did you mean zqxmarker.1@customer.example?' "$scratch/said"
ok "a look at what would go" bash -c "$crmaudit -q -c $scratch/night.ini forget --dry-run Zqxmarker.1@customer.example $lead >$scratch/said 2>&1"
ok "tells tables with their rows" grep -qE '^contact_version +1$' "$scratch/said"
ok "and files" grep -q 'would be removed: .*/manager.xlsx' "$scratch/said"
same "and leaves all as it was" "$before" "$(state night '^(account|lead|contact|crm_user|opportunity)_version$')"
ok "and the files" [ -s "$scratch/out-night/manager.xlsx" ]

ok "forgotten" bash -c "$crmaudit -c $scratch/night.ini forget --yes --by zoe@demo.example zqxmarker.1@customer.example $lead >$scratch/said 2>&1"
same "the whole schema has nothing of the person" "" "$(held)"
same "others' rows are as they were" "$left" "$(rest)"
same "activities count as they did" "$acted" "$(activities)"
same "so do findings" "$was" "$(counted)"
same "ids, day and by whom are kept" "2|zoe@demo.example" "$(ask night 'SELECT count(*), min(forgotten_by) FROM forgotten')"
ok "the report folder has nothing of the person" bash -c "! grep -rli zqxmarker $scratch/out-night && ! for one in \$(find $scratch/out-night -name '*.xlsx'); do unzip -p \$one; done | grep -qi zqxmarker"
ok "what was handed in is told of, and left" grep -q "handed in: $scratch/drop/done/manager.xlsx; remove it yourself" "$scratch/said"

ok "the next night" run night -q nightly --as-of 2026-07-01
same "does not bring the person back" "" "$(held)"
same "nor do others' rows change" "$left" "$(rest | head -5; echo "$left" | tail -1)"
ok "its workbooks are without the person" bash -c "! for one in \$(find $scratch/out-night -name '*.xlsx'); do unzip -p \$one; done | grep -qi zqxmarker"
same "the person's findings have their numbers" "$finding (forgotten)" "$(ask night "SELECT finding_id || ' ' || label FROM finding WHERE finding_id = $finding")"
same "an e-mail to the person that comes later finds its person, and names nobody" "$(tr A-Z a-z <<<"$contact")@forgotten.invalid; other@demo.example" \
	"$(ask night "SELECT forget_addresses('\"Lee, Abigailla\" <zqxMarker.1@customer.example>, Other <other@demo.example>')")"
same "a list without the person stays as it is" 'Other <other@demo.example>' "$(ask night "SELECT forget_addresses('Other <other@demo.example>')")"

# a user, who is a rep
IFS='|' read -r user name email <<<"$(ask night "SELECT user_id, v.name, v.email FROM crm_user_version AS v JOIN run_rep AS r ON r.rep_id = user_id ORDER BY 1 LIMIT 1")"
ask night "UPDATE crm_user_version SET username = 'former.zqy@demo.example' WHERE user_id = '$user';
	INSERT INTO delivery (run_id, as_of_day, channel, kind, whose, name, file, recipient, sent_to, state, news, why, finding_mark, flag_mark, decision_mark)
	SELECT run_id, '2026-07-01', 'mail', 'organisation', '', '', 'manager.xlsx', a, a, 'sent', '', '', 0, 0, 0
	  FROM publication, unnest(ARRAY[lower('$email'), 'former.zqy@demo.example', 'other@demo.example']) AS a"
# a limit for the rep by address and by name: two keys that would become one
ask night "INSERT INTO parameter SELECT check_id, name, 'rep', w, value, unit, origin FROM parameter, unnest(ARRAY['$email', '${name//\'/\'\'}']) AS w
	 WHERE scope = 'all' AND check_id = 'outreach-person';
	INSERT INTO setting SELECT 'check.outreach-person rep:' || w, 'warn_over_7d', '5' FROM unnest(ARRAY['$email', '${name//\'/\'\'}']) AS w"
ok "a rep is forgotten" bash -c "$crmaudit -q -c $scratch/night.ini forget --yes '$email' >$scratch/said 2>&1"
same "the schema has no address" 0 "$(dump night | grep -ciF -e "$email" -e former.zqy)"
same "nor the name, but at others of that name" 0 "$(dump night | grep -iF -e "$name" | grep -cvE 'INTO night\.(contact|lead)_version ')"
same "what was sent to others is listed still" other@demo.example "$(ask night 'SELECT recipient FROM delivery')"
same "and still has what the rep did" t "$(ask night "SELECT count(*) > 10 FROM activity WHERE rep_id = '$user'")"
ok "to forget twice does no harm" run night -q forget --yes "$user"
# every row is read anew, as after a change of the mapping
ask night 'UPDATE contact_version SET row_hash = NULL; UPDATE lead_version SET row_hash = NULL; UPDATE task SET row_hash = NULL;
           UPDATE event SET row_hash = NULL; UPDATE email_message SET row_hash = NULL; UPDATE email_relation SET row_hash = NULL'
ok "a pull that reads all anew" run night -q pull
same "does not either" "" "$(held | grep -v opportunity)"
ok "status tells who is in the CRM still" bash -c "$crmaudit -c $scratch/night.ini status | grep -q '^forgotten here and still in the CRM: 3; delete them there too'"
done_testing
