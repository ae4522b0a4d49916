"""Holds the manager's workbook against the recount, cell by cell, read with openpyxl:
agree_workbook.py RECOUNT WORKBOOK DATA. Prints what differs; exit 1 when anything does."""
import collections
import csv
import json
import os
import sys

import openpyxl

recount = json.load(open(sys.argv[1]))
book = openpyxl.load_workbook(sys.argv[2])
users = {}
path = os.path.join(sys.argv[3], "User.csv")
if os.path.exists(path):
    for row in csv.DictReader(open(path, encoding="utf-8-sig", newline="")):
        users[row["Id"]] = row["Name"]
wrong = []


def table(title, first):
    """The rows of a sheet as dictionaries, from the row that begins with `first` on."""
    rows = list(book[title].iter_rows(values_only=True))
    at = next((n for n, row in enumerate(rows) if row[0] == first), None)
    if at is None:
        return []
    head = [str(cell).replace("\u00ad", "") if cell is not None else "" for cell in rows[at]]
    return [dict(zip(head, row)) for row in rows[at + 1:] if any(cell is not None for cell in row)]


def differ(what, wanted, got):
    if wanted != got:
        wrong.append(f"{what}: {wanted!r} recounted, {got!r} in the workbook")


def title_of(check):
    """What the findings sheet calls a check: its header's title."""
    path = os.path.join(os.path.dirname(__file__), "..", "..", "sql", "checks", check + ".sql")
    return next(line.split(":", 1)[1].strip() for line in open(path, encoding="utf-8") if line.startswith("-- title:"))


titles = {title_of(check) for check in recount["findings"]}
wanted = collections.Counter(row["severity"] for rows in recount["findings"].values() for row in rows)
differ("findings by severity", wanted, collections.Counter(row["Severity"] for row in table("Findings", "Status") if row["Check"] in titles))
differ("accounts that lack fields", len(recount["findings"]["account-missing-fields"]),
       len([row for row in table("Missing account fields", "Rep") if row["Severity"]]))
opportunities = {row["record"] for check in ("opportunity-stale", "close-date-past") for row in recount["findings"][check]}
differ("opportunities in the pipeline", len(opportunities),
       len([row for row in table("Pipeline", "Rep") if row["Opportunity"]]))

COLUMNS = {"touches": "Touches", "email": "E-mails", "call": "Calls", "linkedin": "LinkedIn", "sms": "SMS",
           "persons": "Persons", "accounts": "Accounts", "median": "Per person, median", "p90": "Per person, 90 %",
           "max": "Per person, most", "burst": "Most in 7 days", "replies": "Replies", "meetings": "Meetings",
           "days_active": "Days active"}


def review_rows():
    """Per row: the rep's name, the figures now, and those before, each a column "before" right of its own."""
    rows = list(book["Rep review"].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[0] == "Rep")
    head = [str(cell or "").replace("\u00ad", "") for cell in rows[at]]
    now = [head.index(title) for title in COLUMNS.values()]
    before = [head.index("before", place) for place in now]
    for row in rows[at + 1:]:
        if row[0] and row[now[0]] is not None:
            yield row[0], [row[place] for place in now + before]


def figures(values):
    return tuple(round(float(value or 0), 6) for value in values)


shown = collections.defaultdict(list)
for name, values in review_rows():
    shown[name.split("\n")[0].strip()].append(figures(values))
counted = collections.defaultdict(list)
review = {(row["rep"], row["window"]): row for row in recount["rep_review"]}
for rep in recount["reps"]:
    name = (users.get(rep) or rep).strip()
    counted[name].append(figures([review[rep, window][name] for window in ("now", "before") for name in COLUMNS]))
for name in sorted(counted.keys() | shown.keys()):
    differ(f"rep review of {name}", sorted(counted[name]), sorted(shown[name]))

print(f"{sum(wanted.values())} findings, {len(recount['reps'])} reps recounted")
print("\n".join(wrong[:20]))
sys.exit(1 if wrong else 0)
