#include "jobs/deliver.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/crm/hook.h"
#include "lib/out/mail.h"
#include "reports/letter.h"
#include "reports/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What is under way. */
struct work {
	struct job_context *context;
	const struct run *run;
	const struct deliver_wish *wish;
	const PGresult *due;
	struct mail *mail;         /* NULL: none, or it cannot be used */
	bool hook;
	bool *done;                /* of each row of due */
	struct error *worst;
};

bool deliver_is_set(const struct settings *settings)
{
	return mail_is_set(settings) || hook_is_set(settings);
}

/* The one that somebody must mend comes before what mends itself. */
static int weight(enum error_kind kind)
{
	static const enum error_kind order[] = { ERROR_NONE, ERROR_LATER, ERROR_DATA, ERROR_UNAVAILABLE, ERROR_CONFIG, ERROR_LOGIN };
	for (size_t at = 0; at < sizeof order / sizeof order[0]; at++)
		if (order[at] == kind)
			return (int)at;
	return 9;
}

static void keep_worst(struct work *work, const struct error *why)
{
	if (weight(why->kind) > weight(work->worst->kind))
		*work->worst = *why;
}

static bool is_yes(const struct settings *settings, const char *section, const char *key)
{
	return strcmp(settings_get(settings, section, key), "yes") == 0;
}

static bool plan(struct job_context *context, const struct deliver_wish *wish, bool mail, bool hook, struct error *err)
{
	const struct settings *settings = context->settings;
	const char *at = strchr(settings_get(settings, "mail", "from"), '@');
	bool all_mail = wish->all || is_yes(settings, "mail", "always"), all_hook = wish->all || is_yes(settings, "webhook", "always");
	return db_run(context->db, "send/plan",
		      PARAMS(db_word(mail), db_word(hook), db_word(all_mail), db_word(all_hook), db_word(wish->again),
			     wish->to ? wish->to : "", settings_get(settings, "mail", "to_instead"), at ? at + 1 : "localhost"),
		      err);
}

static bool settle(struct job_context *context, struct error *err)
{
	scoped_free char *torn = NULL;
	if (!db_text(context->db, "send/settle", NO_PARAMS, &torn, err))
		return false;
	if (strcmp(torn, "0") != 0)
		log_line(LOG_WARN, "send: %s from a run that was cut off may have been sent; not sent again, see 'crmaudit status'", torn);
	return true;
}

bool deliver_plan(struct job_context *context, const struct run *run, const struct deliver_wish *wish, struct error *err)
{
	return run_scope(context->db, context->settings, run, err) && settle(context, err) &&
	       plan(context, wish, mail_is_set(context->settings), hook_is_set(context->settings), err);
}

static char *hex_of(const struct text *bytes)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned length = 0;
	struct text words = { 0 };
	EVP_Digest(bytes->bytes, bytes->length, hash, &length, EVP_sha256(), NULL);
	for (unsigned at = 0; at < length; at++)
		text_format(&words, "%02x", hash[at]);
	return text_give(&words);
}

/* A row of what is due, with what goes out for it. */
struct parcel {
	int row;
	struct text bytes;           /* empty: nothing is attached */
	char *lies, *too_large;
};
static void parcel_done(struct parcel *parcel)
{
	text_done(&parcel->bytes);
	free(parcel->lies);
	free(parcel->too_large);
}
#define scoped_parcel __attribute__((cleanup(parcel_done)))

static const char *of(const struct work *work, const struct parcel *parcel, const char *column)
{
	return db_value(work->due, parcel->row, column);
}

static bool read_whole(FILE *in, const char *path, struct text *ret, struct error *err)
{
	char bytes[65536];
	size_t got;
	while ((got = fread(bytes, 1, sizeof bytes, in)) > 0)
		text_add(ret, bytes, got);
	return !ferror(in) || error_set(err, ERROR_DATA, "%s: cannot be read to its end", path);
}

/* What stands in its place is not sent: a link may lead to any file, a pipe waits for ever. */
static bool open_book(const char *path, FILE **ret, long *ret_length, struct error *err)
{
	struct stat info;
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &info) != 0)
		return error_set(err, ERROR_DATA, "%s: %s; 'crmaudit report' writes it again", path,
				 errno == ELOOP ? "a link, not the workbook" : strerror(errno));
	if (!S_ISREG(info.st_mode) || info.st_size == 0)
		return error_set(err, ERROR_DATA, "%s: empty, or no file; 'crmaudit report' writes it again", path);
	*ret = fdopen(fd, "r");
	if (*ret == NULL)
		return error_set(err, ERROR_DATA, "%s: %s", path, strerror(errno));
	fd = -1;
	*ret_length = (long)info.st_size;
	return true;
}

