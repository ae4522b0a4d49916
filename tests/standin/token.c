#include "tests/standin/token.h"

#include "lib/base/scope.h"
#include "tests/standin/assertion.h"

#include <microhttpd.h>
#include <string.h>
#include <time.h>

struct office {
	const struct office_settings *settings;
	EVP_PKEY *key;
	unsigned long given;     /* tokens so far */
	unsigned long dead;      /* tokens up to this number have expired */
	unsigned long rotation;  /* the number of the refresh token that works now */
	bool chain_dead;
};

bool office_open(const struct office_settings *settings, struct office **ret, struct error *err)
{
	EVP_PKEY *key = settings->certificate ? assertion_key(settings->certificate) : NULL;
	if (settings->certificate && key == NULL)
		return error_set(err, ERROR_CONFIG, "%s: no PEM certificate or public key",
			settings->certificate);
	struct office *office = memory_new(1, sizeof *office);
	*office = (struct office){ .settings = settings, .key = key };
	*ret = office;
	return true;
}

void office_free(struct office *office)
{
	if (office)
		EVP_PKEY_free(office->key);
	free(office);
}

/* A field of an urlencoded form. New, or NULL. */
static char *field(const char *form, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = form; *at; at += strcspn(at, "&"), at += *at == '&') {
		if (strncmp(at, name, length) != 0 || at[length] != '=')
			continue;
		char *value = string_format("%.*s", (int)strcspn(at + length + 1, "&"),
			at + length + 1);
		for (char *c = value; *c; c++)
			if (*c == '+')
				*c = ' ';
		MHD_http_unescape(value);
		return value;
	}
	return NULL;
}

static unsigned refuse(struct text *answer, const char *error, const char *description)
{
	text_format(answer, "{\"error\":\"%s\",\"error_description\":\"%s\"}", error, description);
	return 400;
}

static unsigned give(struct office *office, const char *base, const char *refresh, struct text *answer)
{
	text_format(answer,
		"{\"access_token\":\"%.15s!AQEAQ.%06lu.Standin\",\"scope\":\"api refresh_token\","
		    "\"instance_url\":\"%s\",\"id\":\"%s/id/%s/%s\",\"token_type\":\"Bearer\"",
		    STANDIN_ORG, ++office->given, base, base, STANDIN_ORG, STANDIN_USER);
	if (refresh)
		text_format(answer,
			",\"refresh_token\":\"%s\",\"issued_at\":\"1751328000000\",\"signature\":\"c3RhbmRpbg==\"",
			    refresh);
	text_char(answer, '}');
	return 200;
}

static bool audience_good(const struct office *office, const char *audience, const char *base)
{
	const char *own = office->settings->audience;
	return strcmp(audience, "https://login.salesforce.com") == 0 || strcmp(audience,
		"https://test.salesforce.com") == 0
		|| strcmp(audience, base) == 0 || (own && strcmp(audience, own) == 0);
}

static bool differs(const char *wanted, const char *given)
{
	return given == NULL || (wanted && strcmp(wanted, given) != 0);
}

static unsigned judge_claims(struct office *office, const json_t *claims, const char *base,
	struct text *answer)
{
	const char *audience = json_string_value(json_object_get(claims, "aud"));
	const json_t *expiry = json_object_get(claims, "exp");
	if (differs(office->settings->client_id, json_string_value(json_object_get(claims, "iss"))))
		return refuse(answer, "invalid_client_id", "client identifier invalid");
	if (audience == NULL || !audience_good(office, audience, base))
		return refuse(answer, "invalid_grant", "audience is invalid");
	if (!json_is_integer(expiry) || json_integer_value(expiry) < time(NULL))
		return refuse(answer, "invalid_grant", "expired authorization code");
	if (differs(office->settings->username, json_string_value(json_object_get(claims, "sub"))))
		return refuse(answer, "invalid_grant", "user hasn't approved this consumer");
	return give(office, base, NULL, answer);
}

