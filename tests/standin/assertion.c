#include "tests/standin/assertion.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

EVP_PKEY *assertion_key(const char *path)
{
	scoped_file FILE *file = fopen(path, "r");
	if (file == NULL)
		return NULL;
	X509 *certificate = PEM_read_X509(file, NULL, NULL, NULL);
	if (certificate) {
		EVP_PKEY *key = X509_get_pubkey(certificate);
		X509_free(certificate);
		return key;
	}
	rewind(file);
	return PEM_read_PUBKEY(file, NULL, NULL, NULL);
}

/* base64url without padding, as JWT has it. New; NULL when it is none. */
static unsigned char *decode(const char *text, size_t length, size_t *ret_length)
{
	scoped_text struct text padded = { 0 };
	for (size_t i = 0; i < length; i++) {
		if (strchr("+/=", text[i]))
			return NULL;
		text_char(&padded, text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i]);
	}
	while (padded.length % 4)
		text_char(&padded, '=');
	unsigned char *bytes = memory_new(padded.length + 1, 1);
	int got = EVP_DecodeBlock(bytes, (const unsigned char *)(padded.bytes ? padded.bytes : ""),
		(int)padded.length);
	if (got < 0) {
		free(bytes);
		return NULL;
	}
	*ret_length = (size_t)got - (padded.length - length);
	bytes[*ret_length] = '\0';
	return bytes;
}

static json_t *decode_json(const char *text, size_t length)
{
	size_t size = 0;
	scoped_free unsigned char *bytes = decode(text, length, &size);
	return bytes ? json_loadb((const char *)bytes, size, 0, NULL) : NULL;
}

static bool is_rs256(const char *text, size_t length)
{
	json_t *header = decode_json(text, length);
	const char *algorithm = json_string_value(json_object_get(header, "alg"));
	bool good = algorithm && strcmp(algorithm, "RS256") == 0;
	json_decref(header);
	return good;
}

static bool signature_good(const char *assertion, size_t signed_length, EVP_PKEY *key)
{
	size_t length = 0;
	const char *tail = assertion + signed_length + 1;
	scoped_free unsigned char *signature = decode(tail, strlen(tail), &length);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = signature && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1
		&& EVP_DigestVerify(context, signature, length, (const unsigned char *)assertion,
		signed_length) == 1;
	EVP_MD_CTX_free(context);
	return good;
}

json_t *assertion_claims(const char *assertion, EVP_PKEY *key)
{
	const char *first = strchr(assertion, '.');
	const char *second = first ? strchr(first + 1, '.') : NULL;
	if (second == NULL || !is_rs256(assertion, (size_t)(first - assertion)))
		return NULL;
	if (!signature_good(assertion, (size_t)(second - assertion), key))
		return NULL;
	return decode_json(first + 1, (size_t)(second - first - 1));
}
