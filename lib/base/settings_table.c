#include "lib/base/settings_table.h"

#include "lib/base/days.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#define KINDS "email, call, linkedin, sms, meeting, other"
#define LEGAL_FORMS "inc, incorporated, llc, llp, lp, ltd, limited, plc, corp, corporation, co, company, gmbh, mbh, ag, se, kg, " \
	"ug, sa, sas, sarl, srl, spa, bv, nv, ab, as, asa, oy, oyj, aps, kk, pty, pte, pvt, sl, slu, lda, ltda, sro, zrt, kft"
#define FREE_MAIL "gmail.com, googlemail.com, yahoo.com, hotmail.com, outlook.com, live.com, msn.com, icloud.com, me.com, " \
	"aol.com, proton.me, protonmail.com, gmx.com, gmx.de, gmx.net, web.de, mail.com, mail.ru, yandex.ru, yandex.com, " \
	"qq.com, 163.com, 126.com, zoho.com, hey.com, fastmail.com"

#define RHYTHMS "off, daily, weekly, every 2 weeks, every 3 weeks, every 4 weeks, monthly"
#define RHYTHM_DAYS "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, first business day, 1, 2, 3, 4, 5, 6, 7, 8, " \
	"9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28"

/* The one list of settings. A new one is a row here and nothing else. */
const struct setting_row setting_rows[] = {
	{ "org", "name", SETTING_NAME, "default",
	  .about = "one organisation is one schema in the database", .in_sql = true },
	{ "org", "timezone", SETTING_ZONE, "UTC",
	  .about = "where its business days begin and end", .in_sql = true },
	{ "org", "record_url", SETTING_URL, "",
	  .about = "a record's page in the CRM, with {id} for its id", .words = "{id}" },

	{ "database", "conninfo", SETTING_TEXT, "",
	  .about = "what libpq takes; empty: a private PostgreSQL that crmaudit starts itself" },

	{ "files", "path", SETTING_FILE, "",
	  .about = "a folder of exports, one file per object" },
	{ "files", "timezone", SETTING_ZONE, "UTC",
	  .about = "of times in the exports that name no zone" },

	{ "salesforce", "auth", SETTING_CHOICE, "",
	  .about = "the way to log in", .words = "jwt, client_credentials, refresh_token, token, command" },
	{ "salesforce", "login_url", SETTING_URL, "https://login.salesforce.com",
	  .about = "where to log in" },
	{ "salesforce", "audience", SETTING_URL, "",
	  .about = "for jwt, where it differs from login_url" },
	{ "salesforce", "client_id", SETTING_TEXT, "",
	  .about = "the connected app's consumer key" },
	{ "salesforce", "username", SETTING_TEXT, "",
	  .about = "for jwt: the login's user name" },
	{ "salesforce", "private_key_file", SETTING_SECRET_FILE, "",
	  .about = "for jwt: the key in PEM" },
	{ "salesforce", "client_secret_file", SETTING_SECRET_FILE, "",
	  .about = "holds the consumer secret" },
	{ "salesforce", "client_secret_command", SETTING_COMMAND, "",
	  .about = "prints the consumer secret" },
	{ "salesforce", "access_token_file", SETTING_SECRET_FILE, "",
	  .about = "for token: holds it" },
	{ "salesforce", "access_token_command", SETTING_COMMAND, "",
	  .about = "for command: prints the access token" },
	{ "salesforce", "refresh_token_file", SETTING_SECRET_FILE, "",
	  .about = "for refresh_token: holds it" },
	{ "salesforce", "instance_url", SETTING_URL, "",
	  .about = "the org's own host, for token and command" },
	{ "salesforce", "api_version", SETTING_VERSION, "64.0",
	  .about = "of the web API" },
	{ "salesforce", "ca_file", SETTING_FILE, "",
	  .about = "certificates to trust instead of the system's" },
	{ "salesforce", "lag_seconds", SETTING_NUMBER, "300",
	  .about = "how close to now a pull reads", .most = 86400 },
	{ "salesforce", "overlap_seconds", SETTING_NUMBER, "600",
	  .about = "how far a pull reaches back behind the last", .most = 604800 },
	{ "salesforce", "page_rows", SETTING_NUMBER, "2000",
	  .about = "rows asked for at a time", .least = 200, .most = 2000 },
	{ "salesforce", "bulk_rows", SETTING_NUMBER, "50000",
	  .about = "a whole read of so many rows goes by the Bulk API; 0: never", .most = 1000000000 },
	{ "salesforce", "bulk_seconds", SETTING_NUMBER, "7200",
	  .about = "after which a Bulk job is given up, and REST asked", .least = 1, .most = 86400 },
	{ "salesforce", "side_by_side", SETTING_NUMBER, "2",
	  .about = "objects read at the same time", .least = 1, .most = 8 },
	{ "salesforce", "quota_share_run", SETTING_NUMBER, "25",
	  .about = "percent of the organisation's calls for 24 hours that one run may use", .least = 1, .most = 100 },
	{ "salesforce", "quota_share_total", SETTING_NUMBER, "80",
	  .about = "percent of them, used by whomever, at which a run stops", .least = 1, .most = 100 },
	{ "salesforce", "skip", SETTING_LIST, "",
	  .about = "objects that are not read, such as EmailMessage", .in_sql = true },
	{ "salesforce", "retries", SETTING_NUMBER, "5",
	  .about = "further tries of a request that failed", .most = 20 },
	{ "salesforce", "timeout_seconds", SETTING_NUMBER, "600",
	  .about = "after which a request counts as failed", .least = 1, .most = 86400 },
	{ "salesforce", "sweep_nights", SETTING_NUMBER, "7",
	  .about = "nights between comparisons of all ids, for rows deleted without trace; 0: never", .most = 3650, .in_sql = true },
	{ "salesforce", "formula_nights", SETTING_NUMBER, "7",
	  .about = "nights between whole reads of objects with mapped formula fields; 0: never", .most = 3650, .in_sql = true },

	{ "pull", "stale_days", SETTING_NUMBER, "3",
	  .about = "after which records not pulled again are too old for checks", .least = 1, .most = 3650, .in_sql = true },
	{ "pull", "most_vanished", SETTING_NUMBER, "50",
	  .about = "percent of an object's records (100 or more) that may vanish at once", .least = 1, .most = 100, .in_sql = true },

	{ "calendar", "hours", SETTING_HOURS, "07:00-16:00",
	  .about = "business hours, on the clock of its timezone" },
	{ "calendar", "days", SETTING_WEEKDAYS, "Mon-Fri",
	  .about = "the weekdays that are business days" },
	{ "calendar", "timezone", SETTING_ZONE, "America/Los_Angeles",
	  .about = "whose clock the business hours are" },
	{ "calendar", "holidays", SETTING_CHOICE, "us-federal",
	  .about = "days that are no business days, as observed", .words = "us-federal, none" },
	{ "calendar", "more_holidays", SETTING_DATES, "",
	  .about = "further ones, such as 2026-11-27 Day after Thanksgiving, 2026-12-24" },
	{ "calendar", "holidays_file", SETTING_FILE, "",
	  .about = "further ones: .ics, or CSV with day, name" },
	{ "calendar", "leave_file", SETTING_FILE, "",
	  .about = "who is away: .ics, or CSV with person, from, to" },
	{ "calendar", "people_file", SETTING_FILE, "",
	  .about = "who works when: CSV with person, start, end, days" },

	{ "reps", "roles", SETTING_LIST, "",
	  .about = "CRM role names of the people to audit", .in_sql = true },
	{ "reps", "emails", SETTING_LIST, "",
	  .about = "e-mail addresses of the people to audit", .in_sql = true },
	{ "reps", "exclude", SETTING_LIST, "",
	  .about = "e-mails, user names or ids of integration users", .in_sql = true },

	{ "accounts", "catch_all", SETTING_LIST, "",
	  .about = "ids of accounts that hold what belongs nowhere", .in_sql = true },
	{ "accounts", "customer_types", SETTING_LIST, "Customer",
	  .about = "account types that mean a customer", .in_sql = true },

	{ "opportunities", "closed_stages", SETTING_LIST, "",
	  .about = "stages that count as closed", .in_sql = true },
	{ "opportunities", "lost_stage", SETTING_TEXT, "",
	  .about = "the stage of a lost deal; empty: the CRM's own, else Closed Lost", .in_sql = true },
	{ "opportunities", "first_stages", SETTING_LIST, "",
	  .about = "stages that deals begin in; empty: the first open one of the CRM's list", .in_sql = true },
	{ "opportunities", "renewal_types", SETTING_LIST, "Existing Business, Renewal, Existing Customer - Renewal",
	  .about = "types of opportunities that mean a renewal", .in_sql = true },
	{ "opportunities.stage_days", "<text>", SETTING_NUMBER, "",
	  .about = "days that a deal may stay in this stage", .least = 1, .most = 3650 },

	{ "deals", "new_types", SETTING_LIST, "New Business, New Customer",
	  .about = "opportunity types that mean a first deal", .in_sql = true },
	{ "deals", "contract_titles", SETTING_LIST, "contract, agreement, order form, executed, signed, countersigned",
	  .about = "words in a file's title that mean the executed contract", .in_sql = true },
	{ "deals", "purchase_order_titles", SETTING_LIST, "purchase order, po",
	  .about = "words in a file's title that mean a purchase order", .in_sql = true },

	{ "quotes", "approvers", SETTING_LIST, "",
	  .about = "who approves quotes, the chief revenue officer: e-mails, user names or ids", .in_sql = true },
	{ "quotes", "sent_statuses", SETTING_LIST, "Presented, Sent, Accepted, Signed, Denied",
	  .about = "statuses of a Quote that the customer has seen", .in_sql = true },
	{ "quotes", "approved_statuses", SETTING_LIST, "",
	  .about = "statuses of a Quote that say it was approved before it was sent", .in_sql = true },

	{ "terms", "payment", SETTING_LIST, "",
	  .about = "standard payment terms, such as Net 30", .in_sql = true },
	{ "terms", "months", SETTING_LIST, "",
	  .about = "standard terms in months, such as 12, 24, 36", .in_sql = true },
	{ "terms", "most_discount", SETTING_NUMBER, "",
	  .about = "the most percent off a quote that nobody need approve", .most = 100, .in_sql = true },
	{ "terms", "approvers", SETTING_LIST, "",
	  .about = "who approves other terms: e-mails, user names or ids; empty: any approval counts", .in_sql = true },

	{ "leads", "mql_statuses", SETTING_LIST, "",
	  .about = "lead statuses that mean marketing-qualified; empty: those that hold MQL", .in_sql = true },
	{ "leads", "attempted_statuses", SETTING_LIST, "Attempted to contact",
	  .about = "lead statuses that mean that nobody answered yet", .in_sql = true },
	{ "leads", "closed_statuses", SETTING_LIST, "",
	  .about = "lead statuses that mean closed; empty: those that begin with Closed, Unqualified or Disqualified", .in_sql = true },

	{ "tickets", "p0", SETTING_LIST, "",
	  .about = "priorities of a Case that mean P0, an emergency", .in_sql = true },
	{ "tickets", "p1", SETTING_LIST, "",
	  .about = "priorities of a Case that mean P1, high", .in_sql = true },

	{ "duplicates", "legal_forms", SETTING_LIST, LEGAL_FORMS,
	  .about = "words at the end of a company's name that tell nothing", .in_sql = true },
	{ "duplicates", "free_mail", SETTING_LIST, FREE_MAIL,
	  .about = "mail domains of anybody", .in_sql = true },
	{ "duplicates", "shared_domains", SETTING_LIST, "",
	  .about = "further domains that several accounts may share", .in_sql = true },

	{ "meetings", "notes_titles", SETTING_LIST, "notes, minutes",
	  .about = "words in a file's title that mean meeting notes", .in_sql = true },

	{ "sanctions", "countries", SETTING_LIST, "",
	  .about = "countries no business is done with, by name or code", .in_sql = true },
	{ "sanctions", "regions", SETTING_LIST, "",
	  .about = "the same for states and regions", .in_sql = true },

	{ "fields.account", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.contact", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.lead", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.opportunity", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.user", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.task", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },
	{ "fields.event", "<column>", SETTING_FIELD, "",
	  .about = "our column = the CRM's field" },

	{ "required.account", "<column>", SETTING_CHOICE, "",
	  .about = "how bad it is when the column is empty", .words = "fail, warn, off" },
	{ "required.contact", "<column>", SETTING_CHOICE, "",
	  .about = "how bad it is when the column is empty", .words = "fail, warn, off" },
	{ "required.lead", "<column>", SETTING_CHOICE, "",
	  .about = "how bad it is when the column is empty", .words = "fail, warn, off" },
	{ "required.opportunity", "<column>", SETTING_CHOICE, "",
	  .about = "how bad it is when the column is empty", .words = "fail, warn, off" },

	{ "activity", "touch_statuses", SETTING_LIST, "",
	  .about = "statuses that make an activity a touch", .in_sql = true },
	{ "activity.subtype", "<text>", SETTING_CHOICE, "",
	  .about = "the kind of activities of this subtype", .words = KINDS },
	{ "activity.type", "<text>", SETTING_CHOICE, "",
	  .about = "the kind of activities of this type", .words = KINDS },
	{ "activity.subject", "<text>", SETTING_CHOICE, "",
	  .about = "the kind of activities with this subject", .words = KINDS },

	{ "checks", "folder", SETTING_FILE, "",
	  .about = "your own checks, NAME.sql; one named like ours takes its place" },
	{ "checks", "timeout_seconds", SETTING_NUMBER, "300",
	  .about = "how long each of your own checks may run", .least = 1, .most = 86400 },
	{ "check.<id>", "<parameter>", SETTING_TEXT, "",
	  .about = "a check's parameter; [check.<id> role:NAME] and [check.<id> rep:WHO] for some reps" },

	{ "waivers", "most_days", SETTING_NUMBER, "365",
	  .about = "for how many days a finding can be waived at most", .least = 1, .most = 3650 },
	{ "escalation", "days", SETTING_NUMBER, "14",
	  .about = "a finding open for so many days escalates, those waived not counted; 0: never", .most = 3650, .in_sql = true },
	{ "escalation", "times", SETTING_NUMBER, "2",
	  .about = "a finding that came back so many times escalates; 0: never", .most = 1000, .in_sql = true },
	{ "escalation", "severity", SETTING_CHOICE, "fail",
	  .about = "whether warnings escalate too", .words = "fail, warn", .in_sql = true },

	{ "coaching", "warns", SETTING_NUMBER, "3",
	  .about = "warnings that make a coaching flag", .least = 1, .most = 1000, .in_sql = true },
	{ "coaching", "again_after_days", SETTING_NUMBER, "14",
	  .about = "rest between two flags for the same thing", .most = 3650, .in_sql = true },
	{ "coaching", "minutes", SETTING_NUMBER, "30",
	  .about = "length of a coaching talk", .least = 5, .most = 480, .in_sql = true },
	{ "coaching", "follow_days", SETTING_NUMBER, "30",
	  .about = "how long a flag that ended is shown, and followed after its session", .least = 1, .most = 366, .in_sql = true },
	{ "coaching", "least_team", SETTING_NUMBER, "5",
	  .about = "the smallest team of which a median is told", .least = 3, .most = 1000, .in_sql = true },

	{ "retention", "resolved_findings_days", SETTING_NUMBER, "1100",
	  .about = "after which resolved findings go, with their events, decisions and waivers; here and below 0 is never", .most = 36500 },
	{ "retention", "events_days", SETTING_NUMBER, "1100",
	  .about = "after which events of findings go that happened again since; how each began stays", .most = 36500 },
	{ "retention", "waivers_days", SETTING_NUMBER, "1100",
	  .about = "after which waivers go that ended, unless their finding is open", .most = 36500 },
	{ "retention", "decisions_days", SETTING_NUMBER, "400",
	  .about = "after which refused and replaced decisions go, and that a workbook was read", .most = 36500 },
	{ "retention", "coaching_days", SETTING_NUMBER, "1100",
	  .about = "after which coaching flags go that ended, but for each rep's last", .most = 36500 },
	{ "retention", "versions_days", SETTING_NUMBER, "1100",
	  .about = "after which former versions of accounts, contacts and users go; those of leads and opportunities stay: how "
		   "often a date was moved and since when a stage holds is counted in them", .most = 36500 },
	{ "retention", "vanished_days", SETTING_NUMBER, "400",
	  .about = "after which the texts and custom fields of records go that the CRM deleted; ids, links and dates stay", .most = 36500 },
	{ "retention", "runs_days", SETTING_NUMBER, "400",
	  .about = "after which runs go with their checks' results, what they saw of fields and what was sent to whom; the last 14 runs stay, "
		   "and the last that each recipient got of a workbook", .most = 36500 },
	{ "retention", "files_days", SETTING_NUMBER, "400",
	  .about = "after which workbooks go that no run writes any more, and those in [review] folder's done and rejected", .most = 36500 },

	{ "managers", "by", SETTING_CHOICE, "manager",
	  .about = "whose rep is whose: first by the manager named at the user, or by the role tree", .words = "manager, role", .in_sql = true },
	{ "managers", "workbooks", SETTING_CHOICE, "yes",
	  .about = "whether each manager gets a workbook about the own team", .words = "yes, no", .in_sql = true },
	{ "managers", "delegates", SETTING_PAIRS, "",
	  .about = "who stands in for whom, such as boss@acme.example: deputy@acme.example", .in_sql = true },
	{ "managers", "everything", SETTING_LIST, "",
	  .about = "e-mails of those who get the organisation's workbook, and what belongs to no team", .in_sql = true },

	{ "ritual.pipeline", "rhythm", SETTING_CHOICE, "weekly",
	  .about = "how often its workbook is written; off: never", .words = RHYTHMS, .in_sql = true },
	{ "ritual.pipeline", "on", SETTING_CHOICE, "Monday",
	  .about = "a weekday, else for monthly ones the day; a holiday's is the next business day", .words = RHYTHM_DAYS, .in_sql = true },
	{ "ritual.pipeline", "responsible", SETTING_LIST, "",
	  .about = "e-mails or names of those who hold the review", .in_sql = true },
	{ "ritual.leads", "rhythm", SETTING_CHOICE, "weekly",
	  .about = "how often its workbook is written; off: never", .words = RHYTHMS, .in_sql = true },
	{ "ritual.leads", "on", SETTING_CHOICE, "Monday",
	  .about = "a weekday, else for monthly ones the day; a holiday's is the next business day", .words = RHYTHM_DAYS, .in_sql = true },
	{ "ritual.leads", "responsible", SETTING_LIST, "",
	  .about = "e-mails or names of those who hold the review", .in_sql = true },
	{ "ritual.rep-review", "rhythm", SETTING_CHOICE, "monthly",
	  .about = "how often its workbook is written; off: never", .words = RHYTHMS, .in_sql = true },
	{ "ritual.rep-review", "on", SETTING_CHOICE, "first business day",
	  .about = "a weekday, else for monthly ones the day; a holiday's is the next business day", .words = RHYTHM_DAYS, .in_sql = true },
	{ "ritual.rep-review", "responsible", SETTING_LIST, "",
	  .about = "e-mails or names of those who hold the review", .in_sql = true },

	{ "report", "folder", SETTING_FILE, "out",
	  .about = "where workbooks are written" },
	{ "report", "redact", SETTING_CHOICE, "no",
	  .about = "whether reports are written with codenames and without free text, so that they can be shared", .words = "yes, no" },
	{ "report", "reps", SETTING_CHOICE, "no",
	  .about = "whether each night writes a workbook per rep, too", .words = "yes, no", .in_sql = true },

	{ "metrics", "file", SETTING_FILE, "",
	  .about = "figures of the last night for Prometheus' textfile collector, such as /var/lib/prometheus/node-exporter/acme.prom" },

	{ "heartbeat", "url_file", SETTING_SECRET_FILE, "",
	  .about = "holds the address that is told of each night's start and end, in the way of healthchecks" },
	{ "heartbeat", "url_command", SETTING_COMMAND, "",
	  .about = "prints it" },
	{ "heartbeat", "ca_file", SETTING_FILE, "",
	  .about = "certificates to trust there instead of the system's" },

	{ "mail", "server", SETTING_TEXT, "",
	  .about = "who takes the workbooks' mails: smtps://mail.acme.example, or smtp://mail.acme.example:587 with STARTTLS; empty: none are sent" },
	{ "mail", "user", SETTING_TEXT, "",
	  .about = "whom to log in as there; empty: without a login" },
	{ "mail", "password_file", SETTING_SECRET_FILE, "",
	  .about = "holds the password" },
	{ "mail", "password_command", SETTING_COMMAND, "",
	  .about = "prints it" },
	{ "mail", "from", SETTING_TEXT, "",
	  .about = "the sender's address" },
	{ "mail", "reply_to", SETTING_TEXT, "",
	  .about = "where answers go" },
	{ "mail", "ca_file", SETTING_FILE, "",
	  .about = "certificates to trust there instead of the system's" },
	{ "mail", "tls", SETTING_CHOICE, "required",
	  .about = "none is for a server on this machine alone", .words = "required, none" },
	{ "mail", "attach", SETTING_CHOICE, "yes",
	  .about = "whether the workbook is attached; no: the mail says where it lies", .words = "yes, no" },
	{ "mail", "place", SETTING_TEXT, "",
	  .about = "how people reach the report folder, such as https://share.acme.example/reviews, where the mail says it" },
	{ "mail", "most_mb", SETTING_NUMBER, "20",
	  .about = "a larger workbook is not attached, the mail says where it lies", .least = 1, .most = 100 },
	{ "mail", "always", SETTING_CHOICE, "no",
	  .about = "whether also those get one for whom nothing is new", .words = "yes, no" },
	{ "mail", "to_instead", SETTING_TEXT, "",
	  .about = "for a trial: the address that gets everybody's" },
	{ "mail", "tries", SETTING_NUMBER, "4",
	  .about = "how often one is tried in a run while the server says later or is out of reach", .least = 1, .most = 10 },
	{ "mail", "wait_seconds", SETTING_NUMBER, "60",
	  .about = "before the second try, doubled each time", .least = 0, .most = 600 },

	{ "webhook", "url_file", SETTING_SECRET_FILE, "",
	  .about = "holds the address of a chat's incoming webhook, Slack's or like it, that gets the night's summary" },
	{ "webhook", "url_command", SETTING_COMMAND, "",
	  .about = "prints it" },
	{ "webhook", "ca_file", SETTING_FILE, "",
	  .about = "certificates to trust there instead of the system's" },
	{ "webhook", "always", SETTING_CHOICE, "no",
	  .about = "whether it is told also when nothing is new", .words = "yes, no" },

	{ "review", "folder", SETTING_FILE, "",
	  .about = "where workbooks that were filled in are put, for the night to read" },
	{ "review", "waive_days", SETTING_NUMBER, "90",
	  .about = "how long a waiver from a workbook holds whose note has no date", .least = 1, .most = 3650 },
	{ "review", "most_days", SETTING_NUMBER, "31",
	  .about = "how old a workbook may be", .least = 1, .most = 3650 },
	{ 0 },
};
enum { ROWS = sizeof setting_rows / sizeof setting_rows[0] };

bool setting_open(const struct setting_row *row)
{
	return row->key[0] == '<';
}

bool setting_is_check(const char *section)
{
	if (strncmp(section, "check.", 6) != 0)
		return false;
	const char *id = section + 6;
	const char *rest = id + strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_");
	bool for_role = strncmp(rest, " role:", 6) == 0 && rest[6];
	bool for_rep = strncmp(rest, " rep:", 5) == 0 && rest[5];
	return rest > id && (*rest == '\0' || for_role || for_rep);
}

const struct setting_row *setting_row(const char *section, const char *key)
{
	if (setting_is_check(section))
		section = "check.<id>";
	for (const struct setting_row *row = setting_rows; row->section; row++)
		if (strcmp(row->section, section) == 0 &&
		    (key == NULL || setting_open(row) || strcmp(row->key, key) == 0))
			return row;
	return NULL;
}

char *setting_suggestion(const char *word, const char *section)
{
	const char *known[ROWS] = { NULL };
	size_t count = 0;
	for (const struct setting_row *row = setting_rows; row->section; row++) {
		bool new_section = count == 0 || strcmp(known[count - 1], row->section) != 0;
		if (section ? strcmp(row->section, section) == 0 : new_section)
			known[count++] = section ? row->key : row->section;
	}
	const char *nearest = string_nearest(word, known);
	const char *quotes = section ? "''" : "[]";
	if (nearest)
		return string_format("; did you mean %c%s%c?", quotes[0], nearest, quotes[1]);
	struct text list = { 0 };
	for (size_t at = 0; at < count; at++)
		text_format(&list, "%s%s", at ? ", " : "; there are ", known[at]);
	return text_give(&list);
}

char *setting_schema(const char *name)
{
	char *schema = string_new(name);
	for (char *c = schema; *c; c++)
		*c = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '_';
	return schema;
}

static char *wrong_name(const char *value)
{
	scoped_free char *schema = setting_schema(value);
	if (strlen(schema) > 63)
		return string_new("is longer than 63 characters");
	if (isdigit((unsigned char)*schema) || schema[strspn(schema, "_")] == '\0')
		return string_new("must begin with a letter: it becomes a schema's name");
	if (strncmp(schema, "pg_", 3) == 0 || strcmp(schema, "information_schema") == 0 ||
	    strcmp(schema, "public") == 0)
		return string_new("is a name that PostgreSQL keeps for itself");
	return NULL;
}

static char *wrong_zone(const char *value)
{
	scoped_free char *path = string_format("/usr/share/zoneinfo/%s", value);
	scoped_file FILE *file = strstr(value, "..") ? NULL : fopen(path, "re");
	char magic[4];
	if (file && fread(magic, sizeof magic, 1, file) == 1 && memcmp(magic, "TZif", 4) == 0)
		return NULL;
	return string_new("is no time zone in /usr/share/zoneinfo; write one such as America/Los_Angeles");
}

/* http is let through to this machine alone: a token must not travel in the clear. */
static char *wrong_url(const struct setting_row *row, const char *value)
{
	static const char *const here[] = { "http://127.0.0.1", "http://localhost", "http://[::1]" };
	bool safe = strncmp(value, "https://", 8) == 0 && value[8];
	for (size_t at = 0; at < sizeof here / sizeof here[0]; at++) {
		size_t length = strlen(here[at]);
		safe |= strncmp(value, here[at], length) == 0 && memchr(":/", value[length], 3);
	}
	if (!safe)
		return string_new("must begin with https://");
	if (row->words && !strstr(value, row->words))
		return string_format("must hold %s", row->words);
	return NULL;
}

static char *wrong_version(const char *value)
{
	const char *rest = value + strspn(value, "0123456789");
	if (rest > value && rest[0] == '.' && rest[1] == '0' && rest[2] == '\0')
		return NULL;
	return string_new("must look like 64.0");
}

static char *wrong_number(const struct setting_row *row, const char *value)
{
	char *end;
	errno = 0;
	long number = strtol(value, &end, 10);
	if (end > value && *end == '\0' && errno == 0 && number >= row->least && number <= row->most)
		return NULL;
	return string_format("must be a whole number from %ld to %ld", row->least, row->most);
}

static char *wrong_choice(const struct setting_row *row, const char *value)
{
	scoped_list char **choices = list_new(row->words);
	for (char **choice = choices; *choice; choice++)
		if (strcmp(*choice, value) == 0)
			return NULL;
	return string_format("must be one of %s", row->words);
}

static char *wrong_field(const char *value)
{
	const char *letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
	if (isalpha((unsigned char)*value) && value[strspn(value, letters)] == '\0')
		return NULL;
	return string_new("must be a field's API name, such as CISO_employees__c");
}

static char *wrong_hours(const char *value)
{
	char opens[6], closes[6];
	return days_hours(value, opens, closes) ? NULL : string_new("must look like 07:00-16:00, within one day");
}

static char *wrong_weekdays(const char *value)
{
	char days[16];
	return days_weekdays(value, days) ? NULL : string_new("must be weekdays such as Mon-Fri or Mo, Tu, We");
}

static char *wrong_dates(const char *value)
{
	scoped_list char **items = list_new(value);
	for (char **item = items; *item; item++) {
		char date[11];
		(*item)[strcspn(*item, " \t")] = '\0';
		if (!days_date(*item, date))
			return string_format("must be dates such as 2026-12-24, words may follow each; '%s' is none", *item);
	}
	return NULL;
}

static char *wrong_pairs(const char *value)
{
	scoped_list char **items = list_new(value);
	for (char **item = items; *item; item++) {
		const char *colon = strchr(*item, ':');
		if (colon == NULL || colon == *item || colon[1 + strspn(colon + 1, " \t")] == '\0')
			return string_format("must be pairs such as one@acme.example: other@acme.example; '%s' is none", *item);
	}
	return NULL;
}

char *setting_wrong_value(const struct setting_row *row, const char *value)
{
	if (*value == '\0' && !setting_open(row))
		return NULL;
	switch (row->type) {
	case SETTING_NAME:
		return wrong_name(value);
	case SETTING_ZONE:
		return wrong_zone(value);
	case SETTING_URL:
		return wrong_url(row, value);
	case SETTING_VERSION:
		return wrong_version(value);
	case SETTING_NUMBER:
		return wrong_number(row, value);
	case SETTING_CHOICE:
		return wrong_choice(row, value);
	case SETTING_FIELD:
		return wrong_field(value);
	case SETTING_HOURS:
		return wrong_hours(value);
	case SETTING_WEEKDAYS:
		return wrong_weekdays(value);
	case SETTING_DATES:
		return wrong_dates(value);
	case SETTING_PAIRS:
		return wrong_pairs(value);
	case SETTING_TEXT:
	case SETTING_LIST:
	case SETTING_FILE:
	case SETTING_SECRET_FILE:
	case SETTING_COMMAND:
		break;
	}
	return NULL;
}

char *setting_wrong_key(const struct setting_row *row, const char *key)
{
	if (*key == '\0')
		return string_new("is empty");
	const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
	if (strcmp(row->key, "<column>") == 0 && (!islower((unsigned char)*key) || key[strspn(key, letters)]))
		return string_new("is no column of ours: they are in lower case with _");
	return NULL;
}
