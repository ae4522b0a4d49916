#!/usr/bin/env python3
"""An independent recount of the sales-activity rules, in plain Python (standard library only).

It reads a folder of Salesforce-shaped CSV files (User, UserRole, Account, Contact, Lead, Opportunity, OpportunityStage,
Case, Task, Event; each may be absent) and sObject tree JSON files, and prints what the rules A1, A2, A3, A4, A12, A13,
B1, D1, D2 and the rep table say, with the default thresholds. It shares no code and no SQL with the program: it is
written from the rule sheet alone, as the place where a reader sees where an expected number comes from.

    python3 tests/recount.py --data DIR --as-of 2022-07-15 [--timezone America/Los_Angeles] [--config JSON]

How it goes: read_folder -> Org (users, accounts, ... by id) -> activities (one list, Task and Event alike) -> fold
-> one function per rule. Instants are UTC datetimes throughout; only Clock knows about days and zones.

WHERE THE TEXT CAN BE READ IN TWO WAYS, AND WHAT IS DONE HERE
Time
 1. The rolling 7 days are wall-clock days in the org's zone, like the windows, not 168 hours.
 2. A3's day of a task without a time: literally the day, in the rep's zone, of the first instant of its date in the
    org's zone. For a rep west of the org that is the day before the one on the task. (Makes little sense for users.)
 3. "The time of completion (else of creation)": creation is tried only where there is no completion time at all. A
    completion time on another date leaves a date without time, even if the creation was on that date.
 4. touch_statuses=*: "a due date before as of" looks at the due date itself (its first instant in the org's zone), not
    at the task's instant. A task due on the day after the as-of day by a rep far to the east can have an instant before
    as of; it is then no touch, though it is an activity (and a communication).
 5. touch_statuses=* and no due date: done only if the CRM says closed or the status is Completed; and it needs a time
    of completion.
 6. A task without due date: its instant is its time of completion; without that it has no instant and is in no window
    and no communication, whatever its creation date.
 7. An all-day event starts on its ActivityDate, as a date without time (StartDateTime is then midnight UTC).
 8. A date field that holds a datetime other than midnight is the date of that instant in the org's zone. "Midnight" is
    midnight as written, whatever the zone mark.
    Without a zone mark, --as-of TIMESTAMP is in the org's zone; only data without a mark is in the files' zone.
 9. CreatedDate or CompletedDateTime without a time of day cannot give a task a time.
10. "The rep's zone" for a task's instant is that of its owner, rep or not.
Activities
11. Statuses, call types, types, subjects and the beginnings of inbound subjects are compared case-blind and trimmed.
12. A list of touch_statuses replaces the default: IsClosed no longer counts. "*" anywhere in the list means any.
13. Types: a type that is the name of a kind (email, call, linkedin, sms, meeting, other) is that kind, "Other"
    included; a type that is not (Prep) leaves it to the subject, as a subtype not in its table (Task) leaves it to the
    type. Config tables are added to the defaults and win over them.
14. A task of kind meeting is a meeting (mutual), like an event. CallType Internal has no direction whatever the kind,
    so it is no communication; an internal one of kind meeting still counts as a meeting.
15. Cancelled or declined events: by a column Status, EventStatus or ResponseStatus with such a value, or IsCancelled /
    IsCanceled / IsDeclined true. The subject is not looked at.
16. "The activity's own account" is AccountId, else a WhatId that is an account.
17. A lead has no account, a converted one neither. A case gives its AccountId, not its contact's account; a case gives
    no person.
18. An opportunity or case that leads nowhere gives no account; with no person either, the activity is unlinked and no
    touch.
19. WhoId is a lead if it is in the lead file or begins 00Q; every other WhoId is a contact.
20. A deleted row is as if it were not in the file; ids pointing at it lead nowhere (still a person, without a name).
21. An activity without owner belongs to no rep and never folds.
22. One folder is one source, so calls and rows without time never fold here. Tasks and events are the same source; an
    event counts as done.
23. Subject comparison: [bracketed] text is dropped anywhere, then leading Re:, Fwd: and Email: (repeatedly; Fw: is not
    named and stays), then punctuation is deleted (not replaced by a space), spaces are collapsed, case is ignored.
24. "folded" counts all of history before as of, not only the window. Everything in A uses the kept rows; D1 looks at
    all rows, folded or not, since it asks when something was and about which deal, and counts nothing.
Reps
25. No user list means no User file or no row in it. Then every owner of an account, opportunity, lead, task or event is
    a rep (contact and case owners not), also where [reps] is set, and whatever the date of the activity.
26. [reps]: users must be active; user type and role of named ones do not matter. All of them, by role or by name, are
    "named in the configuration" for A12. Names may be e-mail, username or id; roles may be name, developer name or id.
27. An excluded user is never a rep, anywhere, and accounts owned by one are left out of B1.
28. Catch-all accounts (by id or by name) are left out of A2, B1 and the count of accounts in the rep table; touches to
    their persons otherwise count.
29. "Logged a touch in the last 90 days" takes the definition of touch without its "from a rep".
30. Without the column IsActive a user is active, without UserType a standard one; an empty IsActive is inactive.
Rules
31. "The window holds no touch": no touch by a rep. A13 is not checked when no activity at all lies in the window.
32. A1's rolling 7 days, and the burst of the days before, count only touches inside their own 30 days.
33. A4: a reply from, or meeting with, the person resets the run of every rep. A touch at the very instant of the reply
    or meeting (two dates without time) is before the run, not in it. The meeting may be anybody's, of any status.
34. A13 counts every activity of the rep in the window, of any kind, direction and status, after folding.
35. Rep table: no person touched gives null for median, p90, max, burst and burst_person. Ties of bursts: the earliest
    start, then the lowest person id. A reply in the window counts even if it came before the touch. Meetings are all of
    the rep's, with or without a person. Median and p90 are rounded to 6 decimals.
36. B1: customer_types in the configuration replaces the default wholly, prefix "Customer -" included. The type
    is the column Type. State and country by name or 2- or 3-letter code; dots, accents and case ignored.
    Without a country column in the export the state is not asked.
37. B1: "subsidiary" as a whole word of the name in any case asks for ParentId, reported as "parent_account".
38. B1: a standard column can be remapped by config "fields" too. In tree JSON a column exists if any record has
    the key.
39. B1, D1, D2 look at records whatever their creation date ("counts as always having been there").
40. D1: an activity that names an account or person speaks for the account as resolved (16), not also for another
    account its person belongs to. One that names an opportunity speaks for that alone even if that one is not in the
    export. An activity of a case speaks for the account of the case.
41. D1: without any activity in the folder the check still runs (its object is the opportunity): ages then come from
    creation, or are unknown. "last" is the date that days are counted from, also for creation.
42. An empty IsClosed or IsWon says nothing: then the stage table (OpportunityStage.csv), then the stage's name.
43. An id twice in a file: the later row. A row without id is left out.
44. D1: the age comes from the last communication even when the record's CreatedDate is later than that.
45. A12: with "calendar" in the configuration (days, federal, holidays, leave and people with person, from, to, days) a
    rep without a working day in the window is not quiet. Only days that lie wholly in the window are looked at.
"""
import argparse
import csv
import json
import math
import re
import sys
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Optional
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))
from business_calendar import Calendar  # noqa: E402

