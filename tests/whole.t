#!/bin/bash
# What a run of all reps keeps for its time is, row by row, what the views of the same names
# show, for the night and for a look back; and one rep's findings, which come by the views,
# are those of the whole run.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || skip_all "no demo organisation"
files_configuration demo
# Alike by all four ways, and beside them whatever is left out: a catch-all account, names without
# a word, a free mailer's domain, a converted lead, people that no lead is like
twins="UPDATE account_version SET name = CASE WHEN t.nth <= 4 THEN 'Twin Mills ' || (ARRAY['Inc.', 'LLC', 'Ltd', 'Co'])[t.nth] ELSE '-' END,
       website = CASE WHEN t.nth <= 4 THEN 'https://www.twin.example/' ELSE 'gmail.com/' END || t.nth
  FROM (SELECT account_id, row_number() OVER (ORDER BY account_id) AS nth FROM account_version) AS t
 WHERE t.account_id = account_version.account_id AND t.nth <= 6;
UPDATE contact_version SET email = CASE WHEN t.nth <= 2 THEN 'Twin' ELSE 'pair' END || chr(64) || 'twin.example'
  FROM (SELECT contact_id, row_number() OVER (ORDER BY contact_id) AS nth FROM contact_version) AS t
 WHERE t.contact_id = contact_version.contact_id AND t.nth <= 4;
UPDATE lead_version SET email = ' twin' || chr(64) || 'twin.example', is_converted = (ARRAY[false, NULL, true])[t.nth]
  FROM (SELECT lead_id, row_number() OVER (ORDER BY lead_id) AS nth FROM lead_version) AS t
 WHERE t.lead_id = lead_version.lead_id AND t.nth <= 3;"
run demo -q pull && ask demo "$twins" || { echo "Bail out! no store"; exit 1; }
printf '[accounts]\ncatch_all = %s\n' "$(ask demo "SELECT min(account_id) FROM account_version WHERE name = 'Twin Mills Co'")" >>"$scratch/demo.ini"
run demo -q check --as-of $as_of >"$scratch/checked" 2>&1 || { echo "Bail out! no night"; exit 1; }

shell() { run demo -q db shell -- -X -At -q -v ON_ERROR_STOP=1 "$@"; }

# differing [SETTING=VALUE…]: each kept table with its rows, and how many only it or only the view has
differing() {
	local set=()
	for setting in "$@"; do set+=(-c "SET $setting"); done
	shell -1 "${set[@]}" -c "SELECT whole_begin()" -c '\t on' -c "
DO \$\$
DECLARE
  kept text;
  rows bigint;
  odd bigint;
BEGIN
  FOR kept IN SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname LOOP
    EXECUTE format('SELECT (SELECT count(*) FROM pg_temp.%1\$I),
                           (SELECT count(*) FROM ((TABLE pg_temp.%1\$I EXCEPT ALL TABLE demo.%1\$I)
                                                  UNION ALL (TABLE demo.%1\$I EXCEPT ALL TABLE pg_temp.%1\$I)) AS x)', kept) INTO rows, odd;
    RAISE NOTICE '% % %', kept, CASE WHEN rows > 0 THEN 'some' ELSE 'none' END, odd;
  END LOOP;
END \$\$" -c "SELECT whole_end()" -c "SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()" 2>&1 |
		sed 's/^.*NOTICE:  //; /^$/d'
}
wanted='alike some 0
open_deal some 0
recent_touch some 0
0'
same 'the kept rows are the views'\''' "$wanted" "$(differing)"
same 'all four ways of being alike are among them' 4 "$(shell -c "SELECT count(DISTINCT kind) FROM alike")"
same 'so they are three weeks before' "$wanted" "$(differing "crmaudit.as_of = '2026-06-10T07:00:00Z'" "crmaudit.as_of_day = '2026-06-09'")"

findings="SELECT check_id, record_id, part, severity, why, detail FROM finding WHERE state = 'open' AND rep_id = :'rep' AND check_id <> 'outreach-pile-on'"
of_one="SELECT check_id, record_id, part, severity, why, detail FROM stage_finding WHERE rep_id = :'rep' AND check_id <> 'outreach-pile-on'"
# alone REP: checks of which one rep's run and the whole one found something else
alone() {
	shell -v rep="$1" -c "SET crmaudit.rep = '$1'" -f <(
		echo "BEGIN;"
		cat "$scratch/run.sql"
		echo "SELECT DISTINCT check_id FROM (($of_one EXCEPT $findings) UNION ALL ($findings EXCEPT $of_one)) AS x ORDER BY 1;"
		echo "ROLLBACK;"
	)
}
for check in $(ask demo "SELECT check_id FROM run_check WHERE result IN ('pass', 'warn', 'fail') AND run_id = (SELECT run_id FROM publication)"); do
	printf "SELECT check_run('%s', \$check\$%s\$check\$) \\\\g /dev/null\n" "$check" "$(cat "$here/sql/checks/$check.sql")"
done >"$scratch/run.sql"
for rep in $(ask demo "SELECT rep_id FROM finding WHERE state = 'open' AND rep_id <> '' GROUP BY rep_id ORDER BY count(*) DESC, rep_id LIMIT 3"); do
	same "what $rep alone is found is what the whole run found" '' "$(alone "$rep")"
done

done_testing
