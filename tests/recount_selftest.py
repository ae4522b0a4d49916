#!/usr/bin/env python3
"""Self-test of recount.py: hand-made rows in a temporary folder, numbers worked out by hand.

As of 2022-07-15 in America/Los_Angeles unless a test says otherwise, so the 30 days are 2022-06-16 .. 2022-07-15.
"""
import csv
import io
import json
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent))
import recount  # noqa: E402

LA, UTC = ZoneInfo("America/Los_Angeles"), timezone.utc
REP, REP2, INDIA, HONOLULU = "005REP1", "005REP2", "005INDIA", "005HAWAII"
USERS = [dict(Id=user, Name=user, Email=f"{user}@x.example", IsActive="true", UserType="Standard", TimeZoneSidKey=zone)
         for user, zone in ((REP, "America/Los_Angeles"), (REP2, "America/Los_Angeles"), (INDIA, "Asia/Kolkata"),
                            (HONOLULU, "Pacific/Honolulu"))]
ACCOUNTS = [dict(Id="001A", Name="Acme", OwnerId=REP), dict(Id="001B", Name="Bolt", OwnerId=REP2)]
CONTACTS = [dict(Id=f"003C{n}", AccountId="001A") for n in range(1, 6)]
LEADS = [dict(Id="00QL1", OwnerId=REP)]
ALL = {"touch_statuses": ["*"]}


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.number = 0
        for name, rows in (("User", USERS), ("Account", ACCOUNTS), ("Contact", CONTACTS), ("Lead", LEADS)):
            self.write(name, rows)

    def write(self, name, rows):
        """The rows as a CSV with byte-order mark and CRLF; columns are all keys in order of appearance."""
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            writer.writerows(rows)

    def task(self, day="2022-07-01", **more):
        """A completed call by REP to contact 003C1; keyword arguments replace or add columns."""
        self.number += 1
        return {"Id": f"00T{self.number:04}", "OwnerId": REP, "WhoId": "003C1", "WhatId": "", "AccountId": "",
                "Subject": "Call", "ActivityDate": day, "Status": "Completed", "IsClosed": "true",
                "TaskSubtype": "Task", "CreatedDate": "", "CompletedDateTime": "", "CallType": "",
                "IsDeleted": "false", "Type": "", **more}

    def days(self, *days, **more):
        return [self.task(f"2022-{day}", **more) for day in days]

    def event(self, start="2022-07-01T17:00:00.000Z", **more):
        self.number += 1
        return {"Id": f"00U{self.number:04}", "OwnerId": REP, "WhoId": "003C1", "WhatId": "", "AccountId": "",
                "Subject": "Call", "StartDateTime": start, "ActivityDate": start[:10], "IsChild": "false",
                "IsAllDayEvent": "false", "Status": "", **more}

    def run_on(self, tasks=None, events=None, config=None, as_of="2022-07-15"):
        if tasks is not None:
            self.write("Task", tasks)
        if events is not None:
            self.write("Event", events)
        self.result = recount.recount(self.folder, as_of, "America/Los_Angeles", config)
        return self.result

    def found(self, check, *columns):
        rows = self.result["findings"][check]
        return [tuple(row[c] for c in columns) for row in rows] if columns else rows

    def review(self, rep=REP, window="now"):
        return next(r for r in self.result["rep_review"] if (r["rep"], r["window"]) == (rep, window))

    def touches(self, tasks, **more):
        self.run_on(tasks, **more)
        return self.review()["touches"]


class Cells(unittest.TestCase):
    def test_datetime_forms(self):
        read = lambda value: recount.parse_moment(value, ZoneInfo("Asia/Kolkata"))  # noqa: E731
        two_utc = datetime(2024, 1, 23, 2, 35, 1, tzinfo=UTC)
        self.assertEqual(read("2024-01-23T02:35:01.000+0000"), two_utc)
        self.assertEqual(read("2024-01-23T02:35:01.000Z"), two_utc)
        self.assertEqual(read("2024-01-22T18:35:01-08:00"), two_utc)
        self.assertEqual(read("2024-01-23 02:35:01").astimezone(UTC), datetime(2024, 1, 22, 21, 5, 1, tzinfo=UTC))
        self.assertEqual(read("02/23/26 08:55 PM").replace(tzinfo=None), datetime(2026, 2, 23, 20, 55))
        self.assertEqual(read("02/23/26 12:05 AM").replace(tzinfo=None), datetime(2026, 2, 23, 0, 5))
        self.assertEqual(read("3/11/2025 13:00").replace(tzinfo=None), datetime(2025, 3, 11, 13, 0))
        self.assertEqual(read("2024-01-23"), date(2024, 1, 23))
        for junk in ("", None, "soon", "2024-02-31", "13/13/2024"):
            self.assertIsNone(read(junk))

    def test_booleans_ids_blanks(self):
        self.assertTrue(all(recount.flag(v) for v in ("true", "TRUE", "1", "Yes", True)))
        self.assertEqual([recount.flag(v) for v in ("false", "0", "No", "", None)], [False, False, False, None, None])
        self.assertEqual([recount.ident(v) for v in ("000000000000000AAA", "000000000000000", "", "@AccountRef1")],
                         [None, None, None, "AccountRef1"])
        self.assertEqual([recount.blank(v) for v in ("", " ? ", "0", 0, "??")], [True, True, False, False, False])

    def test_percentile(self):
        self.assertEqual(recount.percentile([1, 2, 3, 4], 0.5), 2.5)
        self.assertEqual(recount.percentile([1, 2, 3, 4], 0.9), 3.7)
        self.assertEqual(recount.percentile([7], 0.9), 7)
        self.assertIsNone(recount.percentile([], 0.5))

    def test_subject(self):
        for other in ("Re: Fwd: Hello, World!", "[Outreach] hello world", "EMAIL: hello  world", "re:[x] Hello World"):
            self.assertEqual(recount.plain_subject(other), "hello world")
        self.assertNotEqual(recount.plain_subject("Fw: Hello World"), "hello world")


