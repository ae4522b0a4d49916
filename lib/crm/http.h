/* Requests to web APIs: one client, its connection kept alive, the server's
 * certificate always verified, redirects never followed. Plain http is for
 * loopback hosts alone. What is worth another try is tried again with growing
 * delays: connection failures, timeouts, transfers cut short, 406, 408, 420, 429,
 * 5xx, and a page where JSON was due.
 * Debug lines name method, address, status, milliseconds and bytes; no token, form
 * field or body of a call with a form ever gets into a log line or an error. */
#ifndef CRM_HTTP_H
#define CRM_HTTP_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <time.h>

struct http;

/* Zero or NULL takes the default. */
struct http_options {
	const char *ca_file;      /* certificates to trust; default the system's */
	const char *user_agent;   /* default "crmaudit/<version>" */
	long timeout_seconds;     /* for one try, of silence at most 180; default 600 */
	int retries;              /* tries after the first; 0 is none */
	long delay_ms;            /* before the first retry, doubled each time; default 1000 */
	long longest_delay_ms;    /* also for Retry-After; default 5 minutes */
	size_t largest_body;      /* bytes, after gzip; default 64 MiB */
};

/* The strings are copied. Errors: ERROR_CONFIG for a ca_file that cannot be read.
 * New; free with http_free(). */
bool http_new(const struct http_options *options, struct http **ret, struct error *err);
/* One with the same options, for another thread. New. */
bool http_another(const struct http *http, struct http **ret, struct error *err);
void http_free(struct http *http);
SCOPED(http, struct http *, http_free)
#define scoped_http __attribute__((cleanup(scope_http)))

struct http_field {
	const char *name;
	const char *value;
	bool secret;
};

struct http_answer {
	long status;
	struct text body;         /* unpacked; bytes is never NULL */
	char content_type[128];
	char limits[256];         /* Sforce-Limit-Info */
	char locator[256];        /* Sforce-Locator, or "" */
	long long records;        /* Sforce-NumberOfRecords; -1 where it didn't say */
	time_t date;              /* the server's clock; 0 where it didn't say */
};
void http_answer_done(struct http_answer *answer);
#define scoped_answer __attribute__((cleanup(http_answer_done)))

/* Takes a body as it arrives, so that it needs no memory. Only that of status 200 and
 * of the type asked for in accept; any other goes into the answer as usual. */
struct http_sink {
	void (*begin)(void *context);     /* before every try: forget what the last one gave */
	bool (*take)(void *context, const char *bytes, size_t length, struct error *err);
	void *context;
};

struct http_request {
	const char *url;
	const char *bearer;               /* or NULL */
	const char *user, *password;      /* Basic; or NULL */
	const char *method;               /* NULL: POST where there is a form or a body, else GET */
	const struct http_field *form;    /* ends with a NULL name; or NULL */
	const char *json;                 /* a body, never with a secret; or NULL */
	const char *text;                 /* the same in plain words; or NULL */
	bool secret_url;                  /* whoever knows the address may call it: its host alone is said */
	const struct http_sink *sink;     /* or NULL */
	const char *accept;               /* NULL: JSON, and anything else with 200 is refused */
	const char *header;               /* one more line, or NULL */
	bool once;                        /* not again unless the server surely never took it */
	bool hasty;                       /* not again at all */
	bool *doubtful;                   /* set where it failed and the server may have taken it; or NULL */
	/* Says of an answer below 500 that it is worth another try; NULL: none is.
	 * When tries run out that answer is given, it is no error. */
	bool (*busy)(const struct http_answer *answer);
};

/* Any status that is not tried again is an answer, 4xx too. *ret takes over the
 * body: http_answer_done(). Errors: ERROR_UNAVAILABLE with host, reason and mend;
 * ERROR_CONFIG where the address has no TLS; the sink's. */
bool http_send(struct http *http, const struct http_request *request, struct http_answer *ret,
	       struct error *err);

/* Blanks out the request's secrets in words that a server chose. */
void http_mask(const struct http_request *request, char *words);

/* The first printable bytes of a body, at most limit, white space joined. Adds. */
void http_excerpt(const struct text *body, size_t limit, struct text *words);

/* The host of an address, "[::1]" for IPv6. ERROR_CONFIG unless it is https, or
 * http to a loopback host. New. */
bool http_host(const char *url, char **ret, struct error *err);

#endif
