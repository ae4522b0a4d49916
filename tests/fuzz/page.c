/* Pages made up and spoiled without end, read by lib/crm/page.c as by jansson:
 *     page SECONDS [SEED]
 * says of a difference, or a crash, which seed it came from. libFuzzer can drive it too:
 * make CC=clang FORTIFY=0 CFLAGS='-g -O1 -DLIBFUZZER -fsanitize=fuzzer,address,undefined' build/tests/fuzz/page */
#include "tests/support/pages.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *difference = pages_compare((const char *)bytes, length);
	if (*difference == '\0') {
		free(difference);
		return 0;
	}
	fprintf(stderr, "%s\n", difference);
	abort();
}

#ifndef LIBFUZZER
static uint64_t seed_at_work;

static void say_seed(int signal_number)
{
	(void)signal_number;
	fprintf(stderr, "seed %lu\n", (unsigned long)seed_at_work);
	_exit(1);
}

static void run(uint64_t seed)
{
	enum { SPOILT = 20 };
	seed_at_work = seed;
	uint64_t state = seed * 0x9e3779b97f4a7c15u | 1;
	scoped_text struct text page = { 0 };
	pages_make(&state, &page);
	for (int i = 0; i < SPOILT; i++) {
		LLVMFuzzerTestOneInput((const uint8_t *)page.bytes, page.length);
		pages_spoil(&state, &page);
	}
}

int main(int count, char **arguments)
{
	uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
	time_t end = time(NULL) + (count > 1 ? atol(arguments[1]) : 60);
	uint64_t first = seed;
	signal(SIGABRT, say_seed);
	do {
		run(seed++);
	} while (time(NULL) < end);
	printf("%lu pages from seed %lu on, each spoilt 19 times: no difference\n", (unsigned long)(seed - first),
	       (unsigned long)first);
}
#endif