class Time(Folder):
    def test_as_of_date_is_the_next_midnight(self):
        self.assertEqual(self.run_on()["as_of"], "2022-07-16T00:00:00-07:00")
        clock = recount.Clock("2022-07-15T10:00:00Z", LA, UTC)
        self.assertEqual((clock.as_of, clock.as_of_day), (datetime(2022, 7, 15, 10, tzinfo=UTC), date(2022, 7, 15)))
        self.assertEqual(recount.Clock("2022-07-15T02:00:00Z", LA, UTC).as_of_day, date(2022, 7, 14))

    def test_windows_subtract_wall_clock_days(self):
        clock = recount.Clock("2022-11-10", LA, UTC)  # standard time from 6 November on
        self.assertEqual(clock.as_of, datetime(2022, 11, 11, 8, tzinfo=UTC))
        self.assertEqual(clock.days_back(30), datetime(2022, 10, 12, 7, tzinfo=UTC))  # 721 hours

    def test_window_edges(self):
        self.assertEqual(self.touches(self.days("06-15", "06-16", "07-15", "07-16")), 2)
        self.assertEqual(self.review(window="before")["touches"], 1)

    def test_timestamps_at_the_window_start(self):
        tasks = [self.task("2022-06-16", CompletedDateTime="2022-06-16T07:00:00Z"),   # 00:00 in Los Angeles
                 self.task("2022-06-15", CompletedDateTime="2022-06-16T06:59:59Z")]
        self.assertEqual(self.touches(tasks), 1)

    def instant(self, task):
        self.write("Task", [task])
        [activity] = recount.Org(self.folder, "2023-01-01", "America/Los_Angeles", ALL).activities
        return activity.at, activity.has_time

    def test_instant_of_a_task(self):
        bare = (datetime(2022, 7, 1, 7, tzinfo=UTC), False)  # first instant of the date in the org's zone
        self.assertEqual(self.instant(self.task()), bare)
        self.assertEqual(self.instant(self.task(CompletedDateTime="2022-07-02T06:30:00Z")),  # 23:30 on 1 July
                         (datetime(2022, 7, 2, 6, 30, tzinfo=UTC), True))
        self.assertEqual(self.instant(self.task(CompletedDateTime="2022-07-02T07:30:00Z")), bare)
        self.assertEqual(self.instant(self.task(CreatedDate="2022-07-01T20:00:00Z")),
                         (datetime(2022, 7, 1, 20, tzinfo=UTC), True))
        # creation is not tried where there is a completion on another date
        self.assertEqual(self.instant(self.task(CompletedDateTime="2022-07-03T20:00:00Z",
                                                CreatedDate="2022-07-01T20:00:00Z")), bare)
        # "the same date" is the owner's: 20:00 UTC on 30 June is 1 July in India
        self.assertEqual(self.instant(self.task(OwnerId=INDIA, CreatedDate="2022-06-30T20:00:00Z")),
                         (datetime(2022, 6, 30, 20, tzinfo=UTC), True))
        self.assertEqual(self.instant(self.task(OwnerId=INDIA, CreatedDate="2022-07-01T20:00:00Z")), bare)
        # a date exported as a datetime at midnight is a date
        self.assertEqual(self.instant(self.task("2022-07-01T00:00:00.000Z")), bare)

    def test_files_timezone(self):
        task = self.task(CreatedDate="2022-07-01 20:00:00")
        self.write("Task", [task])
        org = recount.Org(self.folder, "2023-01-01", "America/Los_Angeles", {"files_timezone": "America/New_York"})
        self.assertEqual(org.activities[0].at, datetime(2022, 7, 2, 0, tzinfo=UTC))