OBJECTS = ("User", "UserRole", "Account", "Contact", "Lead", "Opportunity", "OpportunityStage", "Case", "Task", "Event")
TOUCH_KINDS = ("email", "call", "linkedin", "sms")
KINDS = TOUCH_KINDS + ("meeting", "other")

# ---------------------------------------------------------------------------------------------------------------------
# Default figures of the rules
A1_WARN_OVER_7D, A1_FAIL_OVER_7D = 3, 5
A1_WARN_OVER_30D, A1_FAIL_OVER_30D = 8, 12
A2_WARN_OVER, A2_FAIL_OVER = 15, 25
A3_WARN_AT, A3_FAIL_AT = 2, 3
A4_WARN_AT, A4_FAIL_AT = 5, 8
A12_ACTIVE_DAYS = 90
A13_SHARE_OVER, A13_FROM_ACTIVITIES = 0.05, 20
D1_WARN_AT, D1_FAIL_AT = 30, 45
WINDOW_DAYS, BURST_DAYS = 30, 7
FOLD_WITHIN = timedelta(minutes=10)

SUBTYPE_KINDS = {"call": "call", "email": "email", "listemail": "email", "linkedin": "linkedin", "cadence": "other"}
TYPE_KINDS = {kind: kind for kind in KINDS}
SUBJECT_KINDS = {"call": "call", "email": "email", "send quote": "email"}
INBOUND_SUBJECTS = ("[in]", "inbound", "email received")

# B1: name in the findings -> standard column; None = only where the configuration maps it
ACCOUNT_FIELDS = {
    "name": "Name", "billing_street": "BillingStreet", "billing_city": "BillingCity", "billing_state": "BillingState",
    "billing_postal_code": "BillingPostalCode", "billing_country": "BillingCountry", "industry": "Industry",
    "employees": "NumberOfEmployees", "rating": "Rating", "linkedin_company_url": None, "ciso_employees": None,
    "sales_navigator_url": None}
CUSTOMER_FIELDS = {
    "shipping_street": "ShippingStreet", "shipping_city": "ShippingCity", "shipping_state": "ShippingState",
    "shipping_postal_code": "ShippingPostalCode", "shipping_country": "ShippingCountry", "invoice_sent": None,
    "payment_received": None, "subscription_end": None, "press_approval": None, "license_key": None,
    "total_opportunities": None, "deals_won": None, "first_deal_close": None, "cumulative_revenue": None,
    "payment_terms": None, "purchase_orders": None, "signed_agreements": None, "invoices": None, "meeting_notes": None,
    "signed_nda": None}
COUNTRIES_WITH_STATES = {
    "au", "aus", "australia", "br", "bra", "brazil", "brasil", "ca", "can", "canada",
    "cn", "chn", "china", "prc", "peoples republic of china", "ie", "irl", "ireland", "republic of ireland",
    "in", "ind", "india", "it", "ita", "italy", "italia", "mx", "mex", "mexico",
    "us", "usa", "united states", "united states of america", "america"}


