#!/bin/bash
# The user's own checks, end to end: a folder of them adds and overrides, a broken one is told with
# its line or fails alone, and the writer's tools say what is what.
set -u
. "$(dirname "$0")/support/night.sh"

mkdir -p "$scratch/org" "$scratch/own/tests"
cat >"$scratch/org/User.csv" <<'END'
Id,Name,Email,IsActive,UserType
005000000000001AAA,Ann Ax,ann@acme.com,true,Standard
END
cat >"$scratch/org/Account.csv" <<'END'
Id,Name,OwnerId
001000000000001AAA,Acme,005000000000001AAA
END
cat >"$scratch/org/Opportunity.csv" <<'END'
Id,Name,AccountId,OwnerId,StageName,CloseDate,Amount,IsClosed,IsWon,NextStep,CreatedDate
006000000000001AAA,Planned,001000000000001AAA,005000000000001AAA,Proposal,2026-12-31,5000,false,false,call,2026-06-01T10:00:00Z
006000000000002AAA,Adrift,001000000000001AAA,005000000000001AAA,Proposal,2026-12-31,5000,false,false,,2026-06-01T10:00:00Z
006000000000003AAA,Small,001000000000001AAA,005000000000001AAA,Proposal,2026-12-31,999,false,false,,2026-06-01T10:00:00Z
END
cat >"$scratch/org/Task.csv" <<'END'
Id,Subject,Status,WhoId,WhatId,OwnerId,ActivityDate,IsClosed,TaskSubtype,CreatedDate
00T000000000001AAA,Mail,Completed,,006000000000001AAA,005000000000001AAA,2026-06-20,true,Email,2026-06-20T10:00:00Z
END
files_configuration acme '[checks]' 'folder = own' '[check.next-step role:SDR]' 'least_amount = 700'

header() { printf -- '-- title: %s\n-- rule: %s\n-- why: because\n-- fix: mend it\n' "${1:-A check}" "${2:-own}"; }
# own NAME: that check, from standard input
own() { cat >"$scratch/own/$1.sql"; }
offender="'account' AS record_type, a.account_id AS record_id, a.name AS label, a.owner_id AS rep_id, a.account_id, 'warn' AS severity, 'so' AS why FROM account AS a"
says() { grep -qF -- "$1" "$scratch/said" || { cat "$scratch/said"; false; }; }

{
	header 'Opportunity without a next step'
	cat <<'END'
-- needs: opportunity.next_step
-- param: least_amount, number, 1000, in the CRM's currency, ours
-- column: stage, Stage, text
-- A renewal is: one that nobody asked about.
SELECT 'opportunity' AS record_type, o.opportunity_id AS record_id, o.name AS label, o.owner_id AS rep_id, o.account_id,
       'warn' AS severity, format('no next step in stage %s', o.stage) AS why, o.amount AS weight, o.stage
  FROM opportunity_in_scope AS o
 CROSS JOIN LATERAL (SELECT threshold('next-step', o.owner_id) AS params) AS p
 WHERE NOT o.is_closed AND is_blank(o.next_step) AND o.amount >= (p.params ->> 'least_amount')::numeric;  -- the end
/* of it */
END
} | own next-step

# which checks there are
run acme check --list >"$scratch/said" 2>"$scratch/log"
ok 'an own check is listed, and marked' says 'own   on   next-step                   Opportunity without a next step  (own)'
ok 'the log says where it is from' grep -q "check next-step: $scratch/own/next-step.sql" "$scratch/log"
{ header 'All accounts, really' B1; echo "SELECT $offender"; } | own account-missing-fields
run acme check --list >"$scratch/said" 2>"$scratch/log"
ok 'one of the same name overrides ours' says 'B1    on   account-missing-fields      All accounts, really  (overrides)'
ok 'ours is not there beside it' [ "$(grep -c account-missing-fields "$scratch/said")" = 1 ]
ok 'and the log says so' grep -q 'account-missing-fields.sql, in place of the one that is compiled in' "$scratch/log"
echo 'not a check' >"$scratch/own/notes.txt"
mkdir "$scratch/own/folder.sql"
echo 'SELECT' >"$scratch/own/.next-step.sql"
same 'what is no file NAME.sql is let be' 0 "$(status_of run acme check --list)"

