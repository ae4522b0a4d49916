#include "reports/pages.h"

#include "reports/review.h"

/* On the second page what the session is prepared with. */
static const struct sheet_column coaching_columns[] = {
	{ "rep", REVIEW_REP, 18, .format = SHEET_WRAP },
	{ "state", "State", 11, .format = SHEET_TEXT },
	{ "reasons", "Reasons for the flag", 36, .format = SHEET_WRAP },
	{ "step", "Suggested", 23, .format = SHEET_WRAP },
	{ "decision", REVIEW_DECISION, 12, .format = SHEET_DECISION, .choices = review_flag_words },
	{ "on_day", REVIEW_ON, 12, .format = SHEET_NOTE },
	{ "note", REVIEW_NOTE, 18, .format = SHEET_NOTE },
	{ "label", "Example", 24, .format = SHEET_LINK, .id_key = "record_id" },
	{ "why", "What happened", 38, .format = SHEET_WRAP },
	{ "own", "Own figures, before → now", 31, .format = SHEET_WRAP, .begins_page = true },
	{ "team", "Team median", 27, .format = SHEET_WRAP, .is_quiet = true },
	{ "since", "Since the session", 40, .format = SHEET_WRAP },
	{ "raised_on", "Raised", 12, .format = SHEET_DATE },
	{ "worse_on", "Got worse", 12, .format = SHEET_DATE },
	{ "flag_id", REVIEW_FLAG, 8, .format = SHEET_TEXT },
	{ "mark", REVIEW_MARK, 9, .format = SHEET_TEXT, .is_quiet = true, .is_hidden = true },
	{ 0 },
};

static const struct sheet_column findings_columns[] = {
	{ "status", "Status", 10, .format = SHEET_STATUS },
	{ "age", "Age, days", 6, .format = SHEET_INTEGER },
	{ "rep", "Rep", 17, .format = SHEET_WRAP },
	{ "check_title", "Check", 23, .format = SHEET_WRAP },
	{ "severity", "Severity", 9, .format = SHEET_SEVERITY },
	{ "label", REVIEW_RECORD, 30, .format = SHEET_LINK, .id_key = "record_id" },
	{ "why", "Why", 42, .format = SHEET_WRAP },
	{ "decision", REVIEW_DECISION, 11, .format = SHEET_DECISION, .choices = review_finding_words },
	{ "decision_note", REVIEW_NOTE, 22, .format = SHEET_NOTE },
	{ "finding_id", REVIEW_FINDING, 8, .format = SHEET_TEXT },
	{ "mark", REVIEW_MARK, 9, .format = SHEET_TEXT, .is_quiet = true, .is_hidden = true },
	{ 0 },
};

static const struct sheet_column refused_columns[] = {
	{ "label", "About", 42, .format = SHEET_WRAP },
	{ "decided", "Was to be", 14, .format = SHEET_WRAP },
	{ "note", "With the words", 30, .format = SHEET_WRAP },
	{ "decided_by", "By", 24, .format = SHEET_WRAP },
	{ "reason", "Not taken because", 60, .format = SHEET_WRAP },
	{ "decided_on", "Read on", 12, .format = SHEET_DATE },
	{ "sheet", "Sheet", 16, .format = SHEET_TEXT },
	{ "number", "Number", 10, .format = SHEET_TEXT },
	{ 0 },
};

static const struct sheet_column teams_columns[] = {
	{ "team", "Team of", 28, .format = SHEET_WRAP },
	{ "above", "Reports to", 22, .format = SHEET_WRAP },
	{ "reps", "Reps", 8, .format = SHEET_INTEGER },
	{ "fails", "Fails", 8, .format = SHEET_INTEGER },
	{ "found", "Findings open", 9, .format = SHEET_INTEGER },
	{ "news", "New or reopened", 10, .format = SHEET_INTEGER },
	{ "escalated", "Escalated", 10, .format = SHEET_INTEGER },
	{ "flagged", "Reps to coach", 9, .format = SHEET_INTEGER },
	{ "waived", "Waived", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "workbook", "Workbook", 52, .format = SHEET_WRAP },
	{ 0 },
};

/* Each figure, and beside it in grey what it was in the 30 days before; on further
 * pages how the touches spread. */
