#include "lib/out/mail.h"

#include "lib/base/log.h"
#include "lib/base/text.h"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct mail {
	CURL *curl;
	char *server, *host, *user, *password, *from, *reply_to, *ca_file;
	bool plain;
};

SCOPED(url, CURLU *, curl_url_cleanup)
#define scoped_url __attribute__((cleanup(scope_url)))
SCOPED(slist, struct curl_slist *, curl_slist_free_all)
#define scoped_slist __attribute__((cleanup(scope_slist)))
SCOPED(mime, curl_mime *, curl_mime_free)
#define scoped_mime __attribute__((cleanup(scope_mime)))

static const char alphanumeric[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool mail_is_set(const struct settings *settings)
{
	return *settings_get(settings, "mail", "server") != '\0';
}

/* Words of these, with one dot between two. */
static bool are_words(const char *text, size_t length, const char *also)
{
	scoped_free char *known = string_format("%s%s", alphanumeric, also);
	for (size_t at = 0; at < length; at++) {
		bool dot = text[at] == '.';
		if (dot ? at == 0 || at + 1 == length || text[at - 1] == '.' : strchr(known, text[at]) == NULL)
			return false;
	}
	return length > 0;
}

bool mail_is_address(const char *address)
{
	const char *at = strchr(address, '@');
	return at && strlen(address) <= 254 && are_words(address, (size_t)(at - address), "!#$%&'*+/=?^_`{|}~-") &&
	       are_words(at + 1, strlen(at + 1), "-") && at[1] != '-';
}

static bool is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

/* How much of text goes into one encoded word of at most 75 characters, cut between characters. */
static size_t word_length(const char *text, size_t left)
{
	enum { MOST = 45 };
	size_t length = 0;
	while (length < left) {
		size_t one = utf8_length(text + length, left - length);
		one = one ? one : 1;
		if (length + one > MOST)
			break;
		length += one;
	}
	return length;
}

char *mail_header(const char *text)
{
	scoped_free char *clean = string_new(text);
	for (char *c = clean; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = ' ';
	if (is_plain(clean))
		return steal(clean);
	struct text words = { 0 };
	for (size_t at = 0, left = strlen(clean); left > 0;) {
		unsigned char base64[64];
		size_t length = word_length(clean + at, left);
		EVP_EncodeBlock(base64, (const unsigned char *)clean + at, (int)length);
		text_format(&words, "%s=?utf-8?B?%s?=", at ? "\r\n " : "", (const char *)base64);
		at += length;
		left -= length;
	}
	return text_give(&words);
}

static bool read_server(const struct settings *settings, struct mail *mail, struct error *err)
{
	scoped_url CURLU *parts = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	mail->server = string_new(settings_get(settings, "mail", "server"));
	bool whole = curl_url_set(parts, CURLUPART_URL, mail->server, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
		     curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
		     curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK;
	bool named = whole && curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK;
	bool known = whole && (strcmp(scheme, "smtp") == 0 || strcmp(scheme, "smtps") == 0);
	mail->host = string_new(whole ? host : "");
	mail->plain = strcmp(settings_get(settings, "mail", "tls"), "none") == 0;
	curl_free(user);
	curl_free(scheme);
	curl_free(host);
	if (!known)
		return error_set(err, ERROR_CONFIG, "[mail] server must look like smtps://HOST or smtp://HOST:587");
	if (named)
		return error_set(err, ERROR_CONFIG, "[mail] server: take the user name and password out; there are [mail] user and password_file");
	if (mail->plain && !host_is_loopback(mail->host))
		return error_set(err, ERROR_CONFIG, "[mail] tls = none is for a server on this machine alone, not %s; take it out", mail->host);
	return true;
}

static bool read_address(const struct settings *settings, const char *key, bool wanted, char **ret, struct error *err)
{
	const char *value = settings_get(settings, "mail", key);
	*ret = string_new(value);
	if ((*value == '\0' && !wanted) || mail_is_address(value))
		return true;
	return error_set(err, ERROR_CONFIG, "[mail] %s %s an address, such as crmaudit@acme.example", key,
			 *value ? "must be" : "is needed:");
}

static bool read_login(const struct settings *settings, struct mail *mail, struct error *err)
{
	mail->user = string_new(settings_get(settings, "mail", "user"));
	mail->ca_file = settings_file(settings, "mail", "ca_file");
	if (*mail->ca_file && access(mail->ca_file, R_OK) != 0)
		return error_set(err, ERROR_CONFIG, "[mail] ca_file %s: cannot be read; name a PEM file", mail->ca_file);
	if (*mail->user == '\0')
		return true;
	if (!settings_secret(settings, "mail", "password", &mail->password, err))
		return false;
	return mail->password || error_set(err, ERROR_CONFIG, "[mail] user is set and there is no password: set password_file");
}

bool mail_new(const struct settings *settings, struct mail **ret, struct error *err)
{
	scoped_mail struct mail *mail = memory_new(1, sizeof *mail);
	scoped_free char *instead = NULL;
	mail->curl = curl_easy_init();
	if (mail->curl == NULL)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	if (!read_server(settings, mail, err) || !read_address(settings, "from", true, &mail->from, err) ||
	    !read_address(settings, "reply_to", false, &mail->reply_to, err) ||
	    !read_address(settings, "to_instead", false, &instead, err) || !read_login(settings, mail, err))
		return false;
	*ret = steal(mail);
	return true;
}

void mail_free(struct mail *mail)
{
	if (mail == NULL)
		return;
	curl_easy_cleanup(mail->curl);
	secret_free(mail->password);
	free(mail->server);
	free(mail->host);
	free(mail->user);
	free(mail->from);
	free(mail->reply_to);
	free(mail->ca_file);
	free(mail);
}

/* What is read last of a message. Once it is read to its end the server may have all of it. */
struct last_part {
	const char *bytes;
	size_t length, at;
	bool done;
};

static size_t read_part(char *room, size_t size, size_t count, void *context)
{
	struct last_part *part = context;
	size_t length = part->length - part->at;
	if (length > size * count)
		length = size * count;
	memcpy(room, part->bytes + part->at, length);
	part->at += length;
	part->done |= part->at == part->length;
	return length;
}

static int seek_part(void *context, curl_off_t offset, int origin)
{
	struct last_part *part = context;
	if (origin != SEEK_SET || offset < 0 || (size_t)offset > part->length)
		return CURL_SEEKFUNC_FAIL;
	part->at = (size_t)offset;
	return CURL_SEEKFUNC_OK;
}

static void add_part(curl_mime *mime, struct last_part *last, const char *type, const char *encoder, const char *name)
{
	curl_mimepart *part = curl_mime_addpart(mime);
	curl_mime_data_cb(part, (curl_off_t)last->length, read_part, seek_part, NULL, last);
	curl_mime_type(part, type);
	curl_mime_encoder(part, encoder);
	if (name)
		curl_mime_filename(part, name);
}

static void add_line(struct curl_slist **lines, const char *name, const char *value)
{
	scoped_free char *line = string_format("%s: %s", name, value);
	*lines = curl_slist_append(*lines, line);
}

static struct curl_slist *header_lines(const struct mail *mail, const struct mail_message *message)
{
	struct curl_slist *lines = NULL;
	char date[64];
	time_t now = time(NULL);
	struct tm utc;
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", gmtime_r(&now, &utc));
	scoped_free char *subject = mail_header(message->subject), *id = string_format("<%s>", message->id);
	scoped_free char *from = string_format("crmaudit <%s>", mail->from);
	add_line(&lines, "Date", date);
	add_line(&lines, "From", from);
	add_line(&lines, "To", message->to);
	if (*mail->reply_to)
		add_line(&lines, "Reply-To", mail->reply_to);
	add_line(&lines, "Message-ID", id);
	add_line(&lines, "Subject", subject);
	/* no out-of-office answer to a program */
	add_line(&lines, "Auto-Submitted", "auto-generated");
	return lines;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context)
{
	(void)bytes;
	(void)context;
	return size * count;
}

/* The encoder takes CR LF alone for the end of a line. New. */
static char *net_lines(const char *text)
{
	struct text lines = { 0 };
	for (; *text; text++) {
		if (*text == '\n')
			text_char(&lines, '\r');
		text_char(&lines, *text);
	}
	return text_give(&lines);
}

static void set_up(struct mail *mail, char reason[CURL_ERROR_SIZE])
{
	CURL *curl = mail->curl;
	curl_easy_reset(curl);
	*reason = '\0';
	curl_easy_setopt(curl, CURLOPT_URL, mail->server);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, mail->plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	if (*mail->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, mail->ca_file);
	if (*mail->user) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, mail->password);
	}
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* what a kept connection loses libcurl sends again by itself, also when the server had it all */
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 30L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 600L);
	/* servers that look into attachments take their time over the answer */
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, 300L);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
}

