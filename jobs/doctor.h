/* What the doctor looks at: one function a look, which says what it saw and how bad that
 * is. They go in the order of the table in doctor.c, and never stop one another. */
#ifndef JOBS_DOCTOR_H
#define JOBS_DOCTOR_H

#include "lib/base/error.h"
#include "lib/base/settings.h"
#include "lib/base/text.h"
#include "lib/store/db.h"

#include <stdbool.h>

/* What has been found so far; a look adds its words. */
struct visit {
	const char *config_path;
	struct settings *settings;
	struct db *db;
	PGresult *server;       /* the row of sql/store/status_server.sql */
	bool has_tables;        /* the schema is as this program knows it */
	bool has_source;        /* the exports or the CRM can be asked */
	struct text words;
};

/* A look that is BAD has filled err, which has the mend; the others fill the words. */
enum verdict { GOOD, DOUBTFUL, BAD };

typedef enum verdict (*look_fn)(struct visit *visit, struct error *err);

/* doctor_setup.c: what stands on this machine. */
enum verdict look_configuration(struct visit *visit, struct error *err);
enum verdict look_timezone(struct visit *visit, struct error *err);
enum verdict look_calendar(struct visit *visit, struct error *err);
enum verdict look_report_folder(struct visit *visit, struct error *err);
enum verdict look_disk(struct visit *visit, struct error *err);
enum verdict look_metrics(struct visit *visit, struct error *err);
enum verdict look_heartbeat(struct visit *visit, struct error *err);

/* doctor_send.c: delivery. No message is sent. */
enum verdict look_mail(struct visit *visit, struct error *err);
enum verdict look_recipients(struct visit *visit, struct error *err);
enum verdict look_webhook(struct visit *visit, struct error *err);

/* doctor_store.c: the database. */
enum verdict look_private_server(struct visit *visit, struct error *err);
enum verdict look_database(struct visit *visit, struct error *err);
enum verdict look_rights(struct visit *visit, struct error *err);
enum verdict look_schema(struct visit *visit, struct error *err);
enum verdict look_roles(struct visit *visit, struct error *err);
enum verdict look_lock(struct visit *visit, struct error *err);
enum verdict look_names(struct visit *visit, struct error *err);
enum verdict look_clock(struct visit *visit, struct error *err);

/* doctor_source.c: the exports or the CRM. */
enum verdict look_files(struct visit *visit, struct error *err);
enum verdict look_salesforce(struct visit *visit, struct error *err);
enum verdict look_objects(struct visit *visit, struct error *err);
enum verdict look_fields(struct visit *visit, struct error *err);

#endif