# a night with them
same 'a night runs them' 0 "$(status_of run acme -q nightly --as-of $as_of)"
same 'an own check finds' '006000000000002AAA|no next step in stage Proposal|{"stage": "Proposal"}' \
	"$(ask acme "SELECT record_id, why, detail FROM finding WHERE check_id = 'next-step'")"
same 'the overriding one ran, not ours' '001000000000001AAA|so' \
	"$(ask acme "SELECT record_id, why FROM finding WHERE check_id = 'account-missing-fields'")"
same 'the columns of the detail are stored' 'stage|Stage|text' \
	"$(ask acme "SELECT name, title, format FROM check_column WHERE check_id = 'next-step'")"
same 'the thresholds too' '1000|all|ours 700|role|configuration' \
	"$(ask acme "SELECT value, scope, origin FROM parameter WHERE check_id = 'next-step' ORDER BY scope" | tr '\n' ' ' | sed 's/ $//')"

# what the SQL of one does wrong is its own result and nothing else
broken() { { header "$1"; cat; } | own "$1"; }
broken two-statements <<<"SELECT $offender; DROP TABLE finding CASCADE"
broken opened <<<"SELECT $offender WHERE (true"
# what check_run() puts around a text, closed and opened again by the text
around="CROSS JOIN LATERAL (SELECT to_jsonb(q) AS j) AS d RETURNING record_id, part, rep_id, severity) SELECT 1, 1"
again="WITH found AS (INSERT INTO stage_finding (check_id, record_type, record_id, part, rep_id, label, severity, why, weight, detail)
SELECT 'closed', q.record_type, q.record_id, '', q.rep_id, q.label, q.severity, q.why, 0, '{}'"
broken closed <<<"SELECT $offender) AS q $around; DROP TABLE precious; $again FROM (SELECT $offender"
ask acme 'CREATE TABLE precious ()' >/dev/null
broken committing <<<"COMMIT"
broken deleting <<<"DELETE FROM finding"
broken deleting-within <<<"WITH gone AS (DELETE FROM finding RETURNING *) SELECT $offender"
broken unknown-column <<<"SELECT $offender WHERE a.nonsense"
broken zero <<<"SELECT $offender WHERE 1 / length(substr(a.name, 1, 0)) = 1"
broken bad-severity <<<"SELECT ${offender/warn/awful}"
broken twice <<<"SELECT $offender CROSS JOIN generate_series(1, 2)"
broken in-comment <<<"SELECT $offender /* never closed"
broken empty </dev/null
broken a-setting <<<"SELECT $offender WHERE set_config('crmaudit.as_of_day', '2020-01-01', false) <> ''"
same 'a night with broken checks is a night' 0 "$(status_of run acme -q check --as-of $as_of)"
same 'each of them is an error, and no other check' \
	'a-setting bad-severity closed committing deleting deleting-within empty in-comment opened twice two-statements unknown-column zero' \
	"$(ask acme "SELECT check_id FROM run_check JOIN publication USING (run_id) WHERE result = 'error' ORDER BY check_id COLLATE \"C\"" | tr '\n' ' ' | sed 's/ $//')"
same 'what one would drop is there' precious "$(ask acme "SELECT relname FROM pg_class WHERE relname = 'precious'")"
same 'the others found what they find' 2 "$(ask acme "SELECT count(*) FROM finding WHERE state = 'open' AND check_id IN ('next-step', 'account-missing-fields')")"
reason() { ask acme "SELECT reason FROM run_check JOIN publication USING (run_id) WHERE check_id = '$1'"; }
same 'the reason names file and line' "$scratch/own/unknown-column.sql:5: column a.nonsense does not exist" "$(reason unknown-column)"
same 'several statements are refused' "$scratch/own/two-statements.sql: cannot insert multiple commands into a prepared statement" \
	"$(reason two-statements)"