/* One try, and what the server said last. */
struct attempt {
	CURLcode code;
	long reply;
	bool is_whole;
	char reason[CURL_ERROR_SIZE];
};

static bool is_untrusted(CURLcode code)
{
	return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

static enum mail_outcome fail_connection(const struct mail *mail, const struct attempt *attempt, struct error *err)
{
	if (attempt->code == CURLE_USE_SSL_FAILED)
		error_set(err, ERROR_CONFIG, "%s offers no STARTTLS there; ask for the port that does (587), or write smtps://%s%s",
			  mail->host, mail->host,
			  host_is_loopback(mail->host) ? "; a server on this machine may do without: [mail] tls = none" : "");
	else if (is_untrusted(attempt->code))
		error_set(err, ERROR_CONFIG, "%s: its certificate cannot be trusted: %s; if an authority of your own signs it, name its PEM "
			  "file as [mail] ca_file (now %s)", mail->host, attempt->reason, *mail->ca_file ? mail->ca_file : "the system's");
	else if (attempt->code == CURLE_LOGIN_DENIED && *mail->user)
		error_set(err, ERROR_LOGIN, "%s refused the login of [mail] user %s (%ld); see its password", mail->host, mail->user,
			  attempt->reply);
	else
		error_set(err, ERROR_UNAVAILABLE, "%s: %s; check the network and [mail] server", mail->host, attempt->reason);
	return MAIL_HOPELESS;
}

static bool is_of(const struct attempt *attempt, const char *command)
{
	return strncmp(attempt->reason, command, strlen(command)) == 0;
}

/* A reply of 4xx means later, whatever it is to; one of 5xx depends. */
static enum mail_outcome judge(const struct mail *mail, const struct mail_message *message, const struct attempt *attempt,
			       struct error *err)
{
	long reply = attempt->reply;
	if (attempt->code == CURLE_OK)
		return MAIL_SENT;
	if (reply >= 400 && reply < 500) {
		error_set(err, ERROR_LATER, "%s: not now, says the server (%ld)", message->to, reply);
		return MAIL_LATER;
	}
	if (is_of(attempt, "Got unexpected") || is_untrusted(attempt->code) || attempt->code == CURLE_LOGIN_DENIED ||
	    attempt->code == CURLE_USE_SSL_FAILED || attempt->code == CURLE_SSL_CONNECT_ERROR)
		return fail_connection(mail, attempt, err);
	if (is_of(attempt, "MAIL failed") && reply != 552) {
		error_set(err, ERROR_CONFIG, "%s takes no mail from [mail] from %s (%ld)", mail->host, mail->from, reply);
		return MAIL_HOPELESS;
	}
	if (reply >= 500) {
		error_set(err, ERROR_DATA, "%s: refused by the server (%ld)", message->to, reply);
		return MAIL_REFUSED;
	}
	if (attempt->is_whole) {
		error_set(err, ERROR_LATER, "%s: it may have been sent, the server's answer was not heard", message->to);
		return MAIL_DOUBTFUL;
	}
	if (reply >= 200) {
		error_set(err, ERROR_UNAVAILABLE, "%s: the connection broke before the whole message had gone", message->to);
		return MAIL_LATER;
	}
	return fail_connection(mail, attempt, err);
}

static void perform(struct mail *mail, struct attempt *attempt)
{
	attempt->code = curl_easy_perform(mail->curl);
	curl_easy_getinfo(mail->curl, CURLINFO_RESPONSE_CODE, &attempt->reply);
	if (attempt->code != CURLE_OK && *attempt->reason == '\0')
		snprintf(attempt->reason, sizeof attempt->reason, "%s", curl_easy_strerror(attempt->code));
}

enum mail_outcome mail_send(struct mail *mail, const struct mail_message *message, struct error *err)
{
	struct attempt attempt = { 0 };
	if (!mail_is_address(message->to) || !is_plain(message->id)) {
		error_set(err, ERROR_DATA, "a recipient that is no address");
		return MAIL_REFUSED;
	}
	scoped_free char *body = net_lines(message->text);
	struct last_part text = { .bytes = body, .length = strlen(body) };
	struct last_part file = { .bytes = message->bytes, .length = message->length };
	set_up(mail, attempt.reason);
	scoped_free char *sender = string_format("<%s>", mail->from), *to = string_format("<%s>", message->to);
	scoped_slist struct curl_slist *recipients = curl_slist_append(NULL, to), *lines = header_lines(mail, message);
	scoped_mime curl_mime *mime = curl_mime_init(mail->curl);
	add_part(mime, &text, "text/plain; charset=utf-8", "quoted-printable", NULL);
	if (message->file_name)
		add_part(mime, &file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "base64", message->file_name);
	curl_easy_setopt(mail->curl, CURLOPT_MAIL_FROM, sender);
	curl_easy_setopt(mail->curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(mail->curl, CURLOPT_HTTPHEADER, lines);
	curl_easy_setopt(mail->curl, CURLOPT_MIMEPOST, mime);
	perform(mail, &attempt);
	attempt.is_whole = message->file_name ? file.done : text.done;
	log_line(LOG_DEBUG, "mail to %s: %ld%s%s", message->to, attempt.reply, attempt.code ? ", " : "", attempt.reason);
	return judge(mail, message, &attempt, err);
}

bool mail_check(struct mail *mail, struct error *err)
{
	struct attempt attempt = { 0 };
	set_up(mail, attempt.reason);
	curl_easy_setopt(mail->curl, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(mail->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	perform(mail, &attempt);
	if (attempt.code == CURLE_OK)
		return true;
	fail_connection(mail, &attempt, err);
	return false;
}