# ---------------------------------------------------------------------------------------------------------------------
# Cells
def text(value):
    """A cell as trimmed text, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def blank(value):
    """Nothing, or the question mark people type for it. Zero is a value."""
    return text(value) in ("", "?")


def flag(value):
    """True, False, or None where the cell says nothing."""
    word = text(value).casefold()
    return True if word in ("true", "1", "yes", "y", "t") else None if word == "" else False


def ident(value):
    """An id, or None for nothing and for the nil id. "@ref" of tree JSON is the reference without @."""
    word = text(value).lstrip("@")
    return None if word == "" or set(word[:15]) == {"0"} else word


ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"
                 r"(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?)?$")
US = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?:,?\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])?)?$")


def parse_moment(value, files_zone):
    """A cell as a date (no time of day), an aware datetime, or None where it is neither."""
    word = text(value)
    try:
        found = ISO.match(word)
        if found:
            year, month, day, hour, minute, second, fraction, zone = found.groups()
            if hour is None:
                return date(int(year), int(month), int(day))
            if zone is None:
                tz = files_zone
            elif zone in "Zz":
                tz = timezone.utc
            else:
                minutes = int(zone[1:3]) * 60 + int(zone[3:].lstrip(":") or 0)
                tz = timezone(timedelta(minutes=minutes if zone[0] == "+" else -minutes))
            micro = int((fraction or "0")[:6].ljust(6, "0"))
            return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro, tz)
        found = US.match(word)
        if found:
            month, day, year, hour, minute, second, half = found.groups()
            year = int(year) + (2000 if len(year) == 2 else 0)
            if hour is None:
                return date(year, int(month), int(day))
            hour = int(hour)
            if half:
                hour = hour % 12 + (12 if half.lower() == "pm" else 0)
            return datetime(year, int(month), int(day), hour, int(minute), int(second or 0), 0, files_zone)
    except ValueError:
        pass
    return None


class Clock:
    """The org's zone, the as-of instant, and the windows that end there."""

    def __init__(self, as_of, org_zone, files_zone):
        self.org_zone, self.files_zone = org_zone, files_zone
        moment = parse_moment(as_of, org_zone)
        if moment is None:
            raise ValueError(f"--as-of is neither a date nor a timestamp: {as_of}")
        if isinstance(moment, datetime):
            self.as_of = moment.astimezone(timezone.utc)
            self.as_of_day = self.day(self.as_of)
        else:  # a date: the end of that day
            self.as_of_day = moment
            self.as_of = self.first_instant(moment + timedelta(days=1))

    def first_instant(self, day):
        return datetime.combine(day, time(), self.org_zone).astimezone(timezone.utc)

    def day(self, instant, zone=None):
        return instant.astimezone(zone or self.org_zone).date()

    def add_days(self, instant, days):
        """The same wall clock in the org's zone, so many days on."""
        local = instant.astimezone(self.org_zone).replace(tzinfo=None) + timedelta(days=days)
        return local.replace(tzinfo=self.org_zone).astimezone(timezone.utc)

    def days_back(self, days):
        return self.add_days(self.as_of, -days)

    def read_moment(self, value):
        return parse_moment(value, self.files_zone)

    def read_date(self, value):
        """A date field: also one exported as a datetime at midnight."""
        moment = self.read_moment(value)
        if isinstance(moment, datetime):
            return moment.date() if moment.time() == time() else self.day(moment)
        return moment

    def read_instant(self, value):
        """A datetime field; a date in it stands for its first instant."""
        moment = self.read_moment(value)
        if isinstance(moment, datetime):
            return moment.astimezone(timezone.utc)
        return self.first_instant(moment) if moment else None


# ---------------------------------------------------------------------------------------------------------------------
# The folder
class Table:
    """The undeleted rows of one object, by id, and the columns its export has."""

    def __init__(self):
        self.rows, self.columns = {}, set()

    def add(self, row):
        key = ident(row.get("Id"))
        if key and flag(row.get("IsDeleted")):
            self.rows.pop(key, None)
        elif key:
            self.rows[key] = row

    def __iter__(self):
        return iter(self.rows.items())

    def __len__(self):
        return len(self.rows)

    def __contains__(self, key):
        return key in self.rows

    def ref(self, key, column):
        """The id in a column of the row with this id."""
        return ident(self.rows[key].get(column)) if key in self.rows else None


def read_folder(folder):
    csv.field_size_limit(10 ** 9)
    tables = {name: Table() for name in OBJECTS}
    by_file = {name.casefold(): name for name in OBJECTS}
    for path in sorted(Path(folder).iterdir()):
        suffix = path.suffix.casefold()
        if suffix == ".csv" and path.stem.casefold() in by_file:
            table = tables[by_file[path.stem.casefold()]]
            with path.open(encoding="utf-8-sig", newline="") as handle:
                reader = csv.DictReader(handle)
                table.columns.update(reader.fieldnames or ())
                for row in reader:
                    table.add(row)
        elif suffix == ".json":  # sObject tree: {"records": [{"attributes": {"type", "referenceId"}, ...}]}
            content = json.loads(path.read_text(encoding="utf-8-sig"))
            for record in content.get("records", []) if isinstance(content, dict) else []:
                attributes = record.get("attributes", {})
                if attributes.get("type") in tables:
                    table = tables[attributes["type"]]
                    row = {**record, "Id": record.get("Id") or attributes.get("referenceId")}
                    table.columns.update(row)
                    table.add(row)
    return tables


