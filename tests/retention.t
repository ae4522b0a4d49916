#!/bin/bash
# What is old goes, in the database and in the folders, and the next night finds what it
# would have found: one organisation with the shortest retention beside one that keeps all.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
thin 12 Task Event EventRelation EmailMessage EmailMessageRelation
shortest=(versions_days=90 vanished_days=90 runs_days=31 resolved_findings_days=31 events_days=31 waivers_days=31
	decisions_days=31 coaching_days=31 files_days=300)
setup=('[check.renewal-not-created]' 'window_days = 60' '[review]' "folder = $scratch/drop" '[metrics]' "file = $scratch/metrics.prom")
files_configuration short "${setup[@]}" '[retention]' "${shortest[@]}"
files_configuration whole "${setup[@]}" '[retention]' "${shortest[@]/=*/=0}"

# a contact that the CRM deleted, and that its exports still tell of
gone=$(sed -n '2s/^"\([^"]*\)".*/\1/p' "$scratch/org/Contact.csv")
sed -i '2s/^\("[^"]*"\),"false"/\1,"true"/' "$scratch/org/Contact.csv"
ok "a first night" run short -q nightly --as-of $as_of
ok "a first night of the other" run whole -q nightly --as-of $as_of

# the same past for both: every kind of row once too old and once young enough
past() {
	ask "$1" "
UPDATE account_version SET valid_from = '2026-06-20' WHERE account_id = (SELECT min(account_id) FROM account_version);
WITH one AS (SELECT min(account_id) AS id FROM account_version)
INSERT INTO account_version (account_id, valid_from, valid_to, name, owner_id)
SELECT id, '-infinity'::timestamptz, '2025-01-01'::timestamptz, 'As it was', 'old' FROM one
UNION ALL SELECT id, '2025-01-01', '2026-06-20', 'As it was later', 'old' FROM one;
INSERT INTO lead_version (lead_id, valid_from, valid_to, status)
SELECT min(lead_id), '2024-01-01', '2025-01-01', 'Old' FROM lead_version;
INSERT INTO run (run_id, job, as_of, as_of_day, state, started_at) OVERRIDING SYSTEM VALUE
SELECT -n, 'nightly', '2026-06-30'::timestamptz - n * interval '5 days', '2026-06-30'::date - n * 5, 'done', '2026-06-30' FROM generate_series(1, 20) AS n;
INSERT INTO delivery (run_id, as_of_day, channel, kind, whose, name, file, recipient, sent_to, state, news, why, finding_mark, flag_mark, decision_mark)
SELECT -n, '2026-06-30'::date - n * 5, 'mail', kind, '', '', kind, 'a@demo.example', 'a@demo.example', CASE WHEN n = 20 OR n = 9 THEN 'sent' ELSE 'quiet' END,
       '', '', 0, 0, 0
  FROM generate_series(1, 20) AS n, unnest('{organisation,unassigned}'::text[]) AS kind WHERE kind = 'organisation' AND n IN (3, 9, 19, 20) OR n = 20;
INSERT INTO run_check (run_id, check_id, result, reason, warns, fails, news, resolved, milliseconds)
SELECT -n, 'rep-quiet', 'pass', '', 0, 0, 0, 0, 0 FROM generate_series(1, 20) AS n;
INSERT INTO finding (finding_id, check_id, record_type, record_id, part, rep_id, label, severity, why, weight, detail, state, first_seen, last_seen,
                     resolved_on, reopened_times) OVERRIDING SYSTEM VALUE
VALUES (90001, 'rep-quiet', 'user', 'a', '', 'a', '', 'warn', '', 0, '{}', 'resolved', '2025-01-01', '2025-01-02', '2025-01-03', 0),
       (90002, 'rep-quiet', 'user', 'b', '', 'b', '', 'warn', '', 0, '{}', 'resolved', '2025-01-01', '2026-06-15', '2026-06-16', 0),
       (90003, 'rep-quiet', 'user', 'c', '', 'c', '', 'warn', '', 0, '{}', 'resolved', '2025-01-01', '2025-01-02', '2025-01-03', 0);
INSERT INTO finding_event (finding_id, on_day, what, words)
VALUES (90001, '2025-01-01', 'found', ''), (90002, '2025-01-01', 'found', ''), (90002, '2025-01-05', 'worse', ''), (90002, '2025-01-09', 'worse', '');
INSERT INTO waiver (check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, ended_on, source)
VALUES ('rep-quiet', 'c', '', 'c', 'warn', 'kept', 'x', '2025-01-01', '2026-12-31', NULL, 'job'),
       ('rep-quiet', 'z', '', 'z', 'warn', 'over', 'x', '2025-01-01', '2025-02-01', '2025-02-02', 'job');
INSERT INTO review_decision (subject, number, label, decision, note, on_day, decided_by, decided_on, workbook_day, saved_at, print, reopened_times,
                             file_sha256, sheet, row, state, reason)
VALUES ('finding', 90001, '', 'fix', '', '', 'x', '2025-01-01', '2025-01-01', '2025-01-01', '', 0, '', '', 1, 'applied', ''),
       ('finding', 90002, '', 'fix', '', '', 'x', '2025-01-01', '2025-01-01', '2025-01-01', '', 0, '', '', 1, 'superseded', ''),
       ('finding', 90002, '', 'fix', '', '', 'x', '2025-01-01', '2025-01-01', '2025-01-01', '', 0, '', '', 1, 'applied', '');
INSERT INTO coaching_flag (flag_id, rep_id, state, raised_on, state_on, last_seen, fails, warns, reasons, examples) OVERRIDING SYSTEM VALUE
SELECT 90000 + n, 'nobody', 'done', '2025-01-01'::date + n, '2025-01-01'::date + n, '2025-01-01'::date + n, 0, 0, '[]', '[]' FROM generate_series(1, 2) AS n;"
}
ok "a past, old and young" past short
ok "the same past for the other" past whole
mkdir -p "$scratch"/drop/{done,rejected} "$scratch/out-short/redacted/managers"
touch -d '400 days ago' "$scratch"/drop/done/{old.xlsx,other.txt} "$scratch"/out-short/{rep-old.xlsx,mine.xlsx} "$scratch"/out-short/managers/old.xlsx \
	"$scratch"/out-short/redacted/managers/old.xlsx
