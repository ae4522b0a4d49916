#!/bin/bash
# The demo organisation by the Bulk API: the same findings and the same rows in the store
# as by REST; what goes wrong with a job ends in REST or in an error, never in fewer rows.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
start_standin || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }
fault() { curl -s -X POST "http://127.0.0.1:$port/__fault?name=$1&count=$2" >/dev/null; }
# crm_rows NAME: the lines of state that come from the CRM alone, and what is made of them
crm_rows() { state "$1" '^(account|activity|contact|crm_user|event|lead|opportunity|support_case|task|user_role)'; }

rest_configuration rest 'bulk_rows = 0'
ok "a night by REST" run rest -q nightly --as-of $as_of
rest_configuration bulk 'bulk_rows = 1'
same "a night by Bulk" 0 "$(status_of run bulk -v nightly --as-of $as_of)"
cp "$scratch/said" "$scratch/bulk.log"
ok "asked for tasks by a job" grep -q 'Task: about [0-9]* rows, asking by the Bulk API' "$scratch/bulk.log"
ok "and for nothing but counts by queryAll" sh -c "! grep '/queryAll' '$scratch/bulk.log' | grep -v 'COUNT()\|COUNT%28%29'"
same "every job is deleted" "$(grep -c 'POST .*/jobs/query: 200' "$scratch/bulk.log")" "$(grep -c 'DELETE .*/jobs/query/[0-9A-Za-z]*: 204' "$scratch/bulk.log")"
ok "found something" test "$(findings bulk | wc -l)" -gt 50
same "the same findings, row for row" "$(findings rest)" "$(findings bulk)"
same "the same rows in the store" "$(crm_rows rest)" "$(crm_rows bulk)"
ok "no token or assertion in the log" sh -c "! grep -E '00D[A-Za-z0-9]{12,15}!|eyJ|assertion=' '$scratch/bulk.log'"

same "a second night" 0 "$(status_of run bulk -v nightly --as-of $as_of)"
ok "asks for what changed by REST" sh -c "grep -q '/queryAll.*Task' '$scratch/said' && ! grep -q '/jobs/query.*Task' '$scratch/said'"

rest_configuration rest2 'bulk_rows = 0'
ok "a pull of less by REST" run rest2 -q pull

# struck FAULT N WORDS: a first pull, tasks and contacts by Bulk, that FAULT strikes and that reads all the same
struck() {
	local name=${1//-/}$2
	fault "$1" "$2"
	rest_configuration "$name" 'bulk_rows = 1000'
	same "a pull survives $1:$2" 0 "$(status_of run "$name" -v pull)"
	fault "$1" 0
	ok "it says so: $3" grep -qE "$3" "$scratch/said"
	same "the same rows, in spite of $1:$2" "$(crm_rows rest2)" "$(crm_rows "$name")"
}
struck bulk-failed 1 'not by the Bulk API: Failed: Retried more than fifteen times; asking by REST'
struck bulk-failed-silent 1 'not by the Bulk API: Failed; asking by REST'
struck bulk-unsupported 1 "not by the Bulk API: refused: .*is not supported by the Bulk API.*; asking by REST"
struck bulk-cut 1 'info .*127.0.0.1: .*(end of response|transfer closed|remaining).*; try 2'
struck bulk-short 1 '[0-9]+ of [0-9]+ rows of a results page came'
struck expire-session 9 'the token has expired'

fault bulk-short 99
rest_configuration short 'bulk_rows = 1000'
same "pages that stay short are an error" 69 "$(status_of run short -v pull)"
ok "that says of what and how many" grep -qE 'crmaudit: pull: .*[A-Za-z]*: .*[0-9]+ of [0-9]+ rows of a results page came, twice' "$scratch/said"
ok "and the job is deleted" grep -qE 'DELETE .*/jobs/query/[0-9A-Za-z]*: 204' "$scratch/said"
fault bulk-short 0

fault query-timeout 5
rest_configuration slow 'bulk_rows = 1000000' 'side_by_side = 1'   # so that one object meets all five
same "a query that runs too long at REST, however short its window" 0 "$(status_of run slow -v pull)"
ok "is asked by Bulk" grep -q 'the query ran too long; asking by the Bulk API' "$scratch/said"
same "to the same rows" "$(crm_rows rest2)" "$(crm_rows slow)"

# many pages of a job
kill $standin; wait $standin 2>/dev/null
start_standin --page-rows 700 || { echo "Bail out! the stand-in CRM did not start again"; exit 1; }
rest_configuration pages 'bulk_rows = 1000'
same "a pull by pages of 700 rows" 0 "$(status_of run pages -v pull)"
ok "comes in more than one page" test "$(grep -c '/results?.*: 200' "$scratch/said")" -gt 5
same "to the same rows, page by page" "$(crm_rows rest2)" "$(crm_rows pages)"
done_testing
