#!/bin/bash
# The recount that the figures are held against has tests of its own.
echo "1..1"
cd "$(dirname "$0")" || exit 1
if said=$(/usr/bin/python3 -B -m unittest recount_selftest 2>&1); then
	echo "ok 1 - recount_selftest: $(echo "$said" | grep '^Ran')"
else
	echo "not ok 1 - recount_selftest"
	echo "$said" | sed 's/^/# /'
fi