# ---------------------------------------------------------------------------------------------------------------------
# Activities
@dataclass
class Activity:
    id: str
    owner: Optional[str]        # the rep, if the owner is one
    person: Optional[str]
    person_is_lead: bool
    account: Optional[str]      # own, else the person's, else the opportunity's or case's
    opportunity: Optional[str]  # the one it names, in the export or not
    kind: str
    direction: Optional[str]    # outbound, inbound, mutual; None for internal calls
    done: bool
    at: datetime
    has_time: bool
    subject: str

    @property
    def looks_like_touch(self):
        """A touch but for the question whether its owner is a rep."""
        return (self.done and self.direction == "outbound" and self.kind in TOUCH_KINDS
                and (self.person is not None or self.account is not None))

    @property
    def is_reply(self):
        return self.direction == "inbound" and self.person is not None

    @property
    def is_meeting(self):
        return self.kind == "meeting"

    @property
    def is_communication(self):
        return self.direction is not None and (self.kind != "other" or self.person is not None)


class Org:
    """Everything in the folder, the clock and the configuration."""

    def __init__(self, folder, as_of, zone_name, config):
        self.config = config
        self.clock = Clock(as_of, ZoneInfo(zone_name), ZoneInfo(config.get("files_timezone") or "UTC"))
        self.tables = read_folder(folder)
        self.zones = {}
        statuses = config.get("touch_statuses")
        self.statuses = {text(s).casefold() for s in statuses} if statuses else None
        self.type_kinds = {**TYPE_KINDS, **lowered(config.get("type_kinds"))}
        self.subject_kinds = {**SUBJECT_KINDS, **lowered(config.get("subject_kinds"))}
        self.excluded = self.find_users(config.get("excluded_users"), ("Username", "Email", "Name"))
        every = self.read_tasks() + self.read_events()
        self.activities = [a for a in every if a.at < self.clock.as_of]  # later ones are ignored
        self.kept = fold(self.activities)
        self.folded = len(self.activities) - len(self.kept)
        self.reps = self.find_reps()
        self.touches = sorted((a for a in self.kept if a.looks_like_touch and a.owner in self.reps),
                              key=lambda a: (a.at, a.id))

    def __getitem__(self, name):
        return self.tables[name]

    # -- users
    def zone_of(self, user):
        if user not in self.zones:
            row = self["User"].rows.get(user) or {}
            try:
                self.zones[user] = ZoneInfo(text(row.get("TimeZoneSidKey")))
            except (ValueError, OSError, KeyError):
                self.zones[user] = self.clock.org_zone
        return self.zones[user]

    def find_users(self, names, columns):
        """Ids of the users that a configuration list names; an id unknown here is kept as it is."""
        wanted = {text(n).casefold() for n in names or ()}
        found = {user for user, row in self["User"]
                 if user.casefold() in wanted or any(text(row.get(c)).casefold() in wanted for c in columns)}
        return found | set(names or ())

    @property
    def reps_configured(self):
        chosen = self.config.get("reps") or {}
        return bool(chosen.get("roles") or chosen.get("emails"))

    def find_reps(self):
        owners = {ident(row.get("OwnerId")) for name in ("Account", "Opportunity", "Lead") for _, row in self[name]}
        users = self["User"]
        if not len(users):
            found = owners | {ident(row.get("OwnerId")) for name in ("Task", "Event") for _, row in self[name]}
        elif self.reps_configured:
            chosen = self.config["reps"]
            named = self.find_users(chosen.get("emails"), ("Email", "Username"))
            roles = {text(r).casefold() for r in chosen.get("roles") or ()}
            role_ids = {role for role, row in self["UserRole"]
                        if roles & {role.casefold(), text(row.get("Name")).casefold(),
                                    text(row.get("DeveloperName")).casefold()}} | set(chosen.get("roles") or ())
            found = {user for user, row in users
                     if self.active(row) and (user in named or ident(row.get("UserRoleId")) in role_ids)}
        else:
            since = self.clock.days_back(A12_ACTIVE_DAYS)
            recent = {a.owner for a in self.kept if a.looks_like_touch and a.at >= since}
            found = {user for user, row in users if self.active(row) and self.standard(row)
                     and (user in owners or user in recent)}
        return found - self.excluded - {None}

    def active(self, row):
        return "IsActive" not in self["User"].columns or flag(row.get("IsActive")) is True

    def standard(self, row):
        return "UserType" not in self["User"].columns or text(row.get("UserType")).casefold() == "standard"

    # -- what an activity is about
    def links(self, row):
        """person, person_is_lead, account, opportunity of a Task or Event row."""
        person, what = ident(row.get("WhoId")), ident(row.get("WhatId"))
        is_lead = person is not None and (person in self["Lead"]
                                          or (person.startswith("00Q") and person not in self["Contact"]))
        named = {"001": "Account", "006": "Opportunity", "500": "Case"}.get((what or "")[:3])
        for name in ("Account", "Opportunity", "Case"):
            if what in self[name]:
                named = name
        account = ident(row.get("AccountId")) or (what if named == "Account" else None)
        if account is None and person is not None and not is_lead:
            account = self["Contact"].ref(person, "AccountId")
        if account is None and named in ("Opportunity", "Case"):
            account = self[named].ref(what, "AccountId")
        return person, is_lead, account, what if named == "Opportunity" else None

    # -- tasks
    def read_tasks(self):
        result = []
        type_field = self.config.get("task_type_field") or "Type"
        for task, row in self["Task"]:
            due = self.clock.read_date(row.get("ActivityDate"))
            at, has_time = self.task_instant(row, due)
            if at is None:
                continue
            kind = self.task_kind(row, type_field)
            person, is_lead, account, opportunity = self.links(row)
            result.append(Activity(task, ident(row.get("OwnerId")), person, is_lead, account, opportunity, kind,
                                   self.task_direction(row, kind), self.task_done(row, due), at, has_time,
                                   text(row.get("Subject"))))
        return result

    def task_instant(self, row, due):
        """The activity date, with the time of completion (else creation) if that is on the same date for the owner."""
        completed = self.clock.read_moment(row.get("CompletedDateTime"))
        if due is None:
            if isinstance(completed, datetime):
                return completed.astimezone(timezone.utc), True
            return None, False
        stamp = completed or self.clock.read_moment(row.get("CreatedDate"))
        if isinstance(stamp, datetime) and self.clock.day(stamp, self.zone_of(ident(row.get("OwnerId")))) == due:
            return stamp.astimezone(timezone.utc), True
        return self.clock.first_instant(due), False

    def task_done(self, row, due):
        status = text(row.get("Status")).casefold()
        by_default = flag(row.get("IsClosed")) is True or status == "completed"
        if self.statuses is None:
            return by_default
        if "*" in self.statuses:
            return by_default if due is None else self.clock.first_instant(due) < self.clock.as_of
        return status in self.statuses

    def task_kind(self, row, type_field):
        """Subtype, then type, then subject; whichever is the first to be in its table."""
        subtype, kind, subject = (text(row.get(c)).casefold() for c in ("TaskSubtype", type_field, "Subject"))
        return (SUBTYPE_KINDS.get(subtype) or self.type_kinds.get(kind) or self.subject_kinds.get(subject) or "other")

    @staticmethod
    def task_direction(row, kind):
        call_type = text(row.get("CallType")).casefold()
        if call_type == "internal":
            return None
        if kind == "meeting":
            return "mutual"
        if call_type == "inbound" or text(row.get("Subject")).casefold().startswith(INBOUND_SUBJECTS):
            return "inbound"
        return "outbound"

    # -- events
    def read_events(self):
        result = []
        for event, row in self["Event"]:
            status = {text(row.get(c)).casefold() for c in ("Status", "EventStatus", "ResponseStatus")}
            if (flag(row.get("IsChild")) or status & {"cancelled", "canceled", "declined"}
                    or any(flag(row.get(c)) for c in ("IsCancelled", "IsCanceled", "IsDeclined"))):
                continue
            start = None
            if flag(row.get("IsAllDayEvent")):
                start = self.clock.read_date(row.get("ActivityDate")) or self.clock.read_date(row.get("StartDateTime"))
            for column in ("StartDateTime", "ActivityDateTime", "ActivityDate"):
                start = start or self.clock.read_moment(row.get(column))
            if start is None:
                continue
            has_time = isinstance(start, datetime)
            at = start.astimezone(timezone.utc) if has_time else self.clock.first_instant(start)
            person, is_lead, account, opportunity = self.links(row)
            result.append(Activity(event, ident(row.get("OwnerId")), person, is_lead, account, opportunity, "meeting",
                                   "mutual", True, at, has_time, text(row.get("Subject"))))
        return result

    # -- slices
    def is_catch_all(self, account):
        listed = set(self.config.get("catch_all_accounts") or ())
        return account in listed or text((self["Account"].rows.get(account) or {}).get("Name")) in listed - {""}

    def window_touches(self):
        start = self.clock.days_back(WINDOW_DAYS)
        return [t for t in self.touches if t.at >= start]