ok 'a severity that is none is told' grep -q 'severity must be warn or fail, not "awful", on record 001' <<<"$(reason bad-severity)"
ok 'a setting that it changes too' grep -q 'it changes a setting of the run; a check only reads' <<<"$(reason a-setting)"
ok 'a record that is there twice too' grep -q 'is there more than once with the part ""; give a column "part"' <<<"$(reason twice)"
for name in two-statements opened closed committing deleting deleting-within unknown-column zero bad-severity twice in-comment empty a-setting; do
	mv "$scratch/own/$name.sql" "$scratch"
done

# a header that is wrong stops, with file, line and the mend
refused() { # WORDS SAID, the file own/wrong.sql from standard input
	cat >"$scratch/own/wrong.sql"
	same "$1: configuration" 78 "$(status_of run acme check --list)"
	ok "$1: said" says "$2"
	rm "$scratch/own/wrong.sql"
}
refused 'a mistyped key' "wrong.sql:5: unknown header key 'parm'; did you mean 'param'" < <(header; echo '-- parm: a, integer, 1, d, ours'; echo SELECT)
refused 'an unknown need' "wrong.sql:5: unknown need 'oportunity'; did you mean 'opportunity'?" < <(header; echo '-- needs: oportunity'; echo SELECT)
refused 'no title' "wrong.sql:1: the header lacks its title" <<<'SELECT 1'
refused 'text of another encoding' "wrong.sql:1: no plain text, because of byte 0xfc; save it as UTF-8" < <(printf -- '-- title: T\374r\n')
refused 'a binary' "wrong.sql:1: no plain text, because of byte 0x00" < <(printf 'SELECT 1\0')
refused 'a huge file' "larger than 256 KiB" < <(head -c 300000 /dev/zero | tr '\0' x)
header >"$scratch/own/Wrong Name.sql"
same 'a name that no setting can have' 78 "$(status_of run acme check --list)"
ok 'is told' says "a check's file is named NAME.sql, in lower-case letters"
rm "$scratch/own/Wrong Name.sql"
configuration lost '[checks]' 'folder = nowhere'
same 'a folder that is not there: configuration' 78 "$(status_of run lost check --list)"
ok 'and its name' says "[checks] folder: $scratch/nowhere: No such file or directory"

# --explain
run acme -q check --explain next-step >"$scratch/said"
ok 'explain: the title' says 'next-step: Opportunity without a next step'
ok 'explain: from where' says "from     $scratch/own/next-step.sql"
ok 'explain: the threshold, its unit and whose it is' says "least_amount = 1000  in the CRM's currency (number, ours)"
ok 'explain: what the configuration makes of it' says "700 for role:SDR: $scratch/acme.ini, line "
ok 'explain: the columns' says 'stage                text     Stage'
configuration off '[check.outreach-person]' 'enabled = no'
run off -q check --explain outreach-person >"$scratch/said"
ok 'explain: what is switched off' says 'runs     no, it is switched off'
same 'explain: an unknown check' 64 "$(status_of run acme -q check --explain next-stop)"
ok 'gets a suggestion' says "did you mean 'next-step'?"