touch -d '200 days ago' "$scratch/drop/rejected/young.xlsx"

ok "the next night" bash -c "$crmaudit --log-format json -c $scratch/short.ini nightly --as-of 2026-07-01 >/dev/null 2>$scratch/log"
ok "of the other" run whole -q nightly --as-of 2026-07-01

same "versions of an account: the first that is left was always there" 'As it was later|-infinity' \
	"$(ask short "SELECT name, valid_from FROM account_version WHERE valid_to = '2026-06-20'")"
same "versions of leads stay" 1 "$(ask short "SELECT count(*) FROM lead_version WHERE status = 'Old'")"
same "a deleted contact: its id, and nothing it said" "t|0035|0|{}" \
	"$(ask short "SELECT is_deleted, left(contact_id, 4), num_nonnulls(name, first_name, last_name, title, department, email, mobile, stamp), custom || extra
	                FROM contact_version WHERE contact_id = '$gone' AND valid_to = 'infinity'")"
same "runs: the last fourteen stay" "-12|14" "$(ask short 'SELECT min(run_id), count(*) FROM run')"
same "with their results" -12 "$(ask short 'SELECT min(run_id) FROM run_check')"
same "deliveries: the last to each recipient stays, of each workbook" "organisation -9 sent, organisation -3 quiet, unassigned -20 sent" \
	"$(ask short "SELECT string_agg(concat_ws(' ', kind, run_id, state), ', ' ORDER BY kind, run_id) FROM delivery")"
same "findings: resolved for long and not waived" "90002 90003" \
	"$(ask short "SELECT string_agg(finding_id::text, ' ' ORDER BY finding_id) FROM finding WHERE finding_id > 90000")"