def lowered(mapping):
    return {text(key).casefold(): text(kind).casefold() for key, kind in (mapping or {}).items()}


def plain_subject(subject):
    """A subject without [tags], leading Re:/Fwd:/Email:, punctuation and case."""
    rest = re.sub(r"\[[^\]]*\]", " ", subject).strip()
    rest = re.sub(r"^(?:(?:re|fwd|email)\s*:\s*)+", "", rest, flags=re.IGNORECASE)
    rest = "".join(c for c in rest if c.isalnum() or c.isspace())
    return " ".join(rest.split()).casefold()


def fold(activities):
    """The activities without repeats: same rep, person, kind, direction, done-state and subject, at most 10 minutes
    after the first kept one. One folder is one source, so calls and rows without time of day stay as they are."""
    kept, last_kept = [], {}
    for a in sorted(activities, key=lambda a: (a.at, a.id)):
        if a.owner and a.person and a.has_time and a.kind != "call":
            key = (a.owner, a.person, a.kind, a.direction, a.done, plain_subject(a.subject))
            if key in last_kept and a.at - last_kept[key] <= FOLD_WITHIN:
                continue
            last_kept[key] = a.at
        kept.append(a)
    return kept


# ---------------------------------------------------------------------------------------------------------------------
# Arithmetic the rules share
def grouped(items, key):
    groups = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def worst_burst(clock, instants):
    """(most instants in any [t, t + 7 days) that begins at one of them, the earliest such t)."""
    instants = sorted(instants)
    best, begin = 0, None
    for i, start in enumerate(instants):
        count = bisect_left(instants, clock.add_days(start, BURST_DAYS)) - i
        if count > best:
            best, begin = count, start
    return best, begin