# --validate
same 'validate: a good one' 0 "$(status_of run acme -q check --validate "$scratch/own/next-step.sql")"
ok 'validate: what it would find' says 'finds   1 as of 2026-06-30: 0 fail, 1 warn; nothing is kept'
ok 'validate: its plan' says '  plan    '
ask acme "UPDATE pg_class SET reltuples = 50000 WHERE oid = 'account_version'::regclass" >/dev/null
{ header; echo "SELECT ${offender/FROM account/FROM account_version}"; } >"$scratch/whole.sql"
same 'validate: one that reads a big table from end to end' 0 "$(status_of run acme -q check --validate "$scratch/whole.sql")"
ok 'validate: says so' says '; reads all of account_version (50000 rows)'
before=$(state acme)
invalid() { # WORDS STATUS SAID, the file new-one.sql from standard input
	cat >"$scratch/new-one.sql"
	same "validate: $1" "$2" "$(status_of run acme -q check --validate "$scratch/new-one.sql")"
	ok "validate: $1: said" says "$3"
}
invalid 'two mistakes in a header' 78 'new-one.sql: 2 mistakes' < <(header; printf -- '-- needs: nothing-known\n-- column: a, A, colour\nSELECT 1')
ok 'validate: each with its line' says "new-one.sql:6: unknown format 'colour'"
invalid 'a threshold of another' 78 "new-one.sql:5: threshold('next-step', …) is of another check: this one is 'new-one'" < <(header; echo "SELECT threshold('next-step', '')")
invalid 'SQL that cannot be read' 65 'new-one.sql:6: syntax error at or near "WHERE"' < <(header; printf 'SELECT 1\nFROM WHERE')
invalid 'columns' 65 "new-one.sql:6: column 'sum' is not declared: add '-- column: sum, TITLE, FORMAT' to the header" \
	< <(header; echo '-- column: day, Day, date'; echo "SELECT 1 AS sum, 'x' AS day, 2 AS label, 'account' AS record_type, '' AS rep_id, '' AS account_id, 'warn' AS severity, '' AS why")
ok 'validate: a column that is missing' says "the SELECT returns no column 'record_id', text"
ok 'validate: a column of another type' says "column 'day' must be a date; cast it"
ok 'validate: one of the contract' says "column 'label' must be text; cast it"
invalid 'a column that no source fills' 65 "need 'opportunity.weather' names a column that no source fills" < <(header; echo '-- needs: opportunity.weather'; echo "SELECT $offender")
invalid 'what fails while it runs' 65 'division by zero' <"$scratch/zero.sql"
invalid 'what would not be checked' 0 'needs   would not be checked now: no rows of Lead were loaded' < <(header; echo '-- needs: lead'; echo "SELECT $offender")
same 'validate keeps nothing' "$before" "$(state acme)"
same 'our own checks are valid: their columns are those that they declare' 0 \
	"$(status_of run acme -q check --validate "$here"/sql/checks/*.sql)"

# check test
case_of() { cat >"$scratch/own/tests/next-step/$1"; }
mkdir "$scratch/own/tests/next-step"
case_of at-the-limit.sql <<'END'
-- an amount at the limit counts, one below does not
SELECT given_user('005ann');
SELECT given_opportunity('006at', '001acme', '005ann'), given_opportunity('006below', '001acme', '005ann');
UPDATE opportunity_version SET amount = CASE opportunity_id WHEN '006at' THEN 1000 ELSE 999.99 END;
END
echo '006at||005ann|warn|no next step in stage Proposal' | case_of at-the-limit.expected
echo 'opportunity|006at|At|001acme|1000|{"stage": "Proposal"}' | case_of at-the-limit.detail
same 'test: the folder beside the checks is the default' 0 "$(status_of run acme -q check test)"
same 'test: what it prints' $'ok 1 - next-step: at-the-limit\n1..1' "$(cat "$scratch/said")"
same 'test: one that fails' 1 "$(echo '006below||005ann|warn|no next step' | case_of at-the-limit.expected; status_of run acme -q check test "$scratch/own/tests/next-step/")"
same 'test: the difference is shown' \
	$'not ok 1 - next-step: at-the-limit\n# -006below||005ann|warn|no next step\n# +006at||005ann|warn|no next step in stage Proposal\n1..1' "$(cat "$scratch/said")"
