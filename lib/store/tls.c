#include "lib/store/tls.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_this_machine(const char *host)
{
	return *host == '\0' || *host == '/' || *host == '@' || strcmp(host, "localhost") == 0 ||
	       strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

bool tls_is_local(const char *hosts)
{
	scoped_free char *copy = string_new(hosts ? hosts : "");
	char *rest = copy;
	for (char *host = strsep(&rest, ","); host; host = strsep(&rest, ","))
		if (!is_this_machine(host))
			return false;
	return true;
}

/* What conninfo says of it, else the variable; "" when neither does. */
static const char *said(const PQconninfoOption *options, const char *keyword, const char *variable)
{
	const char *value = NULL;
	for (const PQconninfoOption *one = options; one && one->keyword; one++)
		if (strcmp(one->keyword, keyword) == 0)
			value = one->val;
	if (value == NULL || *value == '\0')
		value = getenv(variable);
	return value ? value : "";
}

static bool has_root_file(void)
{
	const char *home = getenv("HOME");
	scoped_free char *path = string_format("%s/.postgresql/root.crt", home ? home : "");
	return access(path, F_OK) == 0;
}

void tls_default(const char *conninfo)
{
	static const char authorities[] = "/etc/ssl/certs/ca-certificates.crt";
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	bool by_service = *said(options, "service", "PGSERVICE") != '\0';
	bool is_local = !by_service && tls_is_local(said(options, "host", "PGHOST")) &&
			tls_is_local(said(options, "hostaddr", "PGHOSTADDR"));
	if (!is_local && *said(options, "sslmode", "PGSSLMODE") == '\0') {
		setenv("PGSSLMODE", "verify-full", 1);
		/* a service file may say require, which a root file would make stricter than that */
		if (!by_service && *said(options, "sslrootcert", "PGSSLROOTCERT") == '\0' && !has_root_file() &&
		    access(authorities, R_OK) == 0)
			setenv("PGSSLROOTCERT", authorities, 1);
	}
	PQconninfoFree(options);
}