class Touches(Folder):
    def test_done(self):
        tasks = [self.task(Status="Completed", IsClosed="false"), self.task(Status="Sent", IsClosed="1"),
                 self.task(Status="Not Started", IsClosed=""), self.task(Status="In Progress", IsClosed="false")]
        self.assertEqual(self.touches(tasks), 2)
        self.assertEqual(self.touches(tasks, config={"touch_statuses": ["in progress"]}), 1)
        self.assertEqual(self.touches(tasks, config=ALL), 4)

    def test_star_needs_a_due_date_before_as_of(self):
        # due 16 July for a rep in India, made at 05:30 on the 16th there = 17:00 on the 15th in Los Angeles
        early = self.task("2022-07-16", OwnerId=INDIA, CreatedDate="2022-07-16T00:00:00Z", Status="Not Started",
                          IsClosed="false")
        done = self.task(OwnerId=INDIA)
        self.run_on([early, done], config=ALL)
        self.assertEqual(self.review(INDIA)["touches"], 1)
        self.run_on([{**early, "Status": "Completed"}, done])
        self.assertEqual(self.review(INDIA)["touches"], 2)

    def test_no_due_date(self):
        finished = self.task("", CompletedDateTime="2022-07-01T20:00:00Z")
        self.assertEqual(self.touches([finished, self.task("", CreatedDate="2022-07-01T20:00:00Z")]), 1)
        self.assertEqual(self.touches([finished, self.task("", Status="Deferred", IsClosed="",
                                                           CompletedDateTime="2022-07-01T20:00:00Z")], config=ALL), 1)

    def kinds(self, *rows, config=None):
        tasks = [self.task(**row) for row in rows]
        self.write("Task", tasks)
        org = recount.Org(self.folder, "2022-07-15", "America/Los_Angeles", config or {})
        by_id = {a.id: a.kind for a in org.activities}
        return [by_id[t["Id"]] for t in tasks]

    def test_kind(self):
        self.assertEqual(self.kinds(
            dict(TaskSubtype="ListEmail"), dict(TaskSubtype="LinkedIn"), dict(TaskSubtype="Cadence", Type="Email"),
            dict(TaskSubtype="Call", Type="Email"), dict(Type="EMAIL"), dict(Type="Prep"), dict(Type="Other"),
            dict(Subject=" send quote "), dict(Subject="Call Anna"), dict(Subject="Send Letter"), dict(Type="Meeting")),
            ["email", "linkedin", "other", "call", "email", "call", "other", "email", "other", "other", "meeting"])
        self.assertEqual(self.kinds(
            dict(Channel="Text message"), dict(Subject="Send Letter"), dict(Subject="send quote"), dict(Type="Email"),
            config={"task_type_field": "Channel", "type_kinds": {"text Message": "sms"},
                    "subject_kinds": {"Send letter": "email", "Send Quote": "other"}}),
            ["sms", "email", "other", "call"])

    def test_direction(self):
        tasks = [self.task(CallType="Inbound"), self.task(CallType="Internal"),
                 self.task(Subject="[In] hello", Type="Email"),
                 self.task(Subject="Email received: hi", Type="Email"), self.task(Subject="inbound call", Type="Call"),
                 self.task(CallType="Outbound"), self.task(Type="Meeting")]
        self.assertEqual(self.touches(tasks), 1)
        self.assertEqual((self.review()["replies"], self.review()["meetings"]), (4, 1))

    def test_who_and_what(self):
        self.write("Opportunity", [dict(Id="006O1", AccountId="001A", OwnerId=REP), dict(Id="006O2", OwnerId=REP)])
        self.write("Case", [dict(Id="500K1", AccountId="001B")])
        tasks = [self.task(WhoId="", WhatId="006O1"), self.task(WhoId="", WhatId="006O2"),   # second: no account
                 self.task(WhoId="", WhatId="006GONE"), self.task(WhoId="", WhatId="500K1"),
                 self.task(WhoId="000000000000000AAA"), self.task(WhoId="003GONE"), self.task(WhoId="00QL1"),
                 self.task(WhoId="", WhatId="001GONE"), self.task(IsDeleted="true")]
        self.assertEqual(self.touches(tasks), 5)
        row = self.review()
        self.assertEqual((row["persons"], row["accounts"]), (2, 3))  # 001A, 001B, 001GONE

    def test_own_account_before_the_persons(self):
        self.run_on([self.task(AccountId="001B") for _ in range(16)])
        self.assertEqual(self.found("outreach-account", "record", "touches", "severity"), [("001B", 16, "warn")])

    def test_events_are_meetings_and_some_are_dropped(self):
        events = [self.event(), self.event(IsChild="true"), self.event(Status="Cancelled"),
                  self.event(Status="Declined"), self.event("2022-07-16T07:00:00Z"), self.event("2022-07-16T06:59:00Z")]
        self.run_on([self.task()], events)
        self.assertEqual((self.review()["meetings"], self.review()["touches"]), (2, 1))
        org = recount.Org(self.folder, "2022-07-15", "America/Los_Angeles", {})
        self.assertEqual(len(org.activities), 3)  # the event at the very as-of instant is ignored


