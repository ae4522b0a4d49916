#include "lib/crm/salesforce.h"

#include "lib/crm/answer.h"
#include "lib/crm/objects.h"

#include <string.h>

static bool options_read(const struct settings *settings, char **ca_file, struct rest_options *ret,
			 struct error *err)
{
	const char *in = "salesforce";
	if (!token_options_read(settings, &ret->login, err))
		return false;
	*ca_file = settings_file(settings, in, "ca_file");
	ret->web = (struct http_options){
		.ca_file = *ca_file,
		.timeout_seconds = settings_number(settings, in, "timeout_seconds"),
		.retries = (int)settings_number(settings, in, "retries"),
	};
	ret->api_version = settings_get(settings, in, "api_version");
	ret->page_rows = settings_number(settings, in, "page_rows");
	ret->quota = (struct quota_shares){ settings_number(settings, in, "quota_share_run"),
					    settings_number(settings, in, "quota_share_total") };
	return true;
}

/* A name that is misspelt would leave nothing out. */
static bool skip_read(const struct settings *settings, const char **ret, struct error *err)
{
	*ret = settings_get(settings, "salesforce", "skip");
	scoped_list char **names = list_new(*ret);
	for (char **name = names; *name; name++)
		if (objects_find(*name) == NULL)
			return error_set(err, ERROR_CONFIG, "[salesforce] skip: no %s is read, so none can be left "
					 "out; see crmaudit status for what is", *name);
	return true;
}

bool salesforce_open(const struct settings *settings, struct source **ret, struct error *err)
{
	scoped_free char *ca_file = NULL;
	struct salesforce_options options = {
		.query.lag_seconds = settings_number(settings, "salesforce", "lag_seconds"),
		.query.overlap_seconds = settings_number(settings, "salesforce", "overlap_seconds"),
		.query.bulk_rows = settings_number(settings, "salesforce", "bulk_rows"),
		.query.bulk.give_up_seconds = settings_number(settings, "salesforce", "bulk_seconds"),
		.side_by_side = (int)settings_number(settings, "salesforce", "side_by_side"),
	};
	return skip_read(settings, &options.skip, err) && options_read(settings, &ca_file, &options.rest, err) &&
	       salesforce_new(&options, ret, err);
}

static bool check_version(struct rest *rest, struct text *words, struct error *err)
{
	scoped_rest_answer struct rest_answer answer = { 0 };
	if (!rest_get(rest, "/services/data/", &answer, err))
		return false;
	if (answer.status != 200)
		return rest_refused(&answer, err);
	const char *newest = "none";
	bool there = false;
	for (size_t i = 0; i < json_array_size(answer.json); i++) {
		newest = answer_text(json_array_get(answer.json, i), "version");
		there = there || strcmp(newest, rest_version(rest)) == 0;
	}
	if (!there)
		return error_set(err, ERROR_CONFIG, "[salesforce] api_version: %s is not there at %s; the newest "
				 "is %s", rest_version(rest), rest_instance(rest), newest);
	text_format(words, "API version %s is there, the newest is %s\n", rest_version(rest), newest);
	return true;
}

static bool say_clock(long ahead, struct text *words)
{
	enum { TOLERABLE = 60 };
	long seconds = labs(ahead);
	text_format(words, "this clock is %ld s %s the server's%s\n", seconds, ahead < 0 ? "behind" : "ahead of",
		    seconds > TOLERABLE ? ": set it right, or logins by jwt will fail" : "");
	return seconds <= TOLERABLE;
}

/* Whether there is room for a pull: not once nine tenths of what it stops at are used. */
static bool say_usage(const struct rest *rest, struct quota_shares shares, struct text *words)
{
	long used = 0, allowed = 0;
	if (rest_usage(rest, &used, &allowed))
		text_format(words, "%ld of %ld API calls used in 24 hours\n", used, allowed);
	else
		text_put(words, "the server doesn't say how many API calls are left\n");
	if (shares.run > 0 && shares.total > 0)
		text_format(words, "a pull stops when it has used %ld %% of them, or when %ld %% are used in all\n",
			    shares.run, shares.total);
	bool spent = allowed > 0 && (double)used * 1000 >= (double)shares.total * 9 * (double)allowed;
	if (spent)
		text_put(words, "they are nearly spent: have other programs use less, or raise [salesforce] quota_share_total\n");
	return !spent;
}

bool salesforce_look(struct rest_options *options, struct text *ret_words, bool *ret_well, struct error *err)
{
	scoped_rest struct rest *rest = NULL;
	scoped_free char *user = NULL;
	scoped_text struct text words = { 0 };
	/* to look must be possible when nothing else is */
	struct quota_shares shares = options->quota;
	options->quota = (struct quota_shares){ 0 };
	if (!rest_new(options, &rest, err) || !rest_user(rest, &user, err))
		return false;
	text_format(&words, "logged in as %s at %s by %s\n", user, rest_instance(rest), rest_auth(rest));
	if (!check_version(rest, &words, err))
		return false;
	bool right = say_clock(rest_clock_ahead(rest), &words), room = say_usage(rest, shares, &words);
	*ret_well = right && room;
	text_add(ret_words, words.bytes, words.length);
	return true;
}

bool salesforce_check(const struct settings *settings, struct text *ret_words, bool *ret_well, struct error *err)
{
	scoped_free char *ca_file = NULL;
	const char *skip;
	struct rest_options options = { 0 };
	return skip_read(settings, &skip, err) && options_read(settings, &ca_file, &options, err) &&
	       salesforce_look(&options, ret_words, ret_well, err);
}
