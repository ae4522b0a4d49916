/* Checks the assertion of the JWT bearer flow with OpenSSL alone, so that it
 * doesn't share a library with what it tests. */
#ifndef STANDIN_ASSERTION_H
#define STANDIN_ASSERTION_H

#include <jansson.h>
#include <openssl/evp.h>

/* The claims, new, when header and RS256 signature are good; else NULL. */
json_t *assertion_claims(const char *assertion, EVP_PKEY *key);
/* The public key of a PEM certificate (or of a PEM public key), new, or NULL. */
EVP_PKEY *assertion_key(const char *path);

#endif