class Folding(Folder):
    def mails(self, *times, **more):
        return [self.task(TaskSubtype="Email", Subject="Hello", CreatedDate=f"2022-07-01T{t}Z", **more) for t in times]

    def test_ten_minutes_after_the_first_kept_one(self):
        self.assertEqual(self.touches(self.mails("20:00:00", "20:10:00")), 1)
        self.assertEqual(self.touches(self.mails("20:00:00", "20:10:01")), 2)
        self.assertEqual(self.touches(self.mails("20:00:00", "20:06:00", "20:12:00")), 2)  # no chains
        # 20:10:01 is kept anew, 20:20:01 folds into it, 20:20:02 is kept anew
        self.assertEqual(self.touches(self.mails("20:00:00", "20:10:01", "20:20:01", "20:20:02")), 3)
        self.assertEqual(self.result["folded"], 1)

    def test_what_never_folds(self):
        calls = self.mails("20:00:00", "20:01:00")
        for task in calls:
            task["TaskSubtype"] = "Call"
        self.assertEqual(self.touches(calls), 2)
        self.assertEqual(self.touches(self.mails("20:00:00", "20:00:00", WhoId="", AccountId="001A")), 2)
        without_time = [self.task(TaskSubtype="Email", Subject="Hello") for _ in range(2)]
        self.assertEqual(self.touches(without_time), 2)

    def test_other_keys_do_not_fold(self):
        first, second = self.mails("20:00:00", "20:01:00")
        for change in (dict(WhoId="003C2"), dict(Subject="Bye"), dict(OwnerId=REP2), dict(Status="Open", IsClosed="")):
            self.run_on([first, {**second, **change}])
            self.assertEqual(self.result["folded"], 0, change)
        self.run_on([first, {**second, "Subject": "RE: [tag] hello!"}])
        self.assertEqual(self.result["folded"], 1)


class Reps(Folder):
    def reps(self, **more):
        return self.run_on(**more)["reps"]

    def test_default(self):
        users = USERS + [dict(Id="005ROBOT", UserType="AutomatedProcess", IsActive="true"),
                         dict(Id="005GONE", UserType="Standard", IsActive="false")]
        self.write("User", users)
        self.write("Account", ACCOUNTS + [dict(Id="001R", OwnerId="005ROBOT"), dict(Id="001G", OwnerId="005GONE")])
        self.assertEqual(self.reps(), [REP, REP2])
        # 90 days before 16 July 00:00 begin on 17 April
        self.assertEqual(self.reps(tasks=[self.task("2022-04-17", OwnerId=INDIA),
                                          self.task("2022-04-16", OwnerId=HONOLULU)]), [INDIA, REP, REP2])
        self.assertEqual(self.reps(config={"excluded_users": [f"{REP}@X.example"]}), [INDIA, REP2])

    def test_configured(self):
        self.write("UserRole", [dict(Id="00E1", Name="AE")])
        self.write("User", [{**USERS[0], "UserRoleId": ""}, {**USERS[1], "UserRoleId": "00E1"},
                            {**USERS[2], "UserRoleId": "00E1", "IsActive": "0"}])
        self.assertEqual(self.reps(config={"reps": {"roles": ["ae"], "emails": []}}), [REP2])
        self.assertEqual(self.reps(config={"reps": {"roles": [], "emails": [f"{REP}@x.example"]}}), [REP])

    def test_without_user_list_every_owner(self):
        (self.folder / "User.csv").unlink()
        self.assertEqual(self.reps(tasks=[self.task("2020-01-01", OwnerId="005X")],
                                   events=[self.event(OwnerId="005Y")]),
                         [REP, REP2, "005X", "005Y"])

    def test_touches_of_others_count_for_nobody(self):
        self.write("User", USERS + [dict(Id="005ROBOT", UserType="AutomatedProcess", IsActive="true")])
        self.run_on([self.task(OwnerId="005ROBOT") for _ in range(9)])
        self.assertIn("outreach-person", self.result["not_checked"])


class OutreachPerson(Folder):
    def test_over_3_in_7_days(self):
        self.run_on(self.days("07-01", "07-02", "07-03"))
        self.assertEqual(self.found("outreach-person"), [])
        self.run_on(self.days("07-01", "07-02", "07-03", "07-07"))
        self.assertEqual(self.found("outreach-person"), [{"record": "003C1", "rep": REP, "severity": "warn",
                                                          "touches_7d": 4, "touches_30d": 4}])
        self.run_on(self.days("07-01", "07-02", "07-03", "07-08"))  # [1 July, 8 July) leaves the 8th out
        self.assertEqual(self.found("outreach-person"), [])

    def test_fails_over_5_in_7_days(self):
        week = ("07-01", "07-02", "07-03", "07-04", "07-05", "07-06")
        self.run_on(self.days(*week[:5]))
        self.assertEqual(self.found("outreach-person", "severity"), [("warn",)])
        self.run_on(self.days(*week))
        self.assertEqual(self.found("outreach-person", "severity"), [("fail",)])

    def test_thirty_days(self):
        spread = ("06-16", "06-18", "06-20", "06-24", "06-26", "06-28", "07-02", "07-04", "07-06")  # 3 in any 7 days
        self.run_on(self.days(*spread[:8]))
        self.assertEqual(self.found("outreach-person"), [])
        self.run_on(self.days(*spread))
        self.assertEqual(self.found("outreach-person", "severity", "touches_7d", "touches_30d"), [("warn", 3, 9)])
        more = self.days(*spread) + self.days("06-17", "06-25", "07-03", "07-10")
        self.run_on(more)
        self.assertEqual(self.found("outreach-person", "severity", "touches_7d", "touches_30d"), [("fail", 4, 13)])

    def test_only_inside_the_window(self):
        self.run_on(self.days("06-13", "06-14", "06-15", "06-16"))
        self.assertEqual(self.found("outreach-person"), [])

    def test_two_reps_do_not_add_up(self):
        self.run_on(self.days("07-01", "07-02", "07-03") + self.days("07-01", "07-02", "07-03", OwnerId=REP2))
        self.assertEqual(self.found("outreach-person"), [])


