/* Mail by SMTP through libcurl, with TLS always: smtps://HOST, or smtp://HOST with STARTTLS,
 * which must be offered. Plain is for loopback hosts alone, where [mail] tls = none says so.
 * The server's certificate is always verified. One message goes to one recipient.
 * No password, and nothing of a message but its recipient, gets into a log line or an error. */
#ifndef OUT_MAIL_H
#define OUT_MAIL_H

#include "lib/base/error.h"
#include "lib/base/scope.h"
#include "lib/base/settings.h"

#include <stddef.h>

/* Whether [mail] server is set. */
bool mail_is_set(const struct settings *settings);

/* Reads the settings and the password; connects to nothing yet. Errors: ERROR_CONFIG with
 * the setting and the mend. New. */
struct mail;
bool mail_new(const struct settings *settings, struct mail **ret, struct error *err);
void mail_free(struct mail *mail);
SCOPED(mail, struct mail *, mail_free)
#define scoped_mail __attribute__((cleanup(scope_mail)))

struct mail_message {
	const char *to;             /* an address; anything that could be more is refused */
	const char *subject;        /* UTF-8 */
	const char *text;           /* UTF-8, lines end with \n */
	const char *id;             /* Message-ID without its brackets */
	const char *file_name;      /* of the attachment; NULL: there is none */
	const char *bytes;
	size_t length;
};

enum mail_outcome {
	MAIL_SENT,       /* the server took it over */
	MAIL_LATER,      /* it surely didn't; worth another try */
	MAIL_REFUSED,    /* it surely doesn't take this message or this recipient */
	MAIL_DOUBTFUL,   /* it has all of it, and its answer was not heard */
	MAIL_HOPELESS,   /* nor would it take any other: login, TLS, sender, out of reach */
};

/* err is filled unless it is MAIL_SENT: ERROR_LOGIN, ERROR_UNAVAILABLE, ERROR_LATER,
 * ERROR_CONFIG, ERROR_DATA. */
enum mail_outcome mail_send(struct mail *mail, const struct mail_message *message, struct error *err);

/* Connects, turns TLS on, logs in and says NOOP: no message is sent. */
bool mail_check(struct mail *mail, struct error *err);

/* Whether it is one plain address in ASCII, "name@host". */
bool mail_is_address(const char *address);

/* A header's text: as it is where it is printable ASCII, else in words of RFC 2047, folded;
 * control characters become blanks. New. */
char *mail_header(const char *text);

#endif
