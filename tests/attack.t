#!/bin/bash
# Unlucky and evil: people who are called what the program calls other things, who share names
# and addresses, files that are none.
set -u
. "$(dirname "$0")/support/night.sh"
. "$(dirname "$0")/support/mail.sh"

sales_team
contact() { # NUMBER FIRST LAST E-MAIL MOBILE
	printf '0030000000000%sAAA,%s %s,%s,%s,%s,001000000000001AAA,%s,%s\n' "$1" "$2" "$3" "$2" "$3" "$4" "$(id 11)" "$5"
}
{
	echo 'Id,Name,FirstName,LastName,Email,AccountId,OwnerId,MobilePhone'
	contact 01 '' close-date-past cdp@x.example ''
	contact 02 Closed Won cw@x.example ''
	contact 03 Tom Number tom@x.example 123456789
	contact 04 Tom Number other@x.example ''
	contact 05 Ann Smith ann@acme.example ''
} > "$org/Contact.csv"
sed -i 's/,100$/,123456789/; s/Proposal,2026-06-20,false,false/Closed Won,2026-06-20,true,true/2' "$org/Opportunity.csv"
deal 15 11 'Deal that is won' | sed 's/Proposal,2026-06-20,false,false/Closed Won,2026-06-20,true,true/' >> "$org/Opportunity.csv"
configuration acme '[reps]' 'emails = ann@acme.example, ben@acme.example, cy@acme.example, dot@acme.example' '[files]' "path = $org" \
	'[pull]' 'stale_days = 3650' '[managers]' 'everything = max@acme.example, nora@acme.example' '[mail]' 'server = smtp://127.0.0.1:1' \
	'tls = none' 'from = ops@acme.example' 'tries = 1'
same "a night of people with such names" 0 "$(status_of run acme -q nightly --as-of 2026-06-30)"
forget() { status_of run acme -q forget --yes --by ops "$@"; }
findings_by_check() { ask acme "SELECT check_id, count(*) FROM finding GROUP BY 1 ORDER BY 1"; }
before=$(findings_by_check)
echo 'no workbook' > "$scratch/out-acme/managers/broken.xlsx"
same "who is called like a check is forgotten, though a file is none" 65 "$(forget cdp@x.example)"
ok "the file is named" grep -q 'cannot be read to its end: .*broken.xlsx; look yourself' "$scratch/said"
rm "$scratch/out-acme/managers/broken.xlsx"
same "the check's findings stay the check's" "$before" "$(findings_by_check)"
same "who is called like a stage is forgotten" 0 "$(forget cw@x.example)"
same "the stage stays" 'Closed Won' "$(ask acme "SELECT stage FROM opportunity_version WHERE opportunity_id = '006000000000015AAA'")"
same "who has a number that an amount is too" 0 "$(forget tom@x.example)"
same "the amounts stay numbers" 123456789 "$(ask acme "SELECT DISTINCT detail ->> 'amount' FROM finding WHERE detail ? 'amount'")"
same "somebody else of that name stays" 'Tom Number|other@x.example' "$(ask acme "SELECT name, email FROM contact_version WHERE contact_id = '003000000000004AAA'")"
same "a contact with a rep's address" 0 "$(forget 003000000000005AAA)"
same "two who got the same mail" 0 "$(forget max@acme.example nora@acme.example)"
same "neither is named with it" 0 "$(ask acme "SELECT count(*) FROM delivery WHERE concat(recipient, sent_to) ~ 'max@|nora@'")"
same "the night after" 0 "$(status_of run acme -q nightly --as-of 2026-07-01)"
same "the rep is still one" 'Ann|ann@acme.example' "$(ask acme "SELECT name, email FROM run_rep JOIN publication USING (run_id) WHERE rep_id = '$(id 11)'")"
same "and has the findings of before" "$before" "$(findings_by_check)"

# ---- many at once, all new; a database that lets nobody make temporary tables
mkdir "$scratch/many"
for ((one = 1; one <= 8; one++)); do
	printf '[org]\nname = new %s\n[files]\npath = %s\n[report]\nfolder = %s\n' $one "$org" "$scratch/new-$one" > "$scratch/many/$one.ini"
done
same "eight make their schemas side by side" 0 "$(status_of "$crmaudit" -q --side-by-side 8 -c "$scratch/many" db upgrade)"
psql -X -qAt "$(server)" -c 'CREATE DATABASE narrow' -c 'REVOKE TEMPORARY ON DATABASE narrow FROM PUBLIC' -c 'CREATE ROLE narrow LOGIN' \
	-c 'GRANT CREATE ON DATABASE narrow TO narrow'
printf '[database]\nconninfo = %s dbname=narrow user=narrow\n' "$(server)" | cat "$scratch/acme.ini" - > "$scratch/narrow.ini"
same "without temporary tables there is no night" 77 "$(status_of run narrow -q nightly --as-of 2026-07-01)"
ok "and the mend is said" grep -q 'GRANT TEMPORARY ON DATABASE' "$scratch/said"

# ---- a server that takes no writes; texts that no CRM lets anybody write
same "where nothing can be written there is no night" 69 "$(PGOPTIONS="$PGOPTIONS -c default_transaction_read_only=on" status_of run acme -q nightly --as-of 2026-07-02)"
ok "and the mend is said" grep -q 'name the server that takes writes' "$scratch/said"
sed -i "s/,Vera,/,V$(printf '\1\357\277\277'; printf 'é%.0s' {1..300}),/" "$org/User.csv"
same "a manager whose name is longer than Excel takes, and has what XML does not" 0 "$(status_of run acme -q nightly --as-of 2026-07-02)"
ok "the workbook is XML" /usr/bin/python3 -c 'import sys, zipfile, xml.etree.ElementTree as tree
book = zipfile.ZipFile(sys.argv[1])
for part in book.namelist(): tree.fromstring(book.read(part))' "$scratch"/out-acme/managers/v-*.xlsx
sed -i -f <(printf 's/,Acme,/,'; head -c 1000000 /dev/zero | tr '\0' m; echo ',/') "$org/Account.csv"
same "a name of a million letters is the data's fault" 65 "$(status_of run acme -q nightly --as-of 2026-07-03)"
ok "and the mend is said" grep -q 'mend it in the CRM or its export' "$scratch/said"
done_testing
