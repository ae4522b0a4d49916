/* A web server of this process, on loopback, that gives scripted answers and
 * remembers what it was asked.
 *     web_reply(web, (struct web_reply){ "/x", .status = 503 });
 *     web_reply(web, (struct web_reply){ "/x", .body = "{}" });
 * Replies of one path are given in order; a question that has none left gets 418. */
#ifndef TESTS_WEB_H
#define TESTS_WEB_H

#include <stdbool.h>
#include <stddef.h>

struct web;

struct web_reply {
	const char *path;      /* without the query */
	int status;            /* 0: 200 */
	const char *body;      /* text; {url} becomes the server's own address */
	const void *bytes;     /* or this, sent as it is */
	size_t length;
	const char *type;      /* NULL: application/json */
	const char *header;    /* "Name: value", more of them behind newlines; or NULL */
	bool cut;              /* the connection breaks after the body, which promised more */
	bool no_date;
	void (*before)(void *context);   /* called, in the server's thread, before it answers */
	void *context;
};

struct web_request {
	char *method, *path, *body;
	char *query;           /* the q parameter, decoded; or "" */
	char *locator;         /* the locator parameter; or "" */
	char *authorization, *options, *accept;   /* headers, or "" */
};

struct web *web_new(void);
struct web *web_new_tls(const char *key_pem, const char *certificate_pem);   /* borrowed */
void web_free(struct web *web);

const char *web_url(const struct web *web);
void web_reply(struct web *web, struct web_reply reply);

int web_asked(struct web *web);                                  /* how often, in all */
struct web_request web_request(struct web *web, int number);     /* from 0; borrowed */

/* Every reply has this Date unless no_date is set. */
#define WEB_DATE "Mon, 02 Jan 2023 03:09:05 GMT"

#endif
