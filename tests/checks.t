#!/bin/bash
# Every check against small cases: tests/checks/CHECK/CASE.sql is what is given,
# CASE.expected the findings as record|part|rep|severity|why, CASE.detail, where there is
# one, as type|record|label|account|weight|detail.
#     tests/checks.t [--sql FILE] [CHECK…]      FILE in place of the check's own SQL
sql=
if [ "${1:-}" = --sql ]; then
	sql=$(realpath "$2")
	shift 2
fi
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

checks=("$@")
[ ${#checks[@]} -gt 0 ] || mapfile -t checks < <(basename -s .sql sql/checks/*.sql)

count=0
failed=0

report() {
	count=$((count + 1))
	if [ "$1" = ok ]; then
		echo "ok $count - $2"
	else
		failed=$((failed + 1))
		echo "not ok $count - $2"
		sed 's/^/# /'
	fi
}

# The thresholds that the checks' headers name, as the program stores them.
parameters() {
	awk -v quote="'" -F ', *' '
		FNR == 1 { id = FILENAME; sub(/.*\//, "", id); sub(/\.sql$/, "", id) }
		/^-- param: / {
			sub(/^-- param: */, "", $1)
			printf "INSERT INTO parameter VALUES (%s%s%s, %s%s%s, %sall%s, %s%s, %s%s%s, %s%s, %sheader%s);\n", quote, id, quote,
			       quote, $1, quote, quote, quote, quote, quote, quote, $3, quote, quote, quote, quote, quote
		}' sql/checks/*.sql
}

# One transaction that is rolled back, as a run does it: given, derived, checked.
case_script() {
	local check=$1 file=$2 content=$3 case
	case=$(basename "$file" .sql)
	cat <<-END
		\\echo '== $case'
		\\warn '== $case'
		BEGIN;
		\\o /dev/null
		\\i $file
		;
		SELECT activity_derive();
		\\i sql/audit/reps.sql
		;
		\\i sql/audit/params.sql
		;
		\\set content \`cat '$content'\`
		SELECT check_run('$check', :'content');
		\\o
		SELECT concat_ws('|', record_id, part, rep_id, severity, why) FROM stage_finding
		 ORDER BY record_id, part COLLATE "C", rep_id;
	END
	if [ -f "${file%.sql}.detail" ]; then
		cat <<-END
			\\echo '--'
			SELECT concat_ws('|', record_type, record_id, label, coalesce(account_id, ''), weight, detail) FROM stage_finding
			 ORDER BY record_id, part COLLATE "C", rep_id;
		END
	fi
	echo 'ROLLBACK;'
}

expected_of() {
	cat "${1%.sql}.expected"
	if [ -f "${1%.sql}.detail" ]; then
		echo --
		cat "${1%.sql}.detail"
	fi
}

part_of() {
	awk -v wanted="== $2" '/^== / { inside = $0 == wanted; next } inside' "$1"
}

says() {
	diff -u --label expected --label found <(expected_of "$2") <(part_of "$1/out" "$(basename "$2" .sql)") | tail -n +3
	part_of "$1/err" "$(basename "$2" .sql)" | head -20
}

test_check() {
	local check=$1 file rule said
	rule=$(sed -n 's/^-- rule: //p' "sql/checks/$check.sql")
	for file in tests/checks/"$check"/*.sql; do
		case_script "$check" "$file" "${sql:-sql/checks/$check.sql}"
	done >"$work/script"
	database_psql checks -v ON_ERROR_STOP=0 -f "$work/script" >"$work/out" 2>"$work/err"
	for file in tests/checks/"$check"/*.sql; do
		said=$(says "$work" "$file" 2>&1)
		head -1 "$file" | grep -q -- "^-- .*\<$rule\>" || said="$said
the first line of $file must be a comment that names $rule"
		if [ -z "$said" ]; then
			report ok "$check: $(basename "$file" .sql)"
		else
			report bad "$check: $(basename "$file" .sql)" <<<"$said"
		fi
	done
}

test_psql() {
	local said
	if said=$(database_psql checks -f "$1" 2>&1 >/dev/null); then
		report ok "$1 runs as it is in psql"
	else
		report bad "$1 runs as it is in psql" <<<"$said"
	fi
}

# Cases there are, and one of them at least finds something.
test_folder() {
	local folder=tests/checks/$1
	if ls "$folder"/*.sql >/dev/null 2>&1 && [ -n "$(cat "$folder"/*.expected)" ]; then
		report ok "$1 has cases"
	else
		report bad "$1 has cases" <<<"make $folder/CASE.sql and $folder/CASE.expected"
	fi
}

database_start || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${database_folder:-}" ] || database_stop' EXIT
database_schema checks && parameters | database_psql checks || { echo 'Bail out! the schema cannot be made'; exit 1; }

for check in "${checks[@]}"; do
	test_folder "$check"
	[ -n "$sql" ] || test_psql "sql/checks/$check.sql"
	test_check "$check"
done
echo "1..$count"
[ "$failed" = 0 ]