def percentile(values, share):
    """percentile_cont: interpolates between the two nearest."""
    values = sorted(values)
    if not values:
        return None
    place = (len(values) - 1) * share
    low, high = math.floor(place), math.ceil(place)
    return round(values[low] + (values[high] - values[low]) * (place - low), 6)


def over(count, warn_over, fail_over):
    return "fail" if count > fail_over else "warn" if count > warn_over else None


def at_least(count, warn_at, fail_at):
    return "fail" if count >= fail_at else "warn" if count >= warn_at else None


def worse(*severities):
    return "fail" if "fail" in severities else "warn" if "warn" in severities else None


# ---------------------------------------------------------------------------------------------------------------------
# A. Rep activity
def outreach_person(org):  # A1
    groups = grouped((t for t in org.window_touches() if t.person), lambda t: (t.owner, t.person))
    for (rep, person), touches in groups.items():
        in_7, in_30 = worst_burst(org.clock, [t.at for t in touches])[0], len(touches)
        severity = worse(over(in_7, A1_WARN_OVER_7D, A1_FAIL_OVER_7D), over(in_30, A1_WARN_OVER_30D, A1_FAIL_OVER_30D))
        if severity:
            yield {"record": person, "rep": rep, "severity": severity, "touches_7d": in_7, "touches_30d": in_30}


def outreach_account(org):  # A2
    """Touches to contacts of the account, and those that name the account and no person; never leads."""
    groups = grouped((t for t in org.window_touches() if t.account and not t.person_is_lead),
                     lambda t: (t.owner, t.account))
    for (rep, account), touches in groups.items():
        severity = over(len(touches), A2_WARN_OVER, A2_FAIL_OVER)
        if severity and not org.is_catch_all(account):
            yield {"record": account, "rep": rep, "severity": severity, "touches": len(touches)}


def outreach_same_day(org):  # A3
    groups = grouped((t for t in org.window_touches() if t.person),
                     lambda t: (t.owner, t.person, t.kind, org.clock.day(t.at, org.zone_of(t.owner))))
    for (rep, person, kind, day), touches in groups.items():
        severity = at_least(len(touches), A3_WARN_AT, A3_FAIL_AT)
        if severity:
            yield {"record": person, "part": f"{kind} {day}", "rep": rep, "severity": severity,
                   "touches": len(touches)}


def outreach_no_reply(org):  # A4
    """The run that is still going on: touches after the person's last reply or meeting, in all of history."""
    window_start = org.clock.days_back(WINDOW_DAYS)
    heard = {}
    for a in org.kept:
        if a.person and (a.is_reply or a.is_meeting):
            heard[a.person] = max(a.at, heard.get(a.person, a.at))
    groups = grouped((t for t in org.touches if t.person and (t.person not in heard or t.at > heard[t.person])),
                     lambda t: (t.owner, t.person))
    for (rep, person), run in groups.items():
        severity = at_least(len(run), A4_WARN_AT, A4_FAIL_AT)
        if severity and max(t.at for t in run) >= window_start:
            yield {"record": person, "rep": rep, "severity": severity, "touches": len(run)}


def working_days(org, rep):
    """The rep's working days that lie wholly in the window, by the configured calendar."""
    chosen = org.config["calendar"]
    calendar = Calendar(weekdays=chosen.get("days", (1, 2, 3, 4, 5)), federal=chosen.get("federal", True),
                        more=map(date.fromisoformat, chosen.get("holidays", ())))

    def spans(name):
        for row in chosen.get(name, ()):
            if rep in org.find_users([row["person"]], ("Email", "Username")):
                yield (date.fromisoformat(row.get("from", "1900-01-01")), date.fromisoformat(row.get("to", "2999-12-31")),
                       row.get("days"))

    first, last = org.clock.days_back(WINDOW_DAYS), org.clock.as_of
    days = [org.clock.day(last) - n * timedelta(days=1) for n in range(1, WINDOW_DAYS + 1)]
    patterns = list(spans("people"))
    return {d for d in days
            if org.clock.first_instant(d) >= first and not calendar.is_holiday(d)
            and not any(start <= d <= end for start, end, _ in spans("leave"))
            and (any(start <= d <= end and d.isoweekday() in (own or calendar.weekdays) for start, end, own in patterns)
                 if patterns else calendar.is_open(d))}


