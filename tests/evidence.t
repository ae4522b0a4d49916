#!/bin/bash
# The evidence of every check, on the cases that tests/checks gives: each finding has some, no
# query is left without rows, and what counts adds up to the figure that the finding tells.
#     tests/evidence.t [CHECK…]
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

checks=("$@")
[ ${#checks[@]} -gt 0 ] || mapfile -t checks < <(basename -s .sql sql/checks/*.sql)

# CHECK WORD KEY: the rows of the word that count are as many as the finding's detail says
figures='
outreach-person touches touches_30d
outreach-account touches-account touches
outreach-same-day touches-day touches
outreach-no-reply silence touches
outreach-opted-out wish touches
outreach-not-owned touches-strange touches
outreach-open-ticket touches-ticket touches
outreach-after-lost cool-down touches
outreach-off-hours odd-hours touches
rep-quiet workdays working_days
activity-unlinked unlinked unlinked
account-missing-fields required missing_count
opportunity-missing-fields required missing_count
contact-missing-fields required missing_count
lead-missing-fields required missing_count
account-figures-disagree figures figures
notes-feature-used notes notes
duplicates members records
invite-not-accepted guests invited
'

count=0
failed=0
# test WORDS SAID: good where nothing is said
test_is() {
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		echo "not ok $count - $1"
		sed 's/^/# /' <<<"$2" | head -40
	fi
}

words_of() {
	sed -n 's/^-- evidence: //p' "sql/checks/$1.sql" | tr , '\n' | sed 's/^ *//'
}

# The queries, the words of each check, and the thresholds of the headers.
prepare() {
	local check word file
	echo 'CREATE TABLE word_sql (word text, sql text); CREATE TABLE word_of (check_id text, place integer, word text, fields text);'
	echo 'CREATE TABLE figure_of (check_id text, word text, key text);'
	for file in sql/evidence/*.sql; do
		printf "\\\\set content \`cat '%s'\`\nINSERT INTO word_sql VALUES ('%s', :'content');\n" "$file" "$(basename -s .sql "$file")"
	done
	for check in "${checks[@]}"; do
		words_of "$check" | awk -v check="$check" '{ word = $1; sub(/^[^ ]+ ?/, ""); printf "INSERT INTO word_of VALUES (\047%s\047, %d, \047%s\047, \047%s\047);\n", check, NR, word, $0 }'
	done
	# what a check without the header gets
	echo "INSERT INTO word_of SELECT DISTINCT check_id, 99, 'record', '*' FROM word_of;"
	echo "INSERT INTO word_of SELECT DISTINCT check_id, 100, 'life', '' FROM word_of;"
	awk 'NF { printf "INSERT INTO figure_of VALUES (\047%s\047, \047%s\047, \047%s\047);\n", $1, $2, $3 }' <<<"$figures"
	awk -F ', *' '
		FNR == 1 { id = FILENAME; sub(/.*\//, "", id); sub(/\.sql$/, "", id) }
		/^-- param: / { sub(/^-- param: */, "", $1)
			printf "INSERT INTO parameter (check_id, name, scope, who, value, unit, origin) VALUES (\047%s\047, \047%s\047, \047all\047, \047\047, \047%s\047, \047\047, \047header\047);\n", id, $1, $3 }' sql/checks/*.sql
}

# One transaction per case: given, derived, checked, kept, and looked at.
case_script() {
	local check=$1 file=$2
	cat <<-END
		\\warn '== $check/$(basename -s .sql "$file")'
		BEGIN;
		\\o /dev/null
		\\i $file
		;
		SELECT activity_derive();
		\\i sql/audit/reps.sql
		;
		\\i sql/audit/params.sql
		;
		\\set content \`cat 'sql/checks/$check.sql'\`
		SELECT check_run('$check', :'content');
		\\i sql/audit/ledger_found.sql
		;
		CREATE TEMP TABLE told ON COMMIT DROP AS
		SELECT f.finding_id, f.detail, f.record_type, f.record_id, f.part, w.word, w.fields, e.*
		  FROM finding AS f
		  JOIN word_of AS w USING (check_id)
		  JOIN word_sql AS s USING (word)
		  LEFT JOIN LATERAL evidence_run(f.finding_id, s.sql, w.fields) AS e ON true;
		\\o
		SELECT concat_ws('|', 'word', word, count(what)) FROM told WHERE fields <> '*' GROUP BY word;
		SELECT concat_ws('|', 'default', record_type, count(what)) FROM told WHERE fields = '*' GROUP BY record_type;
		SELECT concat_ws('|', 'none', '$check/$(basename -s .sql "$file")', record_id, part) FROM told GROUP BY finding_id, record_id, part HAVING count(what) FILTER (WHERE fields <> '*' AND word <> 'life') = 0;
		SELECT concat_ws('|', 'figure', '$check/$(basename -s .sql "$file")', t.record_id, t.part, t.word, count(*) FILTER (WHERE t.counts), 'not', t.detail ->> g.key)
		  FROM told AS t JOIN figure_of AS g ON g.check_id = '$check' AND g.word = t.word
		 GROUP BY t.finding_id, t.record_id, t.part, t.word, t.detail ->> g.key
		HAVING count(*) FILTER (WHERE t.counts) <> (t.detail ->> g.key)::numeric;
		SELECT concat_ws('|', 'bare', '$check/$(basename -s .sql "$file")', word, what) FROM told WHERE counts IS FALSE AND remark IS NULL;
		ROLLBACK;
	END
}

database_start || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${database_folder:-}" ] || database_stop' EXIT
database_schema evidence && prepare | database_psql evidence || { echo 'Bail out! the schema cannot be made'; exit 1; }

for check in "${checks[@]}"; do
	for file in tests/checks/"$check"/*.sql; do
		case_script "$check" "$file"
	done >"$work/script"
	database_psql evidence -v ON_ERROR_STOP=0 -f "$work/script" >"$work/out" 2>"$work/err"
	cat "$work/out" >>"$work/all"
	test_is "$check: its evidence can be read" "$(grep -v '^== ' "$work/err")"
	test_is "$check: every finding has evidence" "$(grep '^none|' "$work/out")"
	test_is "$check: what counts adds up" "$(grep '^figure|' "$work/out")"
	test_is "$check: what does not count says why" "$(grep '^bare|' "$work/out")"
done

# every query gives rows somewhere
if [ $# = 0 ]; then
	for file in sql/evidence/*.sql; do
		word=$(basename -s .sql "$file")
		test_is "$word is asked for, and gives rows" \
			"$(grep -q "^word|$word|[1-9]" "$work/all" || echo "no case of a check with this word has rows")"
	done
	for type in account contact lead opportunity user event quote document; do
		test_is "a check without the header shows the $type" \
			"$(grep -q "^default|$type|[1-9]" "$work/all" || echo "no case with a finding of such a record has rows")"
	done
fi
echo "1..$count"
[ "$failed" = 0 ]
