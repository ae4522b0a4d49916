"""The ten lines a manager would care about, from the exports: who needs coaching, then
the worst finding of each check. ten_lines.py FOLDER"""
import json
import sys

findings = json.load(open(sys.argv[1] + "/findings.json"))["rows"]
flags = json.load(open(sys.argv[1] + "/coaching.json"))["rows"]
lines = ["coaching: " + ", ".join(sorted({flag["rep"] for flag in flags if flag["state"] == "open"}))]
worst = {}
for finding in sorted(findings, key=lambda f: (f["severity"] != "fail", -f["weight"])):
    worst.setdefault(finding["check_id"], finding)
for check, finding in sorted(worst.items(), key=lambda item: item[1]["severity"]):
    count = sum(f["check_id"] == check for f in findings)
    lines.append(f"{finding['severity']}: {finding['check_title'].lower()} ({count}): "
                 f"{finding['label']}, {finding['rep']}: {finding['why']}")
print("\n".join("  " + line for line in lines[:10]))