class OutreachAccount(Folder):
    def test_contacts_and_the_account_itself_but_no_leads(self):
        fifteen = [self.task(WhoId=f"003C{n % 5 + 1}") for n in range(15)]
        self.run_on(fifteen + [self.task(WhoId="00QL1", AccountId="001A")])
        self.assertEqual(self.found("outreach-account"), [])
        self.run_on(fifteen + [self.task(WhoId="", WhatId="001A")])
        self.assertEqual(self.found("outreach-account", "record", "severity", "touches"), [("001A", "warn", 16)])
        self.run_on(fifteen + [self.task(WhoId="003C1") for _ in range(11)])
        self.assertEqual(self.found("outreach-account", "severity", "touches"), [("fail", 26)])
        for name in ("001A", "Acme"):
            self.run_on(config={"catch_all_accounts": [name]})
            self.assertEqual(self.found("outreach-account"), [])
            self.assertEqual((self.review()["touches"], self.review()["accounts"]), (26, 0))


class OutreachSameDay(Folder):
    def test_same_kind_same_day(self):
        self.run_on(self.days("07-01", "07-01") + self.days("07-01", Subject="Email") +
                    self.days("07-02", "07-02", "07-02"))
        self.assertEqual(self.found("outreach-same-day", "part", "severity", "touches"),
                         [("call 2022-07-01", "warn", 2), ("call 2022-07-02", "fail", 3)])

    def test_day_is_the_reps(self):
        # 17:00 and 20:00 UTC: one day in Los Angeles, two in India (22:30 on the 1st, 01:30 on the 2nd)
        both = [self.task("2022-07-01", CreatedDate="2022-07-01T17:00:00Z"),
                self.task("2022-07-01", CreatedDate="2022-07-01T20:00:00Z")]
        self.run_on(both)
        self.assertEqual(self.found("outreach-same-day", "part"), [("call 2022-07-01",)])
        both[1]["ActivityDate"] = "2022-07-02"
        self.run_on([{**task, "OwnerId": INDIA} for task in both])
        self.assertEqual(self.found("outreach-same-day"), [])

    def test_date_without_time_west_of_the_org(self):  # the literal reading, see ambiguity 2
        self.run_on(self.days("07-05", "07-05", OwnerId=HONOLULU))
        self.assertEqual(self.found("outreach-same-day", "part"), [("call 2022-07-04",)])


class OutreachNoReply(Folder):
    five = ("03-01", "04-01", "05-01", "06-01", "07-01")

    def test_any_history_but_the_last_inside_the_window(self):
        self.run_on(self.days(*self.five))
        self.assertEqual(self.found("outreach-no-reply"),
                         [{"record": "003C1", "rep": REP, "severity": "warn", "touches": 5}])
        self.run_on(self.days("02-01", *self.five[:4]) + self.days("07-01", WhoId="003C2"))
        self.assertEqual(self.found("outreach-no-reply"), [])
        self.run_on(self.days("01-01", "01-02", "01-03", *self.five))
        self.assertEqual(self.found("outreach-no-reply", "severity", "touches"), [("fail", 8)])

    def test_reply_or_meeting_ends_the_run(self):
        touches = self.days("02-01", *self.five)
        reply = self.task("2022-01-31", CallType="Inbound", OwnerId=REP2, Status="Not Started", IsClosed="")
        self.run_on(touches + [reply])
        self.assertEqual(self.found("outreach-no-reply", "touches"), [(6,)])
        self.run_on(touches + [{**reply, "ActivityDate": "2022-02-01"}])   # same instant: before the run
        self.assertEqual(self.found("outreach-no-reply", "touches"), [(5,)])
        self.run_on(touches + [{**reply, "ActivityDate": "2022-03-15"}])
        self.assertEqual(self.found("outreach-no-reply"), [])
        self.run_on(touches + [{**reply, "ActivityDate": "2022-03-15", "WhoId": "003C2"}])
        self.assertEqual(self.found("outreach-no-reply", "touches"), [(6,)])
        self.run_on(touches, [self.event("2022-03-15T17:00:00Z", OwnerId=REP2)])
        self.assertEqual(self.found("outreach-no-reply"), [])
        self.run_on(touches, [self.event("2022-07-20T17:00:00Z")])          # after as of: ignored
        self.assertEqual(self.found("outreach-no-reply", "touches"), [(6,)])