def rep_quiet(org):  # A12
    active_since = org.clock.days_back(A12_ACTIVE_DAYS)
    active = {t.owner for t in org.touches if t.at >= active_since}
    if org.reps_configured and len(org["User"]):
        active = org.reps
    for rep in active - {t.owner for t in org.window_touches()}:
        row = {"record": rep, "rep": rep, "severity": "warn"}
        if "calendar" in org.config:
            worked = working_days(org, rep)
            if not worked:
                continue
            done = {org.clock.day(a.at) for a in org.activities if a.owner == rep and a.done}
            row.update(working_days=len(worked), days_with_activity=len(worked & done))
        yield row


def window_activities(org):
    start = org.clock.days_back(WINDOW_DAYS)
    return [a for a in org.kept if a.at >= start]


def activity_unlinked(org):  # A13
    for rep, activities in grouped((a for a in window_activities(org) if a.owner in org.reps),
                                   lambda a: a.owner).items():
        total = len(activities)
        unlinked = sum(1 for a in activities if a.person is None and a.account is None)
        if total >= A13_FROM_ACTIVITIES and unlinked > A13_SHARE_OVER * total:
            yield {"record": rep, "rep": rep, "severity": "warn", "unlinked": unlinked, "activities": total}


# ---------------------------------------------------------------------------------------------------------------------
# The rep table
def rep_review(org):
    clock = org.clock
    now, before, earliest = clock.as_of, clock.days_back(WINDOW_DAYS), clock.days_back(2 * WINDOW_DAYS)
    rows = []
    for label, start, end in (("now", before, now), ("before", earliest, before)):
        touches = grouped((t for t in org.touches if start <= t.at < end), lambda t: t.owner)
        inside = [a for a in org.kept if start <= a.at < end]
        meetings = grouped((a for a in inside if a.is_meeting), lambda a: a.owner)
        replies = Counter(a.person for a in inside if a.is_reply)  # to anybody
        for rep in org.reps:
            rows.append(review_row(org, rep, label, touches[rep], meetings[rep], replies))
    return sorted(rows, key=lambda r: (r["rep"], r["window"] != "now"))


def review_row(org, rep, label, touches, meetings, replies):
    kinds = Counter(t.kind for t in touches)
    persons = grouped((t for t in touches if t.person), lambda t: t.person)
    per_person = [len(group) for group in persons.values()]
    bursts = []
    for person, group in persons.items():
        count, begin = worst_burst(org.clock, [t.at for t in group])
        bursts.append((-count, begin, person))
    burst = min(bursts, default=None)  # most touches, then earliest, then lowest id
    return {
        "rep": rep, "window": label, "touches": len(touches), **{kind: kinds[kind] for kind in TOUCH_KINDS},
        "persons": len(persons),
        "accounts": len({t.account for t in touches if t.account and not org.is_catch_all(t.account)}),
        "median": percentile(per_person, 0.5), "p90": percentile(per_person, 0.9), "max": max(per_person, default=None),
        "burst": -burst[0] if burst else None, "burst_person": burst[2] if burst else None,
        "replies": sum(replies[person] for person in persons),
        "persons_replied": sum(1 for person in persons if replies[person]),
        "meetings": len(meetings),
        "days_active": len({org.clock.day(a.at) for a in touches + meetings})}


# ---------------------------------------------------------------------------------------------------------------------
# B. Record values
def stage_says(org, row, column):
    """IsClosed or IsWon: the record, else the stage table, else the stage's name."""
    said = flag(row.get(column))
    if said is not None:
        return said
    stage = text(row.get("StageName")).casefold()
    for _, entry in org["OpportunityStage"]:
        if stage and stage in (text(entry.get("MasterLabel")).casefold(), text(entry.get("ApiName")).casefold()):
            if flag(entry.get(column)) is not None:
                return flag(entry.get(column))
    return stage.startswith("closed" if column == "IsClosed" else "closed won")


def customers(org):
    """Accounts whose type says so, or with a won opportunity closed up to the as-of day."""
    given = org.config.get("customer_types")
    listed = {text(t).casefold() for t in given or ()}
    found = set()
    for account, row in org["Account"]:
        kind = text(row.get("Type")).casefold()
        if (kind in listed) if given else (kind == "customer" or kind.startswith("customer -")):
            found.add(account)
    for _, row in org["Opportunity"]:
        close = org.clock.read_date(row.get("CloseDate"))
        if stage_says(org, row, "IsWon") and close and close <= org.clock.as_of_day:
            found.add(ident(row.get("AccountId")))
    return found


def has_states(country):
    plain = unicodedata.normalize("NFKD", text(country))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’").casefold()
    return " ".join(plain.split()) in COUNTRIES_WITH_STATES


