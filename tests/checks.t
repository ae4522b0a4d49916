#!/bin/bash
# The checks of sql/checks against their cases in tests/checks/CHECK, by `crmaudit check test`;
# lib/audit/cases.h says what a case is. Besides, of each check of ours: it runs as it is in
# psql, its cases name its rule in their first line, and one of them finds something.
#     tests/checks.t [--sql FILE] [CHECK…]      FILE in place of the check's own SQL
sql=
if [ "${1:-}" = --sql ]; then
	sql=$(realpath "$2")
	shift 2
fi
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh
crmaudit=${BUILD:-build}/crmaudit

checks=("$@")
[ ${#checks[@]} -gt 0 ] || mapfile -t checks < <(basename -s .sql sql/checks/*.sql)

count=0
failed=0

report() {
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		printf 'not ok %d - %s\n' $count "$1"
		sed 's/^/# /' <<<"$2"
	fi
}

# The files as they are now take the place of those that are compiled in.
test_cases() {
	local status=0
	mkdir "$work/checks"
	cp sql/checks/*.sql "$work/checks"
	[ -z "$sql" ] || cp "$sql" "$work/checks/${checks[0]}.sql"
	printf '[org]\nname = tests\n[checks]\nfolder = checks\n' >"$work/tests.ini"
	PGHOST=$database_socket PGUSER=crmaudit PGDATABASE=postgres \
		"$crmaudit" -q -c "$work/tests.ini" check test "${checks[@]/#/tests/checks/}" >"$work/out" 2>"$work/err" || status=$?
	grep -v '^1\.\.' "$work/out"
	count=$(grep -c '^\(not \)\?ok ' "$work/out")
	failed=$(grep -c '^not ok ' "$work/out")
	[ $status -le 1 ] || report 'the cases can be run' "$(cat "$work/err")"
}

names_rule() {
	local rule file
	rule=$(sed -n 's/^-- rule: //p' "sql/checks/$1.sql")
	for file in tests/checks/"$1"/*.sql; do
		head -1 "$file" | grep -q -- "^-- .*\<$rule\>" || echo "the first line of $file must be a comment that names $rule"
	done
}

finds() {
	[ -n "$(cat tests/checks/"$1"/*.expected)" ] || echo "no case of tests/checks/$1 finds anything"
}

database_start || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${database_folder:-}" ] || database_stop' EXIT
test_cases
if [ -z "$sql" ]; then
	database_schema checks || { echo 'Bail out! the schema cannot be made'; exit 1; }
	for check in "${checks[@]}"; do
		report "$check finds something" "$(finds "$check" 2>&1)"
		report "$check's cases name its rule" "$(names_rule "$check")"
		report "$check runs as it is in psql" "$(database_psql checks -f "sql/checks/$check.sql" 2>&1 >/dev/null)"
	done
fi
echo "1..$count"
[ "$failed" = 0 ]
