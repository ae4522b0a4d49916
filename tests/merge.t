#!/bin/bash
# The merge: batches by chance against the plain merge of schema 003, which reads every row
# with the careful readers and compares it column by column; and what the plain one lacks.
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

count=0
failed=0

same() {   # NAME EXPECTED FOUND
	count=$((count + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		echo "not ok $count - $1"
		diff <(echo "$2") <(echo "$3") | head -20 | sed 's/^/# /'
	fi
}

# plain has the schema up to 008, whose columns both are compared by
plain_schema() {
	{
		echo 'DROP SCHEMA IF EXISTS plain CASCADE; CREATE SCHEMA plain;'
		cat sql/schema/00[1-8]*.sql sql/sources/fields.sql
		echo "; DELETE FROM source_field WHERE to_regclass(target_table(object)) IS NULL OR NOT EXISTS (SELECT FROM pg_attribute
			WHERE attrelid = to_regclass(target_table(object)) AND attname = name);"
	} | sed 's/^ANALYZE.*//' | database_psql plain -1 >/dev/null
}

prepare() {
	database_psql "$1" -c "INSERT INTO source_field (object, name, field, kind, place, is_tracked, is_custom, is_present)
		VALUES ('account', 'licence', 'Licence', 'text', 1000, true, true, false);
		INSERT INTO derivation (derivation_id, settings) VALUES (1, 'any')"
}

database_start && database_schema fast && plain_schema || exit 1
for object in task account; do
	for seed in 1 2 3; do
		database_psql plain -c "TRUNCATE task, account_version, derivation; DELETE FROM source_field WHERE is_custom"
		database_psql fast -c "TRUNCATE task, account_version, derivation; DELETE FROM source_field WHERE is_custom"
		prepare plain
		prepare fast
		expected=$(/usr/bin/python3 tests/merge_batches.py plain $seed $object 15 | database_psql plain 2>&1)
		found=$(/usr/bin/python3 tests/merge_batches.py fast $seed $object 15 | database_psql fast 2>&1)
		same "15 batches of $object, seed $seed, as by the plain merge" "$expected" "$found"
		same "seed $seed has all there is to have" 't' "$(grep -q 'unreadable|[1-9]' <<<"$expected" &&
			[ "$(grep -c ' row|' <<<"$expected")" -gt 300 ] && ! grep -q ERROR <<<"$expected" && echo t)"
	done
done

# stage TABLE FIELDS ROWS WHOLE [SEEN]: staged and merged; prints what merge_object() says
merged() {
	database_psql fast -c "SELECT stage_make('$1', string_to_array('$2', ' '))" -c "INSERT INTO stage_$1 (\"${2// /\", \"}\") VALUES $3" \
		-c "SELECT merge_object('$1', '${5:-2026-06-01}', $4)" | tail -1
}
ask() { database_psql fast -c "$1"; }

ask "TRUNCATE task, account_version; DELETE FROM stage_changed"
tasks='Id Subject IsClosed SystemModstamp'
same 'of a record that came twice in a first load the newest counts' 2 "$(merged task "$tasks" \
	"('00T1', 'old', 'false', '2026-01-01T00:00:00.000Z'), ('00T1', 'new', 'true', '2026-01-02T00:00:00.000Z'), ('00T2', 'x', 'true', NULL)" true)"
same 'and the indexes are there again' 'task_pk new' "$(ask "SELECT conname FROM pg_constraint WHERE conrelid = 'task'::regclass AND contype = 'p'") $(
	ask "SELECT subject FROM task WHERE task_id = '00T1'")"
same 'of equal stamps the later row counts' '1 later' "$(merged task "$tasks" \
	"('00T1', 'earlier', 'true', '2026-01-03T00:00:00.000Z'), ('00T1', 'later', 'true', '2026-01-03T00:00:00.000Z')" false) $(
	ask "SELECT subject FROM task WHERE task_id = '00T1'")"
same 'an older copy beside the row that is here changes nothing' '0 later' "$(merged task "$tasks" \
	"('00T1', 'older', 'true', '2026-01-01T00:00:00.000Z'), ('00T1', 'later', 'true', '2026-01-03T00:00:00.000Z')" false) $(
	ask "SELECT subject FROM task WHERE task_id = '00T1'")"
before=$(ask "SELECT ctid, xmin FROM task WHERE task_id = '00T1'")
same 'the same by REST is nothing new' '0' "$(merged task "$tasks" "('00T1', 'later', 'true', '2026-01-03T00:00:00.000+0000')" false)"
same 'nor the same in other words' '0' "$(merged task "$tasks" "('00T1', 'later', '1', '2026-01-03T00:00:00Z')" false)"
same 'and does not write the row' "$before" "$(ask "SELECT ctid, xmin FROM task WHERE task_id = '00T1'")"
same 'a row that is known is not read' '0 0' "$(merged task "$tasks" "('00T1', 'later', 'true', '2026-01-03T00:00:00.000Z')" false) $(
	ask "SELECT count(*) FROM stage_odd_task")"
