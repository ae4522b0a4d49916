#include "jobs/doctor.h"
#include "lib/crm/hook.h"
#include "lib/out/mail.h"
#include "lib/store/run.h"

#include <stdlib.h>

enum verdict look_mail(struct visit *visit, struct error *err)
{
	scoped_mail struct mail *mail = NULL;
	if (!mail_is_set(visit->settings)) {
		text_put(&visit->words, "not used, [mail] server is empty");
		return GOOD;
	}
	if (!mail_new(visit->settings, &mail, err) || !mail_check(mail, err))
		return BAD;
	const char *user = settings_get(visit->settings, "mail", "user"), *instead = settings_get(visit->settings, "mail", "to_instead");
	text_format(&visit->words, "%s answers%s%s", settings_get(visit->settings, "mail", "server"), *user ? ", logged in as " : "", user);
	if (*instead)
		text_format(&visit->words, "; a trial: [mail] to_instead gets everybody's at %s", instead);
	return *instead ? DOUBTFUL : GOOD;
}

/* Those of the published night: who they are, the CRM says. */
enum verdict look_recipients(struct visit *visit, struct error *err)
{
	enum { NAMED = 3 };
	struct run run = { 0 };
	bool found;
	scoped_result PGresult *rows = NULL;
	if (!mail_is_set(visit->settings)) {
		text_put(&visit->words, "no mail is sent");
		return GOOD;
	}
	if (!run_published(visit->db, visit->settings, &run, &found, err))
		return BAD;
	if (!found) {
		text_put(&visit->words, "known once a night is published");
		return GOOD;
	}
	if (!db_rows(visit->db, "send/unreachable", NO_PARAMS, &rows, err))
		return BAD;
	int count = PQntuples(rows);
	for (int row = 0; row < count && row < NAMED; row++)
		text_format(&visit->words, "%s'%s' %s (%s)", row ? "; " : "", db_value(rows, row, "who"), db_value(rows, row, "problem"),
			    db_value(rows, row, "file"));
	if (count > NAMED)
		text_format(&visit->words, "; and %d more", count - NAMED);
	if (count == 0)
		text_put(&visit->words, "everybody has an address");
	return count ? DOUBTFUL : GOOD;
}

enum verdict look_webhook(struct visit *visit, struct error *err)
{
	scoped_free char *host = NULL;
	if (!hook_check(visit->settings, &host, err))
		return BAD;
	if (host)
		text_format(&visit->words, "nights tell %s their summary", host);
	else
		text_put(&visit->words, "not used, [webhook] url_file is empty");
	return GOOD;
}
