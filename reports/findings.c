#include "reports/findings.h"

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

static const struct export_form findings_form = { "findings", "reports/export_findings", 1, finding_columns };
static const struct export_form coaching_form = { "coaching", "reports/export_coaching", 1, coaching_columns };

typedef bool (*export_fn)(struct db *db, const struct run *run, const struct export_form *form,
			  const char *path, struct error *err);

static bool write_both(struct db *db, const struct run *run, export_fn export, const char *folder,
		       const char *suffix, char **ret_path, struct error *err)
{
	scoped_free char *findings = string_format("%s/findings.%s", folder, suffix);
	scoped_free char *coaching = string_format("%s/coaching.%s", folder, suffix);
	if (!replace_folder(folder, err) || !export(db, run, &findings_form, findings, err) ||
	    !export(db, run, &coaching_form, coaching, err))
		return false;
	*ret_path = steal(findings);
	return true;
}

bool report_findings_json(struct db *db, const struct settings *settings, const struct run *run,
			  const char *folder, char **ret_path, struct error *err)
{
	(void)settings;
	return write_both(db, run, export_json, folder, "json", ret_path, err);
}

bool report_findings_csv(struct db *db, const struct settings *settings, const struct run *run,
			 const char *folder, char **ret_path, struct error *err)
{
	(void)settings;
	return write_both(db, run, export_csv, folder, "csv", ret_path, err);
}