class QuietAndUnlinked(Folder):
    def test_quiet(self):
        self.run_on(self.days("07-01") + self.days("06-15", OwnerId=REP2) + self.days("04-16", OwnerId=INDIA))
        self.assertEqual(self.found("rep-quiet"), [{"record": REP2, "rep": REP2, "severity": "warn"}])

    def test_quiet_when_named(self):
        self.run_on(self.days("07-01"), config={"reps": {"emails": [f"{r}@x.example" for r in (REP, REP2, INDIA)]}})
        self.assertEqual(self.found("rep-quiet", "record"), [(INDIA,), (REP2,)])

    def test_quiet_but_away(self):
        emails = [f"{r}@x.example" for r in (REP, REP2, INDIA)]
        away = {"leave": [{"person": emails[1], "from": "2022-06-01", "to": "2022-07-14"},
                          {"person": emails[2], "from": "2022-06-01", "to": "2022-08-14"}]}
        self.run_on(self.days("07-01"), config={"reps": {"emails": emails}, "calendar": away})
        self.assertEqual(self.found("rep-quiet", "record", "working_days"), [(REP2, 1)])   # the 15th, the as-of day

    def test_no_touch_at_all(self):
        self.run_on(self.days("07-01", "07-02", Status="Open", IsClosed=""))
        self.assertEqual(set(self.result["not_checked"]),
                         {"outreach-person", "outreach-account", "outreach-same-day", "outreach-no-reply", "rep-quiet",
                          "opportunity-stale", "close-date-past"})
        self.assertEqual(self.found("rep-quiet"), [])

    def test_unlinked(self):
        self.write("Opportunity", [dict(Id="006O1", AccountId="001A", OwnerId=REP), dict(Id="006O2", OwnerId=REP)])
        nowhere = self.task(WhoId="", Status="Open", IsClosed="")
        linked = [self.task(WhoId="00QL1"), self.task(WhoId="", WhatId="006O1")]
        fill = lambda n: [self.task() for _ in range(n)]  # noqa: E731
        self.run_on(linked + fill(17) + [nowhere])                                         # 1 of 20: exactly 5 %
        self.assertEqual(self.found("activity-unlinked"), [])
        self.run_on(linked + fill(16) + [nowhere, self.task(WhoId="", WhatId="006O2")])    # 2 of 20
        self.assertEqual(self.found("activity-unlinked"), [{"record": REP, "rep": REP, "severity": "warn",
                                                            "unlinked": 2, "activities": 20}])
        self.run_on(linked + fill(15) + [nowhere, self.task(WhoId="", WhatId="006O2")])    # 19 are too few
        self.assertEqual(self.found("activity-unlinked"), [])

    def test_no_files(self):
        for path in self.folder.iterdir():
            path.unlink()
        self.assertEqual(set(self.run_on()["not_checked"]), set(recount.CHECKS))


class Review(Folder):
    def test_row(self):
        self.run_on(self.days("06-20", "06-21", "07-10", "07-11") + self.days("07-12", WhoId="003C2", Subject="Email")
                    + [self.task("2022-07-01", WhoId="", WhatId="001B")]
                    + [self.task("2022-07-03", CallType="Inbound", OwnerId=REP2, Status="Open", IsClosed=""),
                       self.task("2022-07-03", CallType="Inbound", WhoId="003C3")]
                    + self.days("06-01", "06-15", "06-16", WhoId="003C4"),
                    [self.event("2022-07-12T20:00:00Z", WhoId=""), self.event("2022-07-13T20:00:00Z")])
        self.assertEqual(self.review(), {
            "rep": REP, "window": "now", "touches": 7, "email": 1, "call": 6, "linkedin": 0, "sms": 0, "persons": 3,
            "accounts": 2, "median": 1, "p90": 3.4, "max": 4, "burst": 2, "burst_person": "003C1", "replies": 1,
            "persons_replied": 1, "meetings": 2, "days_active": 8})
        before = self.review(window="before")  # 15 and 16 June are in one week, but only one of them is before
        self.assertEqual((before["touches"], before["burst"], before["burst_person"]), (2, 1, "003C4"))
        idle = self.review(REP2)
        self.assertEqual((idle["touches"], idle["median"], idle["burst_person"]), (0, None, None))

    def test_burst_ties_go_to_the_earliest(self):
        self.run_on(self.days("07-01", "07-02") + self.days("06-20", "06-21", WhoId="003C2"))
        self.assertEqual(self.review()["burst_person"], "003C2")


