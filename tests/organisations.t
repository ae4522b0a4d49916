#!/bin/bash
# Several organisations in one database: in turn and side by side, one broken among them,
# names that would be one schema, and ends by signal.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
mkdir "$scratch/all" "$scratch/less"
cp -r "$scratch/org" "$scratch/org-less"
# the second organisation has another year of it: its first half of the opportunities
head -60 "$scratch/org/Opportunity.csv" > "$scratch/org-less/Opportunity.csv"
files_configuration one "[metrics]" "file = $scratch/one.prom"
org=$scratch/org-less files_configuration Two.Ltd "[metrics]" "file = $scratch/two.prom"
org=$scratch/nowhere files_configuration broken
night() { run "$1" -q nightly --as-of $as_of; }
both() { "$crmaudit" -c "$scratch/one.ini" -c "$scratch/Two.Ltd.ini" "$@"; }
findings() { sed -E 's/^([0-9]*,){2}//' "$scratch/out-$1/findings.csv"; }

# each alone, then all again together, each from nothing
ok "one alone" night one
ok "the other alone" night Two.Ltd
wanted=$(state one; state two_ltd; findings one; findings Two.Ltd)
ok "they are not the same" bash -c "! cmp -s $scratch/out-one/findings.csv $scratch/out-Two.Ltd/findings.csv"
together() {
	psql -X -q "$(server)" -c 'SET client_min_messages = warning' -c 'DROP SCHEMA one CASCADE' -c 'DROP SCHEMA two_ltd CASCADE' || return 1
	rm -rf "$scratch"/out-* "$scratch"/*.prom
	both nightly --as-of $as_of "$@" 2>"$scratch/log" >"$scratch/paths"
}
got() { state one; state two_ltd; findings one; findings Two.Ltd; }
ok "both in turn" together
same "each finds what it finds alone" "$wanted" "$(got)"
same "the other begins when the one has ended" "one Two.Ltd" "$(sed -nE 's/^[^ ]+ [a-z]+ +([a-zA-Z.]+): .*/\1/p' "$scratch/log" | grep -v nightly | uniq | xargs)"
same "the last line has both" "info nightly: 2 of 2 organisations good: one good, Two.Ltd good" "$(tail -1 "$scratch/log" | sed 's/^[^ ]* //; s/  */ /g')"
ok "both at a time" together --side-by-side 2
same "each finds what it finds alone, still" "$wanted" "$(got)"
same "what they print stands in one piece each" "out-one out-Two.Ltd" "$(sed -E 's|.*/(out-[^/]*)/.*|\1|' "$scratch/paths" | uniq | sort -u | sort -r | xargs)"
same "two pieces" 2 "$(sed -E 's|.*/(out-[^/]*)/.*|\1|' "$scratch/paths" | uniq | wc -l)"
same "each has its figures" "1 1" "$(grep -c 'last_run_exit_status{organisation="one"} 0' "$scratch/one.prom") $(grep -c 'last_run_exit_status{organisation="Two.Ltd"} 0' "$scratch/two.prom")"

# a folder, with one whose exports are gone, one that cannot be read, and what is none
cp "$scratch"/{one,Two.Ltd,broken}.ini "$scratch/all"
cp "$scratch/one.ini" "$scratch/all/.hidden.ini"
cp "$scratch/one.ini" "$scratch/all/one.ini.dpkg-old"
printf '[org]\nname = odd\nnonsense = 1\n' > "$scratch/all/odd.ini"
same "a folder: the most serious status" 78 "$(status_of "$crmaudit" --log-format json -c "$scratch/all" nightly --as-of $as_of)"
same "all others are done" "nightly: 2 of 4 organisations good: broken ended with 78, odd ended with 78, Two.Ltd good, one good" "$(tail -1 "$scratch/said" | jq -r .message)"
same "and published" "t t" "$(for one in one two_ltd; do ask $one "SELECT run_id = (SELECT max(run_id) FROM run) FROM publication"; done | xargs)"
same "every line has its organisation" "Two.Ltd broken odd one" "$(grep '^{' "$scratch/said" | jq -r '.organisation // empty' | sort -u | LC_ALL=C sort | xargs)"
same "what is wrong is said of it" "nightly: $scratch/all/odd.ini:3: unknown key 'nonsense' in [org]" "$(grep '^{' "$scratch/said" | jq -r 'select(.organisation == "odd").message' | cut -d';' -f1)"
same "status of all" "one|Two.Ltd" "$(both status --format json 2>/dev/null | jq -r .organisation | paste -sd'|')"

# names
printf '[org]\nname = two-ltd\n[report]\nfolder = %s\n' "$scratch/out-x" > "$scratch/collapsed.ini"
same "two names of one schema: neither is run" 78 "$(status_of both -c "$scratch/collapsed.ini" status)"
ok "with the names and the schema" grep -q "'Two.Ltd' and 'two-ltd' are both the schema two_ltd of one database; give one another name" "$scratch/said"
ok "the rest is" grep -q '1 of 3 organisations good: Two.Ltd ended with 78, two-ltd ended with 78, one good' "$scratch/said"
same "alone it is refused by what is there" 78 "$(status_of run collapsed status)"
ok "with the name that has it" grep -q "the schema two_ltd belongs to the organisation 'Two.Ltd', not 'two-ltd'" "$scratch/said"
same "the same twice is refused" 78 "$(status_of "$crmaudit" -c "$scratch/one.ini" -c "$scratch/all/one.ini" -q nightly)"
sed 's/^name = .*/name = third/' "$scratch/one.ini" > "$scratch/third.ini"
same "one folder for two is refused" 78 "$(status_of "$crmaudit" -c "$scratch/one.ini" -c "$scratch/third.ini" nightly)"
ok "with the folder" grep -q "both have the \[report\] folder $scratch/out-one; give each its own" "$scratch/said"
sed -i "s|^folder = .*|folder = $scratch/out-third|" "$scratch/third.ini"
same "and one metrics file" 78 "$(status_of "$crmaudit" -c "$scratch/one.ini" -c "$scratch/third.ini" nightly)"
ok "with the file" grep -q "both have the \[metrics\] file $scratch/one.prom; give each its own" "$scratch/said"
schema_of() { printf '[org]\nname = %s\n' "$1" > "$scratch/name.ini"; run name -q db upgrade 2>&1; }
same "odd characters" 'schema r_m__sons__co_ has version' "$(schema_of 'R&M "Sons" Co.' | sed 's/ [0-9]*$//')"
same "63 bytes" "schema $(printf 'x%.0s' {1..63}) has version" "$(schema_of "$(printf 'X%.0s' {1..63})" | sed 's/ [0-9]*$//')"
ok "64 are told" grep -q 'is longer than 63 characters' <(schema_of "$(printf 'X%.0s' {1..64})")

# what takes one
for job in findings 'rep a@b.example' 'explain 1' 'waive 1' coach review 'db shell' 'db stop'; do
	same "$job takes one" "64 1" "$(status_of both $job) $(grep -c 'takes one organisation at a time: name one configuration with -c' "$scratch/said")"
done
same "--out is for one" 64 "$(status_of both report --out "$scratch/x")"
same "an empty folder" 78 "$(status_of "$crmaudit" -c "$scratch/less" nightly)"
ok "says what belongs there" grep -q 'has no configuration: a NAME.ini for each organisation' "$scratch/said"

# the other's night is under way, and waits where nothing is done by the clock: on its table of runs
# Debian's psql puts the place of its own server into the environment
unset='unset PGHOST PGPORT PGCLUSTER'
held() {
	psql -X -q "$(server)" <<-STEPS
		BEGIN;
		LOCK TABLE two_ltd.run;
		\\! $unset; (sh -c 'echo \$\$ >$scratch/pid; exec $crmaudit -c $scratch/Two.Ltd.ini -c $scratch/third.ini -q nightly --as-of $as_of' >$scratch/held 2>&1; touch $scratch/ended) &
		DO 'BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = ''two_ltd.run''::regclass) LOOP PERFORM pg_sleep(0.01); END LOOP; END';
		\\! $unset; $1
		ROLLBACK;
	STEPS
}
sed -i "/^file = /d; /metrics/d" "$scratch/third.ini"
rep=$(ask one 'SELECT email FROM run_rep ORDER BY rep_id LIMIT 1')
held "$crmaudit -q -c $scratch/one.ini rep $rep --no-pull --as-of $as_of >$scratch/said 2>&1; echo \$? >$scratch/status; ps -o args= --ppid \$(cat $scratch/pid) >$scratch/children; kill -TERM \$(cat $scratch/pid); until [ -e $scratch/ended ]; do sleep 0.02; done"
same "a rep of the one is free while the other's night runs" 0 "$(cat "$scratch/status")"
ok "ps shows whose night it is" grep -q "^crmaudit --config=$scratch/Two.Ltd.ini --quiet --log-name=Two.Ltd nightly" "$scratch/children"
same "TERM ends the one under way, and no other begins" "nightly: 0 of 2 organisations good: Two.Ltd killed by signal 15, third not begun" "$(grep organisations "$scratch/held" | sed 's/^[^ ]* error //')"
ok "the next night is whole" night Two.Ltd
done_testing
