#include "jobs/open.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/store/roles.h"
#include "lib/store/schema.h"
#include "lib/store/server.h"
#include "lib/store/tls.h"

#include <stdlib.h>

static bool environment_names_a_server(void)
{
	static const char *const names[] = { "PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE",
					     "PGUSER" };
	for (size_t at = 0; at < sizeof names / sizeof names[0]; at++) {
		const char *value = getenv(names[at]);
		if (value && *value)
			return true;
	}
	return false;
}

bool open_is_private(const struct settings *settings)
{
	return *settings_get(settings, "database", "conninfo") == '\0' && !environment_names_a_server();
}

bool open_conninfo(const struct settings *settings, char **ret, struct error *err)
{
	if (open_is_private(settings))
		return server_start(ret, err);
	*ret = string_new(settings_get(settings, "database", "conninfo"));
	tls_default(*ret);
	return true;
}

bool open_to_look(const struct settings *settings, struct db **ret, struct error *err)
{
	scoped_secret char *conninfo = NULL;
	if (!open_conninfo(settings, &conninfo, err))
		return false;
	scoped_free char *schema = settings_schema(settings);
	return db_open(conninfo, schema, ret, err);
}

/* "acme corp" and "acme-corp" would both be the schema acme_corp. */
static bool is_ours(struct db *db, const struct settings *settings, struct error *err)
{
	scoped_free char *other = NULL;
	const char *name = settings_get(settings, "org", "name");
	if (!db_text(db, "store/other_organisation", PARAMS(name), &other, err))
		return false;
	if (other == NULL)
		return true;
	return error_set(err, ERROR_CONFIG,
			 "the schema %s belongs to the organisation '%s', not '%s'; give [org] name another name",
			 db_schema(db), other, name);
}

/* A login that may not make roles works without them: the doctor tells. */
static bool upgrade_roles(struct db *db, bool anew, struct error *err)
{
	bool is_ready, may_make;
	struct error why = { 0 };
	if (!roles_ready(db, &is_ready, &may_make, err))
		return false;
	if (!may_make || (is_ready && !anew) || roles_make(db, &why))
		return true;
	if (why.kind == ERROR_UNAVAILABLE)
		return error_set(err, why.kind, "%s", why.text);
	log_line(LOG_WARN, "%s; see 'crmaudit db roles'", why.text);
	return true;
}

bool open_database(const struct settings *settings, struct db **ret, struct error *err)
{
	scoped_db struct db *db = NULL;
	int applied;
	if (!open_to_look(settings, &db, err) || !schema_upgrade(db, &applied, err))
		return false;
	if (applied > 0)
		log_line(LOG_INFO, "database: schema %s brought to version %d, %d step%s", db_schema(db),
			 schema_known(), applied, applied == 1 ? "" : "s");
	if (!is_ours(db, settings, err) || !upgrade_roles(db, applied > 0, err))
		return false;
	*ret = steal(db);
	return true;
}

bool open_upgrade(const struct settings *settings, struct db **ret, struct error *err)
{
	scoped_db struct db *db = NULL;
	if (!open_database(settings, &db, err) || !upgrade_roles(db, true, err))
		return false;
	*ret = steal(db);
	return true;
}

bool open_redacted(struct db *db, struct error *err)
{
	return db_run(db, "reports/codename_put", NO_PARAMS, err) && db_redact(db, err);
}
