#!/bin/bash
# kill -9 in the middle of a night, ten times at different instants, then a plain run:
# the same end state as a night that nobody disturbed.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
files_configuration calm
files_configuration rough
began=$(date +%s%N)
ok "an undisturbed night" run calm -q nightly --as-of $as_of
took=$((($(date +%s%N) - began) / 1000000))
wanted=$(state calm)
# without the ledger's own numbers, which stand first
exports() { sed -E 's/^([0-9]*,){2}//' "$scratch/out-$1/findings.csv" "$scratch/out-$1/coaching.csv"; }

# where the night is killed is a share of how long a night takes here
for share in 3 12 21 30 39 50 61 72 83 94; do
	[ $share = 50 ] && { psql -X -q "$(server)" -c 'DROP SCHEMA rough CASCADE' 2>/dev/null; rm -rf "$scratch/out-rough"; }
	"$crmaudit" -q -c "$scratch/rough.ini" nightly --as-of $as_of >/dev/null 2>&1 &
	victim=$!
	sleep "$(awk -v ms="$took" -v share=$share 'BEGIN { printf "%.3f", ms * share / 100000 }')"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
	ok "a run after the kill at $share %" run rough -q nightly --as-of $as_of
	same "ends like an undisturbed night" "$wanted" "$(state rough)"
done
same "and so do the exports" "$(exports calm)" "$(exports rough)"
same "no half-written file is left" "" "$(find "$scratch/out-rough" -name '*.new*')"
done_testing