same "events: the first, and the last of a kind" "found 2025-01-01, worse 2025-01-09" \
	"$(ask short "SELECT string_agg(what || ' ' || on_day, ', ' ORDER BY on_day) FROM finding_event WHERE finding_id > 90000")"
same "waivers: those that run stay" kept "$(ask short 'SELECT reason FROM waiver')"
same "decisions: those that hold stay, of findings that do" "90002 applied" "$(ask short "SELECT number || ' ' || state FROM review_decision")"
same "coaching: the last flag of a rep stays" 90002 "$(ask short "SELECT flag_id FROM coaching_flag WHERE rep_id = 'nobody'")"
same "files: old ones of ours" "mine.xlsx young.xlsx other.txt" \
	"$(cd "$scratch" && for one in out-short/mine.xlsx out-short/rep-old.xlsx out-short/managers/old.xlsx out-short/redacted/managers/old.xlsx drop/done/old.xlsx drop/rejected/young.xlsx drop/done/other.txt; do
		[ -e $one ] && basename $one; done | xargs)"
same "kept for ever where 0 is said" "3|20|4|90001" \
	"$(ask whole "SELECT (SELECT count(*) FROM account_version WHERE valid_to < '2026-06-21') + 1, (SELECT count(*) FROM run WHERE run_id < 0),
	                   (SELECT count(*) FROM finding_event WHERE finding_id > 90000), (SELECT min(finding_id) FROM finding WHERE finding_id > 90000)")"

both() { ask "$1" "SELECT check_id, record_id, part, rep_id, severity, why, detail, first_seen FROM finding WHERE finding_id < 90000 OR finding_id > 90003 ORDER BY 1, 2, 3, 4"; }
same "the night found what it finds without retention" "$(both whole | md5sum)" "$(both short | md5sum)"
ok "and that is something" [ "$(both short | wc -l)" -gt 100 ]
ok "the log says how much of what went" grep -q '"stage": *"tidy".*retention: 1 resolved findings of more than 31 days ago' "$scratch/log"
ok "so does the status" bash -c "$crmaudit -c $scratch/short.ini status | grep -qE '^versions of accounts +1 +2026-07-01 +1'"
ok "and the metrics" grep -qE '^crmaudit_retention_rows\{.*\} 0$' "$scratch/metrics.prom"

changed=$(ask short "SELECT md5(string_agg(v::text, '|' ORDER BY contact_id, valid_from)) FROM contact_version AS v")
ok "another pull" run short -q pull
same "does not bring the deleted one's name back, nor writes it anew" "$changed" \
	"$(ask short "SELECT md5(string_agg(v::text, '|' ORDER BY contact_id, valid_from)) FROM contact_version AS v")"
sed -i '2s/^\("[^"]*"\),"true"/\1,"false"/' "$scratch/org/Contact.csv"
ok "it is there again at the source" run short -q pull
same "then its name is here again" t "$(ask short "SELECT NOT is_deleted AND name <> '' AND email LIKE '%@%' FROM contact_version WHERE contact_id = '$gone' AND valid_to = 'infinity'")"

files_configuration few '[retention]' 'versions_days = 100'
same "days that are too few for a check: status 78" 78 "$(status_of run few check --list)"
ok "it names the check, its figure and the mend" grep -qE 'few.ini:[0-9]+: .*versions_days = 100 is less than renewal-not-created \(window_days\) looks back, 365 days; write 365' "$scratch/said"
files_configuration off '[check.renewal-not-created]' 'enabled = no' '[retention]' 'versions_days = 100'
same "one that is switched off needs none" 0 "$(status_of run off check --list)"

ask short 'DROP FUNCTION retain_all_vanished'
same "a retention that cannot fails no night" 0 "$(status_of run short nightly --as-of 2026-07-02)"
ok "and is warned of" grep -q "retention: deleted records' texts: .*; the next night goes on with it" "$scratch/said"
done_testing
