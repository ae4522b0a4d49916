"""Holds findings.json against the recount: agree.py RECOUNT FINDINGS. Prints what
differs; exit 1 when anything does. Checks that the recount does not know are left out."""
import json
import sys

recount = json.load(open(sys.argv[1]))
found = json.load(open(sys.argv[2]))["rows"]
NAMES = {"missing": "missing_names", "last": "last_on", "from": "counted_from"}

wanted = {(check, row["record"], row.get("part", ""), row.get("rep") or ""): row
          for check, rows in recount["findings"].items() for row in rows}
got = {(f["check_id"], f["record_id"], f["part"], f["rep_id"]): f for f in found
       if f["check_id"] in recount["findings"]}
wrong = [f"only in the recount: {key}" for key in wanted.keys() - got.keys()]
wrong += [f"only in the program: {key}" for key in got.keys() - wanted.keys()]
for key in wanted.keys() & got.keys():
    for name, value in wanted[key].items():
        if name in ("record", "rep", "part"):
            continue
        if name == "last" and wanted[key]["from"] != "communication":
            continue
        mine = got[key]["severity"] if name == "severity" else got[key]["detail"].get(NAMES.get(name, name))
        if name == "missing":
            value = sorted("parent_id" if item == "parent_account" else item for item in value)
            mine = sorted(mine)
        if mine != value:
            wrong.append(f"{key} {name}: {value!r} recounted, {mine!r} found")
print(f"{len(wanted)} recounted, {len(got)} found")
print("\n".join(sorted(wrong)[:20]))
sys.exit(1 if wrong or not wanted else 0)