same 'what is gone is deleted' '1 t' "$(merged task "$tasks" "('00T1', 'later', 'true', '2026-01-03T00:00:00.000Z')" true) $(
	ask "SELECT is_deleted FROM task WHERE task_id = '00T2'")"
same 'and is there again when it comes unchanged' '1 f' "$(merged task "$tasks" "('00T2', 'x', 'true', NULL)" false) $(
	ask "SELECT is_deleted FROM task WHERE task_id = '00T2'")"
same 'a field that the source lacks keeps its value' '1 later|f' "$(merged task 'Id IsClosed SystemModstamp' "('00T1', 'false', '2026-01-04T00:00:00.000Z')" false) $(
	ask "SELECT subject, is_closed FROM task WHERE task_id = '00T1'")"
same 'and a new row has none' '1 ' "$(merged task 'Id IsClosed SystemModstamp' "('00T3', 'false', NULL)" false) $(
	ask "SELECT subject FROM task WHERE task_id = '00T3'")"
same 'a field that is back empty empties its column' '1 ' "$(merged task "$tasks" "('00T1', NULL, 'false', '2026-01-04T00:00:00.000Z')" false) $(
	ask "SELECT subject FROM task WHERE task_id = '00T1'")"
same 'an unreadable value is counted every night' '0 1|ActivityDate "soon" 0 1|ActivityDate "soon"' "$(
	merged task "Id ActivityDate" "('00T4', 'soon'), ('00T5', '2026-01-01')" false >/dev/null
	for night in 1 2; do
		echo "$(merged task "Id ActivityDate" "('00T4', 'soon'), ('00T5', '2026-01-01')" false) $(ask "SELECT * FROM unreadable_values('task')")"
	done | tr '\n' ' ' | sed 's/ $//')"

accounts='Id Name Licence SystemModstamp'
merged account "$accounts" "('001a', 'Acme', 'k1', '2026-01-01T00:00:00.000Z')" true >/dev/null
same 'a custom field that the source lacks keeps its value, in a new version too' '1 2 Best|{"licence": "k1"}' "$(
	merged account 'Id Name SystemModstamp' "('001a', 'Best', '2026-01-02T00:00:00.000Z')" true 2026-06-02) $(
	ask "SELECT count(*) FROM account_version") $(ask "SELECT name, custom FROM account_version WHERE valid_to = 'infinity'")"
same 'and the same again changes nothing' 0 "$(merged account 'Id Name SystemModstamp' "('001a', 'Best', '2026-01-02T00:00:00.000Z')" true 2026-06-03)"

# the quick readers know no value otherwise than the careful ones
same 'instants, dates, ids and flags a character away from the common form' '0 0 0 0' "$(ask "
	SELECT setseed(0.5); WITH given AS MATERIALIZED (
		SELECT overlay(t PLACING substr(' 0123456789-+:.TZeaB/', 1 + (random() * 20)::integer, 1) FROM 1 + (random() * 27)::integer FOR 1) AS t
		  FROM generate_series(1, 20000) AS i,
		       LATERAL (SELECT to_char(timestamp '1890-01-01' + i * interval '5 days' + i * interval '61 seconds', 'YYYY-MM-DD\"T\"HH24:MI:SS')
		                       || (ARRAY['.000Z', '.000+0000', 'Z', '+0000'])[1 + i % 4] AS t) AS whole)
	SELECT count(*) FILTER (WHERE quick_instant(t) IS NOT NULL AND quick_instant(t) IS DISTINCT FROM plain.read_instant(t)),
	       count(*) FILTER (WHERE read_instant(t) IS DISTINCT FROM plain.read_instant(t)),
	       count(*) FILTER (WHERE read_date(left(t, 10)) IS DISTINCT FROM plain.read_date(left(t, 10))),
	       count(*) FILTER (WHERE read_id(t) IS DISTINCT FROM plain.read_id(t) OR read_id(left(t, 18)) IS DISTINCT FROM plain.read_id(left(t, 18)))
	  FROM given" | tail -1 | tr '|' ' ')"
same 'ids and flags as they are written' '' "$(ask "
	SELECT t FROM unnest(ARRAY['005000000000001', '005000000000001AAA', ' 005000000000001', '005000000000001 ', '000000000000000', '000000000000000AAA',
		'SomeRef01234567', 'ünïcödé 0123', '0050000 0000001AAA', '   ', 'true', 'FALSE', ' yes', '1', '0', 'maybe', NULL]) AS t
	 WHERE read_id(t) IS DISTINCT FROM plain.read_id(t) OR read_bool(t) IS DISTINCT FROM plain.read_bool(t)")"

echo "1..$count"
[ $failed = 0 ]