/* Reads the workbook, unless it is not to be attached. */
static bool pack(const struct work *work, struct parcel *parcel, struct error *err)
{
	const struct settings *settings = work->context->settings;
	const char *place = settings_get(settings, "mail", "place"), *file = of(work, parcel, "file");
	long most = settings_number(settings, "mail", "most_mb");
	scoped_free char *path = string_format("%s/%s", work->wish->folder, file);
	parcel->lies = string_format("%s/%s", *place ? place : work->wish->folder, file);
	scoped_file FILE *in = NULL;
	long length = 0;
	if (!open_book(path, &in, &length, err))
		return false;
	if (!is_yes(settings, "mail", "attach"))
		return true;
	if (length > most << 20) {
		parcel->too_large = string_format("%ld MB", (length >> 20) + 1);
		log_line(LOG_WARN, "send: %s has %s, more than [mail] most_mb; the mail says where it lies", file, parcel->too_large);
		return true;
	}
	return read_whole(in, path, &parcel->bytes, err);
}

static bool begin(const struct work *work, const struct parcel *parcel, struct error *err)
{
	char now[32], length[24];
	run_now(now, sizeof now);
	bool attached = parcel->bytes.length > 0;
	scoped_free char *hash = attached ? hex_of(&parcel->bytes) : NULL;
	snprintf(length, sizeof length, "%zu", parcel->bytes.length);
	return db_run(work->context->db, "send/begin",
		      PARAMS(of(work, parcel, "delivery_id"), attached ? length : NULL, hash, now), err);
}

static const char *state_of(enum mail_outcome outcome)
{
	static const char *const states[] = { [MAIL_SENT] = "sent", [MAIL_LATER] = "failed", [MAIL_REFUSED] = "refused",
					      [MAIL_DOUBTFUL] = "doubtful", [MAIL_HOPELESS] = "failed" };
	return states[outcome];
}

/* What is not worth another try by this program is done with. */
static bool end(struct work *work, const struct parcel *parcel, enum mail_outcome outcome, const struct error *why, struct error *err)
{
	if (!db_run(work->context->db, "send/end",
		    PARAMS(of(work, parcel, "delivery_id"), state_of(outcome), outcome == MAIL_SENT ? "" : why->text), err))
		return false;
	work->done[parcel->row] = outcome != MAIL_LATER && outcome != MAIL_HOPELESS;
	if (outcome == MAIL_REFUSED || outcome == MAIL_DOUBTFUL)
		log_line(LOG_WARN, "send: %s", why->text);
	return true;
}

static bool mail_one(struct work *work, struct parcel *parcel, enum mail_outcome *ret, struct error *why, struct error *err)
{
	scoped_free char *subject = NULL, *text = NULL;
	const char *to = of(work, parcel, "sent_to"), *recipient = of(work, parcel, "recipient");
	*ret = MAIL_LATER;
	if (!pack(work, parcel, why))
		return db_run(work->context->db, "send/end", PARAMS(of(work, parcel, "delivery_id"), "failed", why->text), err);
	bool attached = parcel->bytes.length > 0;
	const struct letter letter = {
		.kind = of(work, parcel, "kind"), .whose = strcmp(of(work, parcel, "kind"), "ritual") == 0 ? "" : of(work, parcel, "whose"),
		.name = of(work, parcel, "name"), .rhythm = of(work, parcel, "rhythm"), .news = of(work, parcel, "news"),
		.instead_of = strcmp(to, recipient) == 0 ? NULL : recipient, .lies = attached ? NULL : parcel->lies,
		.too_large = parcel->too_large,
	};
	if (!letter_write(work->context->db, work->context->settings, work->run, &letter, &subject, &text, err) ||
	    !begin(work, parcel, err))
		return false;
	const char *slash = strrchr(of(work, parcel, "file"), '/');
	const struct mail_message message = {
		.to = to, .subject = subject, .text = text, .id = of(work, parcel, "message_id"),
		.file_name = attached ? (slash ? slash + 1 : of(work, parcel, "file")) : NULL,
		.bytes = parcel->bytes.bytes, .length = parcel->bytes.length,
	};
	*ret = mail_send(work->mail, &message, why);
	return end(work, parcel, *ret, why, err);
}

static bool tell_one(struct work *work, struct parcel *parcel, enum mail_outcome *ret, struct error *why, struct error *err)
{
	scoped_free char *text = NULL;
	bool doubtful = false;
	if (!letter_summary(work->context->db, work->context->settings, work->run, of(work, parcel, "news"), &text, err) ||
	    !begin(work, parcel, err))
		return false;
	bool sent = hook_send(work->context->settings, text, &doubtful, why);
	*ret = sent ? MAIL_SENT : doubtful ? MAIL_DOUBTFUL : why->kind == ERROR_CONFIG ? MAIL_HOPELESS : MAIL_LATER;
	return end(work, parcel, *ret, why, err);
}