class AccountFields(Folder):
    full = dict(Id="001A", Name="Acme", OwnerId=REP, Type="Prospect", BillingStreet="1 Way", BillingCity="Bonn",
                BillingState="", BillingPostalCode="53111", BillingCountry="Germany", Industry="Energy",
                NumberOfEmployees="0", Rating="Hot", ShippingStreet="1 Way", ShippingCity="Bonn", ShippingState="",
                ShippingPostalCode="53111", ShippingCountry="DE", ParentId="", URL__c="", Due__c="")

    def missing(self, change=None, config=None, opportunities=None, **columns):
        self.write("Account", [{**self.full, **(change or {}), **columns}])
        if opportunities is not None:
            self.write("Opportunity", opportunities)
        self.run_on(config=config)
        found = self.found("account-missing-fields")
        return found[0]["missing"] if found else []

    def test_complete(self):
        self.assertEqual(self.missing(), [])  # no state in Germany, zero employees is a value

    def test_states(self):
        for country in ("US", "U.S.A.", "united states", "Canada", "México", "IE"):
            self.assertEqual(self.missing(BillingCountry=country), ["billing_state"], country)
        self.assertEqual(self.missing(BillingCountry=""), ["billing_country"])
        self.assertEqual(self.missing(BillingCountry="Japan"), [])

    def test_name_and_question_mark(self):
        self.assertEqual(self.missing(Name="?", Industry=" ? "), ["name", "industry"])
        self.assertEqual(self.found("account-missing-fields", "severity", "rep"), [("fail", REP)])

    def test_column_not_in_the_export(self):
        without = {k: v for k, v in self.full.items() if k not in ("Rating", "BillingStreet")}
        self.write("Account", [without])
        self.run_on()
        self.assertEqual(self.found("account-missing-fields"), [])

    def test_mapped_fields(self):
        fields = {"fields": {"linkedin_company_url": "URL__c", "ciso_employees": "Nowhere__c",
                             "invoice_sent": "Due__c"}}
        self.assertEqual(self.missing(config=fields), ["linkedin_company_url"])
        self.assertEqual(self.missing(config=fields, Type="Customer"), ["linkedin_company_url", "invoice_sent"])

    def test_customers(self):
        no_shipping = dict(ShippingCity="")
        self.assertEqual(self.missing(no_shipping), [])
        for kind in ("Customer", "customer - direct"):
            self.assertEqual(self.missing(no_shipping, Type=kind), ["shipping_city"], kind)
        self.assertEqual(self.missing(no_shipping, Type="Customers"), [])
        clients = {"customer_types": ["Client"]}
        self.assertEqual(self.missing(no_shipping, config=clients, Type="Customer"), [])
        self.assertEqual(self.missing(no_shipping, config=clients, Type="client"), ["shipping_city"])
        won = dict(Id="006O1", AccountId="001A", IsWon="1", IsClosed="1", CloseDate="2022-07-15")
        self.assertEqual(self.missing(no_shipping, opportunities=[won]), ["shipping_city"])
        self.assertEqual(self.missing(no_shipping, opportunities=[{**won, "CloseDate": "2022-07-16"}]), [])
        self.assertEqual(self.missing(no_shipping, opportunities=[{**won, "CloseDate": ""}]), [])
        self.assertEqual(self.missing(no_shipping, opportunities=[{**won, "IsWon": "", "StageName": "Closed Won"}]),
                         ["shipping_city"])

    def test_parent(self):
        self.assertEqual(self.missing(Name="Acme (Subsidiary)"), ["parent_account"])
        self.assertEqual(self.missing(Name="Acme Subsidiary", ParentId="000000000000000AAA"), ["parent_account"])
        self.assertEqual(self.missing(Name="Acme Subsidiary", ParentId="001B"), [])
        self.assertEqual(self.missing(Name="Subsidiaryland"), [])

    def test_left_out(self):
        self.assertEqual(self.missing(Industry="", config={"catch_all_accounts": ["001A"]}), [])
        self.assertEqual(self.missing(Industry="", config={"excluded_users": [REP]}), [])
        self.assertEqual(self.missing(Industry="", IsDeleted="true"), [])