static const struct sheet_column rep_review_columns[] = {
	{ "rep", "Rep", 20, .format = SHEET_WRAP },
	{ "touches", "Touches", 9, .format = SHEET_INTEGER },
	{ "touches_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "persons", "Persons", 9, .format = SHEET_INTEGER },
	{ "persons_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "accounts", "Accounts", 9, .format = SHEET_INTEGER },
	{ "accounts_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "replies", "Replies", 9, .format = SHEET_INTEGER },
	{ "replies_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "reply_rate", "Reply rate", 9, .format = SHEET_PERCENT },
	{ "reply_rate_before", "before", 8, .format = SHEET_PERCENT, .is_quiet = true },
	{ "meetings", "Meetings", 9, .format = SHEET_INTEGER },
	{ "meetings_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "days", "Days active", 9, .format = SHEET_INTEGER },
	{ "days_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "working_days", "Working days", 9, .format = SHEET_INTEGER },
	{ "logged", "of these logged", 9, .format = SHEET_PERCENT },
	{ "emails", "E-mails", 9, .format = SHEET_INTEGER, .begins_page = true },
	{ "emails_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "calls", "Calls", 9, .format = SHEET_INTEGER },
	{ "calls_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "linkedin", "LinkedIn", 9, .format = SHEET_INTEGER },
	{ "linkedin_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "sms", "SMS", 9, .format = SHEET_INTEGER },
	{ "sms_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "median", "Per person, median", 12, .format = SHEET_DECIMAL, .begins_page = true },
	{ "median_before", "before", 8, .format = SHEET_DECIMAL, .is_quiet = true },
	{ "p90", "Per person, 90 %", 12, .format = SHEET_DECIMAL },
	{ "p90_before", "before", 8, .format = SHEET_DECIMAL, .is_quiet = true },
	{ "most", "Per person, most", 12, .format = SHEET_INTEGER },
	{ "most_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "burst", "Most in 7 days", 9, .format = SHEET_INTEGER },
	{ "burst_person", "to", 22, .format = SHEET_WRAP },
	{ "burst_before", "before", 8, .format = SHEET_INTEGER, .is_quiet = true },
	{ "burst_person_before", "to, before", 22, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column account_coverage_columns[] = {
	{ "rep", "Rep", 22, .format = SHEET_WRAP },
	{ "account", "Account", 36, .format = SHEET_LINK, .id_key = "account_id" },
	{ "touches", "Touches, 30 days", 11, .format = SHEET_INTEGER },
	{ "persons", "Persons touched", 11, .format = SHEET_INTEGER },
	{ "last_touch", "Last touch", 12, .format = SHEET_DATE },
	{ "days_since", "Days since", 11, .format = SHEET_INTEGER },
	{ "last_reply", "Last reply", 12, .format = SHEET_DATE },
	{ "type", "Type", 24, .format = SHEET_TEXT },
	{ 0 },
};

static const struct sheet_column account_fields_columns[] = {
	{ "rep", "Rep", 22, .format = SHEET_WRAP },
	{ "label", "Account", 32, .format = SHEET_LINK, .id_key = "record_id" },
	{ "severity", "Severity", 11, .format = SHEET_SEVERITY },
	{ "missing_count", "Fields missing", 10, .format = SHEET_INTEGER },
	{ "missing", "Missing", 56, .format = SHEET_WRAP },
	{ "customer", "Customer", 12, .format = SHEET_TEXT },
	{ "account_type", "Type", 22, .format = SHEET_TEXT },
	{ "age", "Age, days", 9, .format = SHEET_INTEGER },
	{ 0 },
};

static const struct sheet_column pipeline_columns[] = {
	{ "rep", "Rep", 18, .format = SHEET_WRAP },
	{ "label", "Opportunity", 34, .format = SHEET_LINK, .id_key = "record_id" },
	{ "advice", "Recommended", 28, .format = SHEET_WRAP },
	{ "silent_days", "Days silent", 9, .format = SHEET_INTEGER },
	{ "last_on", "Last on", 12, .format = SHEET_DATE },
	{ "last_what", "Last communication", 26, .format = SHEET_WRAP },
	{ "close_date", "Close date", 12, .format = SHEET_DATE },
	{ "days_past", "Days past it", 9, .format = SHEET_INTEGER },
	{ "stage", "Stage", 16, .format = SHEET_WRAP },
	{ "amount", "Amount", 13, .format = SHEET_MONEY },
	{ "account", "Account", 24, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column checks_columns[] = {
	{ "title", "Check", 26, .format = SHEET_WRAP },
	{ "rule", "Rule", 7, .format = SHEET_TEXT },
	{ "result", "This time", 12, .format = SHEET_TEXT },
	{ "name", "Figure", 18, .format = SHEET_WRAP },
	{ "value", "Value", 10, .format = SHEET_ANY },
	{ "unit", "Unit", 22, .format = SHEET_WRAP },
	{ "applies_to", "For", 14, .format = SHEET_WRAP },
	{ "origin", "Whose figure", 13, .format = SHEET_TEXT },
	{ "why", "Why it matters", 34, .format = SHEET_WRAP },
	{ "fix", "What to do", 34, .format = SHEET_WRAP },
	{ "check_id", "Id", 25, .format = SHEET_TEXT },
	{ 0 },
};

static const struct sheet_column coverage_columns[] = {
	{ "sobject", "Records", 28, .format = SHEET_WRAP },
	{ "state", "State", 12, .format = SHEET_TEXT },
	{ "rows_source", "Rows at the source", 10, .format = SHEET_INTEGER },
	{ "rows_here", "Rows here", 10, .format = SHEET_INTEGER },
	{ "rows_read", "Read this time", 10, .format = SHEET_INTEGER },
	{ "rows_rejected", "Rows rejected", 10, .format = SHEET_INTEGER },
	{ "values_unreadable", "Values unreadable", 11, .format = SHEET_INTEGER },
	{ "values_mended", "Values mended", 10, .format = SHEET_INTEGER },
	{ "rows_vanished", "Found gone", 10, .format = SHEET_INTEGER },
	{ "lost_fields", "Fields lost", 16, .format = SHEET_WRAP },
	{ "newest_stamp", "Newest change", 17, .format = SHEET_INSTANT },
	{ "pulled_at", "Pulled", 17, .format = SHEET_INSTANT },
	{ "source", "Source", 11, .format = SHEET_TEXT },
	{ "example", "For example", 30, .format = SHEET_WRAP },
	{ 0 },
};

const struct sheet_column coverage_more_columns[] = {
	{ "what", "Also", 0, .format = SHEET_WRAP },
	{ "amount", "Number", 0, .format = SHEET_INTEGER },
	{ "detail", "Detail", 0, .format = SHEET_TEXT },
	{ 0 },
};

const struct page pages[] = {
	{ "Teams", "Teams", "reports/teams", "reports/teams_says", teams_columns, .is_of_teams = true },
	{ "Coaching flags", "Coaching flags", "reports/coaching", "reports/coaching_says", .columns = coaching_columns },
	{ "Findings", "Findings", "reports/findings", "reports/findings_says", .columns = findings_columns },
	{ "Not taken", "Decisions not taken", "reports/refused", "reports/refused_says", .columns = refused_columns },
	{ "Rep review", "Rep review: the last 30 days", "reports/rep_review", "reports/rep_review_says",
	  .columns = rep_review_columns },
	{ "Account coverage", "Account coverage", "reports/account_coverage", "reports/account_coverage_says",
	  .columns = account_coverage_columns },
	{ "Missing account fields", "Missing account fields", "reports/account_fields",
	  "reports/account_fields_says", .columns = account_fields_columns },
	{ "Pipeline", "Pipeline: stale and overdue", "reports/pipeline", "reports/pipeline_says",
	  .columns = pipeline_columns },
	{ "What the checks mean", "What the checks mean", "reports/checks", "reports/checks_says",
	  .columns = checks_columns },
	{ 0 },
};

const struct page coverage_page = {
	"Coverage", "Coverage", "reports/coverage", "reports/coverage_says", .columns = coverage_columns,
};

static const struct sheet_column deal_columns[] = {
	{ "owner", "Owner", 18, .format = SHEET_WRAP },
	{ "label", "Opportunity", 32, .format = SHEET_LINK, .id_key = "record_id" },
	{ "state", "State", 9, .format = SHEET_SEVERITY },
	{ "words", "What it needs", 60, .format = SHEET_WRAP },
	{ "silent_days", "Days silent", 9, .format = SHEET_INTEGER },
	{ "stage", "Stage", 16, .format = SHEET_WRAP },
	{ "amount", "Amount", 13, .format = SHEET_MONEY },
	{ "close_date", "Close date", 12, .format = SHEET_DATE },
	{ "account", "Account", 22, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column owner_columns[] = {
	{ "owner", "Owner", 26, .format = SHEET_WRAP },
	{ "deals", "Open", 9, .format = SHEET_INTEGER },
	{ "amount", "Worth", 17, .format = SHEET_MONEY },
	{ "needing", "Need something", 11, .format = SHEET_INTEGER },
	{ "overdue", "Past their date", 11, .format = SHEET_INTEGER },
	{ "stale", "Silent", 9, .format = SHEET_INTEGER },
	{ "lost", "To be closed", 10, .format = SHEET_INTEGER },
	{ "lost_amount", "Worth of these", 17, .format = SHEET_MONEY },
	{ 0 },
};

static const struct sheet_column closing_columns[] = {
	{ "owner", "Owner", 20, .format = SHEET_WRAP },
	{ "label", "Opportunity", 36, .format = SHEET_LINK, .id_key = "record_id" },
	{ "stage", "Stage now", 18, .format = SHEET_WRAP },
	{ "new_stage", "Proposed", 16, .format = SHEET_TEXT },
	{ "silent_days", "Days silent", 9, .format = SHEET_INTEGER },
	{ "amount", "Amount", 15, .format = SHEET_MONEY },
	{ "close_date", "Close date", 12, .format = SHEET_DATE },
	{ "account", "Account", 26, .format = SHEET_WRAP },
	{ "record_id", "Id", 21, .format = SHEET_TEXT },
	{ 0 },
};

static const struct sheet_column lead_columns[] = {
	{ "status", "Status", 18, .format = SHEET_WRAP },
	{ "rep", "Owner", 20, .format = SHEET_WRAP },
	{ "label", "Lead", 28, .format = SHEET_LINK, .id_key = "record_id" },
	{ "severity", "Severity", 10, .format = SHEET_SEVERITY },
	{ "words", "What it needs", 70, .format = SHEET_WRAP },
	{ "age", "Age, days", 9, .format = SHEET_INTEGER },
	{ "company", "Company", 30, .format = SHEET_WRAP },
	{ 0 },
};

static const struct sheet_column status_columns[] = {
	{ "status", "Status", 28, .format = SHEET_WRAP },
	{ "leads", "Leads", 9, .format = SHEET_INTEGER },
	{ "needing", "Need something", 11, .format = SHEET_INTEGER },
	{ "failing", "of these fail", 10, .format = SHEET_INTEGER },
	{ "owners", "Owners", 9, .format = SHEET_INTEGER },
	{ 0 },
};

const struct page pipeline_pages[] = {
	{ "Opportunities", "Pipeline review: open opportunities", "reports/pipeline_open", "reports/pipeline_open_says",
	  .columns = deal_columns },
	{ "Owners", "Pipeline review: owners", "reports/pipeline_owners", "reports/pipeline_owners_says",
	  .columns = owner_columns },
	{ "Proposed closings", "Pipeline review: proposed closings", "reports/pipeline_closings",
	  "reports/pipeline_closings_says", .columns = closing_columns },
	{ 0 },
};

const struct page lead_pages[] = {
	{ "Leads", "Lead review: what leads need", "reports/lead_open", "reports/lead_open_says", .columns = lead_columns },
	{ "Statuses", "Lead review: all by status", "reports/lead_statuses", "reports/lead_statuses_says",
	  .columns = status_columns },
	{ 0 },
};

const struct page rep_review_pages[] = {
	{ "Rep review", "Rep review: the last 30 days", "reports/rep_review", "reports/rep_review_says",
	  .columns = rep_review_columns },
	{ "Coaching flags", "Coaching flags", "reports/coaching", "reports/coaching_says", .columns = coaching_columns },
	{ 0 },
};
