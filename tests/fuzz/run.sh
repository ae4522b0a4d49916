#!/bin/bash
# run.sh BUILD SECONDS [TARGET...]: libFuzzer on each target, for SECONDS in all. What is new
# stays in BUILD/found/TARGET, what fails in BUILD/failed-TARGET-*, its words in BUILD/TARGET.log.
build=$1 seconds=$2
shift 2
cd "$(dirname "$0")/../.." || exit 1
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls ./*.c | sed 's,.*/\(.*\)\.c,\1,')
each=$((seconds / $#)) failed=0
[ "$each" -gt 0 ] || each=1
for target; do
	mkdir -p "$build/found/$target"
	dictionary=tests/fuzz/$target.dict
	"$build/tests/fuzz/$target" -max_total_time="$each" -timeout=20 -max_len=4096 -print_final_stats=1 \
		${dictionary:+$([ -e "$dictionary" ] && echo "-dict=$dictionary")} -artifact_prefix="$build/failed-$target-" \
		"$build/found/$target" "tests/fuzz/corpus/$target" > "$build/$target.log" 2>&1
	status=$?
	if [ $status -eq 0 ]; then
		awk -v t="$target" '/number_of_executed_units/ { n = $2 } /average_exec_per_sec/ { r = $2 }
			END { printf "%-14s %9d inputs, %6d a second\n", t, n, r }' "$build/$target.log"
	else
		failed=1
		echo "$target FAILED:"
		grep -aE 'ERROR: |runtime error|not true|Test unit written|SUMMARY' "$build/$target.log" | cut -c1-300 | head -8
	fi
done
exit $failed