/* Once over all that is left. *ret_left: how many are worth another try. */
static bool go_round(struct work *work, int *ret_left, struct error *worst, struct error *err)
{
	bool mail_gone = false;
	int left = 0;
	*worst = (struct error){ 0 };
	work->worst = worst;
	for (int row = 0; row < PQntuples(work->due); row++) {
		bool is_mail = strcmp(db_value(work->due, row, "channel"), "mail") == 0;
		if (work->done[row] || (is_mail && mail_gone)) {
			left += !work->done[row];
			continue;
		}
		scoped_parcel struct parcel parcel = { .row = row };
		enum mail_outcome outcome;
		struct error why = { 0 };
		if (!(is_mail ? mail_one : tell_one)(work, &parcel, &outcome, &why, err))
			return false;
		mail_gone |= is_mail && outcome == MAIL_HOPELESS;
		if (!work->done[row])
			keep_worst(work, &why);
		left += !work->done[row];
	}
	*ret_left = left;
	return true;
}

/* What waiting mends. */
static bool may_pass(const struct error *why)
{
	return why->kind == ERROR_LATER || why->kind == ERROR_UNAVAILABLE;
}

static bool rounds(struct work *work, struct error *err)
{
	const struct settings *settings = work->context->settings;
	long tries = settings_number(settings, "mail", "tries"), seconds = settings_number(settings, "mail", "wait_seconds");
	struct error worst = { 0 };
	int left = 0;
	for (long round = 1; ; round++, seconds *= 2) {
		if (!go_round(work, &left, &worst, err))
			return false;
		if (left == 0 || round == tries || !may_pass(&worst))
			break;
		log_line(LOG_INFO, "send: %s; try %ld of %ld in %ld s", worst.text, round + 1, tries, seconds);
		nanosleep(&(struct timespec){ .tv_sec = seconds }, NULL);
	}
	if (worst.kind == ERROR_NONE)
		return true;
	return left > 1 ? error_set(err, worst.kind, "%d not sent: %s", left, worst.text)
			: error_set(err, worst.kind, "%s", worst.text);
}

static bool warn_impossible(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "send/unreachable", NO_PARAMS, &rows, err))
		return false;
	for (int row = 0; row < PQntuples(rows); row++)
		log_line(LOG_WARN, "send: %s: '%s' %s", db_value(rows, row, "file"), db_value(rows, row, "who"), db_value(rows, row, "problem"));
	return true;
}

static bool say_tally(struct db *db, struct error *err)
{
	scoped_result PGresult *rows = NULL;
	if (!db_rows(db, "store/status_delivered", NO_PARAMS, &rows, err))
		return false;
	log_line(LOG_INFO, "send: of this night %s sent by now, %s with nothing new, %s still to send, %s refused or without an address, %s in doubt",
		 db_value(rows, 0, "sent"), db_value(rows, 0, "quiet"), db_value(rows, 0, "waiting"), db_value(rows, 0, "refused"),
		 db_value(rows, 0, "in_doubt"));
	return true;
}

static bool send_due(struct work *work, struct error *err)
{
	scoped_result PGresult *due = NULL;
	const struct deliver_wish *wish = work->wish;
	struct job_context *context = work->context;
	bool mail = work->mail != NULL;
	if (!plan(context, wish, mail, work->hook, err) || (mail && !warn_impossible(context->db, err)) ||
	    !db_rows(context->db, "send/due",
		     PARAMS(db_word(mail), db_word(work->hook), wish->to ? wish->to : "", settings_get(context->settings, "mail", "to_instead")),
		     &due, err))
		return false;
	scoped_free bool *done = memory_new((size_t)PQntuples(due) + 1, sizeof *done);
	work->due = due;
	work->done = done;
	struct error late = { 0 };
	bool good = rounds(work, err);
	return say_tally(context->db, good ? err : &late) && good;
}

/* A mail that is not set up well leaves the chat its summary. */
bool deliver(struct job_context *context, const struct run *run, const struct deliver_wish *wish, struct error *err)
{
	scoped_mail struct mail *mail = NULL;
	struct error no_mail = { 0 };
	const struct settings *settings = context->settings;
	if (!run_scope(context->db, settings, run, err) || !settle(context, err))
		return false;
	bool usable = mail_is_set(settings) && mail_new(settings, &mail, &no_mail) && manifest_is_of(wish->folder, run->id, &no_mail);
	if (!usable)
		mail_free(steal(mail));
	struct work work = { .context = context, .run = run, .wish = wish, .mail = mail, .hook = hook_is_set(settings) };
	if (!send_due(&work, err))
		return false;
	if (no_mail.kind != ERROR_NONE)
		*err = no_mail;
	return no_mail.kind == ERROR_NONE;
}
