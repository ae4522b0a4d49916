/* Connections to a database on another machine: encrypted, and to a server whose certificate
 * an authority vouches for under the name that was asked for, unless somebody says otherwise. */
#ifndef STORE_TLS_H
#define STORE_TLS_H

#include <stdbool.h>

/* Whether all of the hosts, by commas as libpq takes them, are this machine; NULL and "" are. */
bool tls_is_local(const char *hosts);

/* Where conninfo leads to another machine, and neither it nor the environment says how:
 * makes verify-full the environment's sslmode, which a service file still overrules, and
 * the system's authorities those that are trusted where none are named. psql inherits it.
 * For the start of a program: it sets PGSSLMODE and PGSSLROOTCERT. */
void tls_default(const char *conninfo);

#endif
