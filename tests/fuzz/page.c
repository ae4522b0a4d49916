/* Pages of query results, by lib/crm/page.c as by jansson. */
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/pages.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *difference = pages_compare((const char *)bytes, length);
	truth(*difference == '\0', "both read the same: %s", difference);
	free(difference);
	return 0;
}

/* Words of a grammar get further in than bytes by chance. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t room, unsigned seed)
{
	uint64_t state = seed * 0x9e3779b97f4a7c15u | 1;
	scoped_text struct text page = { 0 };
	if (seed % 4 == 0)
		return LLVMFuzzerMutate(bytes, length, room);
	if (seed % 4 == 1)
		pages_make(&state, &page);
	else
		text_add(&page, (const char *)bytes, length);
	for (unsigned i = seed / 4 % 6; i > 0; i--)
		pages_spoil(&state, &page);
	length = page.length < room ? page.length : room;
	memcpy(bytes, page.bytes, length);
	return length;
}
