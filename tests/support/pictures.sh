#!/bin/bash
# pictures.sh BUILD: pictures of every sheet of every workbook, into BUILD/pictures: the
# demo organisation over five nights, after the third of which decisions came back.
set -eu
export BUILD=$1
support=$(realpath "$(dirname "$0")")
. "$support/night.sh"
. "$support/fill.sh"

pictures=$build/pictures
demo_org
files_configuration demo '[pull]' 'stale_days = 3650'
run() { "$crmaudit" -q -c "$scratch/demo.ini" "$@"; }
out=$scratch/out-demo
worst() { run findings --check "$1" --limit "$2" --format json | /usr/bin/python3 -c 'import json, sys; [print(f["finding_id"]) for f in json.load(sys.stdin)["findings"]]'; }

for day in 26 27 28; do run nightly --as-of "2026-06-$day" >/dev/null; done
wishes=()
for one in $(worst account-missing-fields 2); do wishes+=("Findings;$one;fix;asked the owner for it"); done
for one in $(worst close-date-past 1); do wishes+=("Findings;$one;dispute;the customer signs on paper"); done
fill_openpyxl "$out/manager.xlsx" "$scratch/filled.xlsx" "${wishes[@]}" 'Coaching flags;1;scheduled;;2026-07-02'
run review --by ilsejrgenstad1@corp.example "$scratch/filled.xlsx" >/dev/null
for day in 29 30; do run nightly --as-of "2026-06-$day" >/dev/null; done
for ritual in pipeline leads rep-review; do run report --only "$ritual" >/dev/null; done
rep=$(run findings --check outreach-person --limit 1 --format json | /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)["findings"][0]["rep_id"])')
run rep "$rep" --no-pull >/dev/null

rm -rf "$pictures"
"$support/pictures.py" "$pictures" "$out"/manager.xlsx "$out"/managers/*.xlsx "$out"/rituals/*.xlsx "$out"/rep-*.xlsx
mkdir -p "$pictures/workbooks" && cp -r "$out"/* "$pictures/workbooks/"