class Pipeline(Folder):
    def stale(self, opportunities, *columns, tasks=(), events=()):
        self.write("Opportunity", opportunities)
        self.run_on([self.task("2030-01-01"), *tasks], [self.event("2030-01-01T00:00:00Z"), *events])
        return self.found("opportunity-stale", *(columns or ("record", "severity", "days", "last", "from")))

    @staticmethod
    def deal(key="006O1", **more):
        return {"Id": key, "OwnerId": REP2, "AccountId": "001A", "StageName": "Discovery", "IsClosed": "", "IsWon": "",
                "CloseDate": "2022-09-01", "CreatedDate": "2022-07-10T00:00:00Z", **more}

    def test_limits(self):
        for day, expected in (("06-16", []), ("06-15", [("warn", 30)]),
                              ("06-01", [("warn", 44)]), ("05-31", [("fail", 45)])):
            with self.subTest(day):
                self.assertEqual(self.stale([self.deal()], "severity", "days", tasks=self.days(day)), expected)

    def test_days_are_the_orgs(self):
        # 05:00 UTC on 16 June is 15 June in Los Angeles
        self.assertEqual(self.stale([self.deal()], events=[self.event("2022-06-16T05:00:00Z")]),
                         [("006O1", "warn", 30, "2022-06-15", "communication")])

    def test_creation_and_unknown(self):
        self.assertEqual(self.stale([self.deal(CreatedDate="2022-05-01T05:00:00Z")]),
                         [("006O1", "fail", 76, "2022-04-30", "creation")])
        self.assertEqual(self.stale([self.deal(CreatedDate="")]), [("006O1", "warn", None, None, "unknown")])
        self.assertEqual(self.stale([self.deal(CreatedDate="2023-01-01T00:00:00Z")]), [])  # negative: no finding
        self.assertEqual(self.stale([self.deal()]), [])
        self.assertEqual(self.stale([self.deal(CreatedDate="2022-07-10")], "days", tasks=self.days("05-01")), [(75,)])

    def test_speaks_for_that_one_alone(self):
        old = "2022-05-01T12:00:00Z"
        deals = [self.deal(CreatedDate=old), self.deal("006O2", CreatedDate=old)]
        self.assertEqual(self.stale(deals, "record", tasks=self.days("07-10", WhatId="006O1")), [("006O2",)])
        self.assertEqual(self.stale(deals, "record", tasks=self.days("07-10")), [])
        self.assertEqual(self.stale(deals, "record", tasks=self.days("07-10", WhoId="", WhatId="001A")), [])
        self.assertEqual(len(self.stale(deals, "record", tasks=self.days("07-10", WhatId="006GONE"))), 2)
        self.assertEqual(len(self.stale(deals, "record", tasks=self.days("07-10", WhoId="00QL1"))), 2)
        self.write("Case", [dict(Id="500K1", AccountId="001A")])
        self.assertEqual(self.stale(deals, "record", tasks=self.days("07-10", WhoId="", WhatId="500K1")), [])

    def test_what_is_a_communication(self):
        deals = [self.deal(CreatedDate="2022-05-01")]
        recent = lambda **more: len(self.stale(deals, "record", tasks=self.days("07-10", **more))) == 0  # noqa: E731
        self.assertTrue(recent(Status="Not Started", IsClosed="false"))
        self.assertTrue(recent(CallType="Inbound"))
        self.assertTrue(recent(OwnerId="005NOBODY"))
        self.assertTrue(recent(Subject="Send Letter"))
        self.assertFalse(recent(Subject="Send Letter", WhoId="", WhatId="006O1"))  # other, and no person
        self.assertTrue(recent(WhoId="", WhatId="006O1"))
        self.assertFalse(recent(CallType="Internal"))
        self.assertFalse(recent(IsDeleted="true"))
        self.assertEqual(self.stale(deals, "record", events=[self.event("2022-07-10T12:00:00Z")]), [])

    def test_a_folded_row_still_speaks_for_its_deal(self):
        deals = [self.deal(CreatedDate="2022-05-01"), self.deal("006O2", CreatedDate="2022-05-01")]
        mails = [self.task("2022-07-10", TaskSubtype="Email", CreatedDate="2022-07-10T20:00:00Z", WhatId=deal)
                 for deal in ("006O1", "006O2")]
        self.assertEqual(self.stale(deals, tasks=mails), [])
        self.assertEqual(self.result["folded"], 1)

    def test_open(self):
        deals = [self.deal("006A", IsClosed="1"), self.deal("006B", StageName="Closed Lost"),
                 self.deal("006C", StageName="Closed Lost", IsClosed="false"), self.deal("006D", StageName="Gone")]
        self.write("OpportunityStage", [dict(Id="01J1", MasterLabel="Gone", IsClosed="true")])
        for deal in deals:
            deal["CreatedDate"] = ""
        self.assertEqual(self.stale(deals, "record"), [("006C",)])

    def test_close_date(self):
        self.stale([self.deal("006A", CloseDate="2022-07-14"), self.deal("006B", CloseDate="2022-07-15"),
                    self.deal("006C", CloseDate=""), self.deal("006D", CloseDate="2022-06-15", IsClosed="true"),
                    self.deal("006E", CloseDate="2022-07-05T00:00:00.000Z")])
        self.assertEqual(self.found("close-date-past", "record", "severity", "days", "rep"),
                         [("006A", "fail", 1, REP2), ("006E", "fail", 10, REP2)])


class Files(Folder):
    def test_tree_json(self):
        for path in self.folder.iterdir():
            path.unlink()
        record = lambda kind, ref, **more: {"attributes": {"type": kind, "referenceId": ref}, **more}  # noqa: E731
        for name, records in (("Accounts", [record("Account", "AccountRef1", Name="Acme"),
                                            record("Account", "AccountRef2")]),
                              ("Opps", [record("Opportunity", "OpportunityRef1", StageName="Discovery",
                                               AccountId="@AccountRef1", CloseDate="2022-07-01"),
                                        record("Opportunity", "OpportunityRef2", StageName="Closed Won")])):
            (self.folder / f"{name}.json").write_text(json.dumps({"records": records}))
        (self.folder / "plan.json").write_text('[{"sobject": "Account", "files": ["Accounts.json"]}]')
        self.run_on()
        self.assertEqual(self.found("close-date-past", "record", "days", "rep"), [("OpportunityRef1", 14, None)])
        self.assertEqual(self.found("opportunity-stale", "record", "from"), [("OpportunityRef1", "unknown")])
        self.assertEqual(self.found("account-missing-fields", "record", "severity", "missing"),
                         [("AccountRef2", "fail", ["name"])])

    def test_command_line(self):
        self.write("Task", [self.task(Status="Open", IsClosed="")])
        config = self.folder / "config.json"
        config.write_text(json.dumps(ALL))
        out = io.StringIO()
        with redirect_stdout(out):
            recount.main(["--data", str(self.folder), "--as-of", "2022-07-15", "--config", str(config)])
        result = json.loads(out.getvalue())
        self.assertEqual(list(result), ["as_of", "reps", "findings", "not_checked", "rep_review", "folded"])
        self.assertEqual(list(result["findings"]), list(recount.CHECKS))


if __name__ == "__main__":
    unittest.main()
