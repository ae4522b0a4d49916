#!/bin/bash
# The bench's generated organisation, small: every check finds as many as the same rule in
# pandas, which knows nothing of the SQL.
set -u
. "$(dirname "$0")/support/night.sh"
/usr/bin/python3 -c 'import pandas' 2>/dev/null || skip_all "no pandas here: make bench-deps"
"$build/bench/organisation" 10000 "$scratch/exports"
sed "s|^path .*|path = $scratch/exports|" "$here/bench/organisation.ini" > "$scratch/bench.ini"

ok "it is pulled" run bench -q pull
ok "all checks run" run bench -q check --as-of $as_of
same "none is left out" '' "$(ask bench "SELECT check_id || ' ' || reason FROM run_check WHERE result NOT IN ('pass', 'warn', 'fail')")"
ask bench "SELECT check_id || ' ' || warns + fails FROM run_check" | LC_ALL=C sort > "$scratch/found"
/usr/bin/python3 "$here/bench/pandas_checks.py" "$scratch/exports" $as_of > "$scratch/peer.json"
/usr/bin/python3 - "$scratch/peer.json" <<'PY' | LC_ALL=C sort > "$scratch/peer"
import json, sys
for check, rule in json.load(open(sys.argv[1]))['rules'].items():
    print(check, rule['findings'])
PY
ok "many rules are in pandas" [ "$(grep -c . "$scratch/peer")" -gt 40 ]
while read -r check wanted; do
	same "$check: $wanted" "$check $wanted" "$(grep "^$check " "$scratch/found")"
done < "$scratch/peer"
done_testing
