#!/bin/bash
# How sharp tests/checks is: changes one condition at a time in the SQL of a check, or of a
# function or view that checks lean on, or one threshold, and runs the cases against the change. Prints what no
# case noticed, as FILE:LINE: the changed line; status 1 if there is any. Changes that cannot
# matter are told apart, with the reasons of tests/mutate.known.
#     tests/mutate.sh [CHECK|FUNCTION|VIEW|FILE…]
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

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

database_start || exit 1
trap '[ -z "${database_folder:-}" ] || database_stop' EXIT
export CRMAUDIT_TEST_SERVER=$database_socket
schemas=()
for number in $(seq "$(nproc)"); do
	database_schema "mutate_$number" && parameters | database_psql "mutate_$number" || exit 1
	schemas+=("mutate_$number")
done
python3 tests/support/mutate.py "${schemas[*]}" "$@"
