#include "reports/exports.h"

#include "lib/base/text.h"
#include "lib/out/export.h"
#include "lib/out/replace.h"

static const char *const finding_columns[] = {
	"finding_id", "check_id", "check_title", "rule", "severity", "status", "age_days", "first_seen", "last_seen",
	"reopened_on", "reopened_times", "rep_id", "rep", "rep_email", "record_type", "record_id", "part", "label",
	"account_id", "why", "weight", "remark", "escalated_on", "escalated_why", "appeared_why", "severity_why",
	"waived_until", "waived_by", "waived_on", "waiver_reason", "decision", "decision_note",
	"decided_by", "decided_on", "detail", NULL,
};

static const char *const coaching_columns[] = {
	"flag_id", "state", "rep_id", "rep", "rep_email", "raised_on", "state_on", "worse_on", "last_seen", "fails",
	"warns", "reasons", "examples", "dismissed_because", "since_session", "own_figures", "team_figures", "suggested_at",
	"manager_id", NULL,
};

static const char *const check_columns[] = {
	"check_id", "title", "rule", "result", "reason", "fails", "warns", "appeared", "resolved", "thresholds", NULL,
};

static const char *const rep_columns[] = {
	"rep_id", "rep", "rep_email", "role", "manager_id", "manager",
	"touches", "touches_before", "emails", "emails_before", "calls", "calls_before", "linkedin", "linkedin_before",
	"sms", "sms_before", "persons", "persons_before", "accounts", "accounts_before", "median", "median_before",
	"p90", "p90_before", "most", "most_before", "burst", "burst_before", "replies", "replies_before",
	"reply_rate", "reply_rate_before", "meetings", "meetings_before", "days", "days_before", "working_days", "logged", NULL,
};

static const char *const pipeline_columns[] = {
	"opportunity_id", "label", "owner_id", "owner", "account_id", "account", "stage", "amount", "close_date", "state",
	"checks", "silent_days", "is_overdue", "is_lost", NULL,
};

static const struct export_form forms[] = {
	{ "findings", "reports/export_findings", 1, finding_columns },
	{ "coaching", "reports/export_coaching", 1, coaching_columns },
	{ "checks", "reports/export_checks", 1, check_columns },
	{ "reps", "reports/export_reps", 1, rep_columns },
	{ "pipeline", "reports/export_pipeline", 1, pipeline_columns },
};
enum { FORMS = sizeof forms / sizeof forms[0] };

bool report_exports(struct db *db, const struct run *run, const char *folder, const char *format, char ***ret_paths,
		    struct error *err)
{
	bool is_json = string_same(format, "json");
	scoped_list char **paths = memory_new(FORMS + 1, sizeof *paths);
	if (!replace_folder(folder, err))
		return false;
	for (size_t at = 0; at < FORMS; at++) {
		paths[at] = string_format("%s/%s.%s", folder, forms[at].name, format);
		if (!(is_json ? export_json : export_csv)(db, run, &forms[at], paths[at], err))
			return false;
	}
	*ret_paths = steal(paths);
	return true;
}
