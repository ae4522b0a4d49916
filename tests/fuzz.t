#!/bin/bash
# Every fuzz target on its corpus and on two thousand spoilt inputs, the same ones each
# time; `make fuzz` looks longer. FUZZ_RUNS and FUZZ_SEED choose others.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
runs=${FUZZ_RUNS:-2000} seed=${FUZZ_SEED:-1} root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
count=0

ok() { # NAME, then the status of what came before
	local word=ok
	[ "$2" -eq 0 ] || word='not ok'
	echo "$word $((++count)) - $1"
}

for source in "$root"/tests/fuzz/*.c; do
	target=$(basename "$source" .c)
	dictionary=$root/tests/fuzz/$target.dict
	options=(-runs="$runs" -seed="$seed")
	[ -e "$dictionary" ] && options+=(-dict="$dictionary")
	timeout 300 "$build/tests/fuzz/$target" "${options[@]}" "$root/tests/fuzz/corpus/$target" > out 2>&1
	status=$?
	if [ $status -ne 0 ]; then
		tail -n 40 out | cut -c1-300 | sed 's/^/# /'
		[ -e "crash-$target" ] && cp "crash-$target" "$build/" && echo "# $build/crash-$target has the input"
	fi
	ok "$target" $status
done
echo "1..$count"