echo 'SELECT given_nothing()' | case_of wrong.sql
case_of wrong.expected </dev/null
same 'test: a case that is wrong fails, with its line' 1 "$(status_of run acme -q check test)"
ok 'test: and the line' says 'next-step/wrong.sql:1: function given_nothing() does not exist'
echo 'COMMIT' | case_of wrong.sql
same 'test: one that ends the transaction' 65 "$(status_of run acme -q check test)"
ok 'test: is told so' says 'wrong.sql ends the transaction: leave BEGIN, COMMIT and ROLLBACK out'
left() { ask public "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'crmaudit\\_test%'"; }
same 'test: nothing is left of it' 0 "$(left)"
rm "$scratch/own/tests/next-step/wrong.expected"
same 'test: no expected file: configuration' 78 "$(status_of run acme -q check test)"
ok 'test: and what it is for' says 'wrong.expected: No such file or directory; it holds what the check must find'
mkdir "$scratch/own/tests/next-stop"
same 'test: a folder of no check: configuration' 78 "$(status_of run acme -q check test "$scratch/own/tests/next-stop")"
rmdir "$scratch/own/tests/next-stop"
same 'test: the organisation is as it was' "$before" "$(state acme)"

echo "SELECT pg_sleep(600)" | case_of wrong.sql
case_of wrong.expected </dev/null
"$crmaudit" -q -c "$scratch/acme.ini" check test >/dev/null 2>&1 &
victim=$!
sleeping="SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%'"
until [ "$(ask public "$sleeping")" = 1 ] || ! kill -0 $victim 2>/dev/null; do sleep 0.05; done
kill -9 $victim
wait $victim 2>/dev/null
until [ "$(ask public "$sleeping")" = 0 ]; do sleep 0.05; done
same 'test: nothing is left of one that was killed' 0 "$(left)"
ask public "CREATE SCHEMA crmaudit_test_1; COMMENT ON SCHEMA crmaudit_test_1 IS 'crmaudit check test'; CREATE SCHEMA crmaudit_test_mine" >/dev/null
rm "$scratch/own/tests/next-step/wrong."*
same 'test: a leftover' 1 "$(status_of run acme -q check test)"
same 'test: is dropped by the next, what only has its name is not' crmaudit_test_mine \
	"$(ask public "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crmaudit\\_test%'")"
same 'test: without a folder: usage' 64 "$(status_of run off -q check test)"
same 'a word that is none: usage' 64 "$(status_of run off -q check tests)"

# the needs that a header may name are those that SQL answers for
known=$(cd "$here" && {
	grep -ohE "\('[a-z_]+', '[a-z_]+', '[A-Za-z]+', (true|false)\)" sql/audit/needs.sql sql/schema/*.sql | cut -d"'" -f2
	awk '/FUNCTION [a-z_]*need_lacking.* AS [$][$]/ { inside = 1 } /^[$][$]/ { inside = 0 } inside' sql/schema/*.sql | sed -n "s/^ *WHEN '\([a-z-]*\)'.*/\1/p"
} | sort -u)
ok 'there are many' [ "$(wc -w <<<"$known")" -gt 40 ]
for need in $known; do
	rm -f "$scratch"/needs/* && mkdir -p "$scratch/needs"
	{ header; printf -- '-- needs: %s\nSELECT 1\n' "$need"; } >"$scratch/needs/one.sql"
	"$crmaudit" -q -c <(printf '[checks]\nfolder = %s\n' "$scratch/needs") check --list 2>&1 | grep 'unknown need'
done >"$scratch/unknown"
same 'and a header takes each' '' "$(cat "$scratch/unknown")"

# the catalogue for readers
ok 'sql/checks/README.md is up to date; make catalogue writes it' \
	diff "$here/sql/checks/README.md" <("$crmaudit" -q -c /dev/null check --list --format md)
done_testing