def account_missing_fields(org):  # B1
    table, mapped = org["Account"], org.config.get("fields") or {}
    is_customer = customers(org)

    def column_of(name, standard):
        column = mapped.get(name) or standard
        return column if column in table.columns else None  # neither mapped nor exported: not asked

    for account, row in table:
        owner = ident(row.get("OwnerId"))
        if org.is_catch_all(account) or owner in org.excluded:
            continue
        asked = dict(ACCOUNT_FIELDS)
        if re.search(r"\bsubsidiary\b", text(row.get("Name")), re.IGNORECASE):
            asked["parent_account"] = "ParentId"
        if account in is_customer:
            asked.update(CUSTOMER_FIELDS)
        missing = []
        for name, standard in asked.items():
            column = column_of(name, standard)
            if column is None:
                continue
            if name.endswith("_state"):  # asked only where the country has states; an empty country has none
                country = name.replace("_state", "_country")
                country_column = column_of(country, asked[country])
                if not country_column or not has_states(row.get(country_column)):
                    continue
            value = row.get(column)
            if blank(value) or (name == "parent_account" and ident(value) is None):
                missing.append(name)
        if missing:
            yield {"record": account, "rep": owner, "severity": "fail" if "name" in missing else "warn",
                   "missing": missing}


# ---------------------------------------------------------------------------------------------------------------------
# D. Pipeline
def open_opportunities(org):
    return [(opp, row) for opp, row in org["Opportunity"] if not stage_says(org, row, "IsClosed")]


def opportunity_stale(org):  # D1
    with_deal, with_account = {}, {}
    for a in org.activities:
        if a.is_communication:
            if a.opportunity:  # speaks for that one alone
                with_deal[a.opportunity] = max(a.at, with_deal.get(a.opportunity, a.at))
            elif a.account:    # speaks for all deals of the account
                with_account[a.account] = max(a.at, with_account.get(a.account, a.at))
    for opp, row in open_opportunities(org):
        spoken = [at for at in (with_deal.get(opp), with_account.get(ident(row.get("AccountId")))) if at]
        created = org.clock.read_instant(row.get("CreatedDate"))
        if spoken:
            last, source = org.clock.day(max(spoken)), "communication"
        elif created:
            last, source = org.clock.day(created), "creation"
        else:
            last, source = None, "unknown"
        days = (org.clock.as_of_day - last).days if last else None
        severity = at_least(days, D1_WARN_AT, D1_FAIL_AT) if last else "warn"  # age unknown warns
        if severity:
            yield {"record": opp, "rep": ident(row.get("OwnerId")), "severity": severity, "days": days,
                   "last": str(last) if last else None, "from": source}


def close_date_past(org):  # D2
    for opp, row in open_opportunities(org):
        close = org.clock.read_date(row.get("CloseDate"))
        if close and close < org.clock.as_of_day:
            yield {"record": opp, "rep": ident(row.get("OwnerId")), "severity": "fail",
                   "days": (org.clock.as_of_day - close).days}


# ---------------------------------------------------------------------------------------------------------------------
CHECKS = {
    "outreach-person": outreach_person, "outreach-account": outreach_account, "outreach-same-day": outreach_same_day,
    "outreach-no-reply": outreach_no_reply, "rep-quiet": rep_quiet, "activity-unlinked": activity_unlinked,
    "account-missing-fields": account_missing_fields, "opportunity-stale": opportunity_stale,
    "close-date-past": close_date_past}
NEED_TOUCHES = ("outreach-person", "outreach-account", "outreach-same-day", "outreach-no-reply", "rep-quiet")
NEED_ROWS = {"account-missing-fields": "Account", "opportunity-stale": "Opportunity", "close-date-past": "Opportunity"}


def not_checked(org):
    """Empty input is never a pass."""
    reasons = {}
    has_activities = len(org["Task"]) or len(org["Event"])
    if not org.window_touches():
        why = "no touch in the window" if has_activities else "no Task and no Event rows"
        reasons.update({check: why for check in NEED_TOUCHES})
    if not window_activities(org):
        reasons["activity-unlinked"] = "no activity in the window" if has_activities else "no Task and no Event rows"
    for check, name in NEED_ROWS.items():
        if not len(org[name]):
            reasons[check] = f"no {name} rows"
    return reasons


def recount(folder, as_of, zone_name="America/Los_Angeles", config=None):
    org = Org(folder, as_of, zone_name, config or {})
    skipped = not_checked(org)
    findings = {}
    for check, rule in CHECKS.items():
        rows = [] if check in skipped else list(rule(org))
        findings[check] = sorted(rows, key=lambda r: (r["record"], r["rep"] or "", r.get("part", "")))
    return {"as_of": org.clock.as_of.astimezone(org.clock.org_zone).isoformat(), "reps": sorted(org.reps),
            "findings": findings, "not_checked": skipped, "rep_review": rep_review(org), "folded": org.folded}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="folder with the exports")
    parser.add_argument("--as-of", required=True, help="a date (its end, in the org's zone) or a timestamp")
    parser.add_argument("--timezone", default="America/Los_Angeles", help="the org's zone")
    parser.add_argument("--config", help="JSON file")
    options = parser.parse_args(arguments)
    config = json.loads(Path(options.config).read_text(encoding="utf-8")) if options.config else {}
    json.dump(recount(options.data, options.as_of, options.timezone, config), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