static unsigned answer_jwt(struct office *office, const char *form, const char *base,
	struct text *answer)
{
	scoped_free char *assertion = field(form, "assertion");
	json_t *claims = assertion && office->key ? assertion_claims(assertion, office->key) : NULL;
	if (claims == NULL)
		return refuse(answer, "invalid_grant", "invalid assertion");
	unsigned status = judge_claims(office, claims, base, answer);
	json_decref(claims);
	return status;
}

/* Splits "Basic base64(id:secret)"; both new. */
static void read_basic(const char *authorization, char **ret_id, char **ret_secret)
{
	if (authorization == NULL || strncmp(authorization, "Basic ", 6) != 0)
		return;
	size_t length = strlen(authorization + 6);
	scoped_free char *pair = memory_new(length + 1, 1);
	if (EVP_DecodeBlock((unsigned char *)pair, (const unsigned char *)authorization + 6,
		(int)length) < 0)
		return;
	char *colon = strchr(pair, ':');
	if (colon == NULL)
		return;
	*colon = '\0';
	*ret_id = string_new(pair);
	*ret_secret = string_new(colon + 1);
}

static unsigned answer_client(struct office *office, const char *form, const char *authorization,
	const char *base,
			      struct text *answer)
{
	scoped_free char *id = field(form, "client_id");
	scoped_free char *secret = field(form, "client_secret");
	if (office->settings->login_host)
		return refuse(answer, "invalid_grant", "request not supported on this domain");
	if (id == NULL)
		read_basic(authorization, &id, &secret);
	if (differs(office->settings->client_id, id))
		return refuse(answer, "invalid_client_id", "client identifier invalid");
	if (differs(office->settings->client_secret, secret))
		return refuse(answer, "invalid_client", "invalid client credentials");
	return give(office, base, NULL, answer);
}

static char *refresh_token(const struct office *office, unsigned long number)
{
	return number ? string_format("%s.%lu", office->settings->refresh_token, number)
		      : string_new(office->settings->refresh_token);
}

static unsigned answer_refresh(struct office *office, const char *form, const char *base,
	struct text *answer)
{
	scoped_free char *id = field(form, "client_id");
	scoped_free char *given = field(form, "refresh_token");
	scoped_free char *current = refresh_token(office, office->rotation);
	if (differs(office->settings->client_id, id))
		return refuse(answer, "invalid_client_id", "client identifier invalid");
	if (office->chain_dead || given == NULL || strcmp(given, current) != 0) {
		for (unsigned long old = 0; given && old < office->rotation; old++) {
			scoped_free char *used = refresh_token(office, old);
			office->chain_dead |= strcmp(given, used) == 0;
		}
		if (office->chain_dead)
			office_expire_all(office);
		return refuse(answer, "invalid_grant", "expired access/refresh token");
	}
	scoped_free char *fresh = refresh_token(office, ++office->rotation);
	return give(office, base, fresh, answer);
}

unsigned office_answer(struct office *office, const char *form, const char *authorization,
	const char *base,
		       struct text *answer)
{
	scoped_free char *grant = field(form, "grant_type");
	if (grant && strcmp(grant, "urn:ietf:params:oauth:grant-type:jwt-bearer") == 0)
		return answer_jwt(office, form, base, answer);
	if (grant && strcmp(grant, "client_credentials") == 0)
		return answer_client(office, form, authorization, base, answer);
	if (grant && strcmp(grant, "refresh_token") == 0)
		return answer_refresh(office, form, base, answer);
	return refuse(answer, "unsupported_grant_type", "grant type not supported");
}

bool office_knows(const struct office *office, const char *authorization)
{
	static const char start[] = "Bearer ";
	if (authorization == NULL || strncmp(authorization, start, sizeof start - 1) != 0)
		return false;
	scoped_free char *ours = string_format("%.15s!AQEAQ.", STANDIN_ORG);
	const char *token = authorization + sizeof start - 1;
	if (strncmp(token, ours, strlen(ours)) != 0)
		return false;
	char *end;
	unsigned long number = strtoul(token + strlen(ours), &end, 10);
	return strcmp(end, ".Standin") == 0 && number > office->dead && number <= office->given;
}

void office_expire_all(struct office *office)
{
	office->dead = office->given;
}
