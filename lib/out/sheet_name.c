#include "lib/out/sheet_name.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <string.h>

enum { LONGEST = 31 };

static const char *end_of_character(const char *at)
{
	at++;
	while (((unsigned char)*at & 0xC0) == 0x80)
		at++;
	return at;
}

/* As much of the words as has room for that many UTF-16 units. */
static void add_words(struct text *name, const char *words, size_t room)
{
	for (const char *at = words, *next; *at; at = next) {
		next = end_of_character(at);
		size_t units = next - at == 4 ? 2 : 1;
		if (units > room)
			return;
		room -= units;
		if ((unsigned char)*at < ' ')
			text_char(name, ' ');
		else if (strchr("[]:*?/\\", *at))
			text_char(name, '-');
		else
			text_add(name, at, (size_t)(next - at));
	}
}

/* An apostrophe at an end would be taken for a quote around the name. */
static char *trimmed(char *name)
{
	size_t length = strlen(name);
	while (length && strchr("' ", name[length - 1]))
		name[--length] = '\0';
	return name + strspn(name, "' ");
}

static char *numbered(const char *wanted, int part)
{
	scoped_free char *number = part > 1 ? string_format(" (%d)", part) : string_new("");
	scoped_text struct text words = { 0 };
	add_words(&words, wanted, LONGEST - strlen(number));
	scoped_free char *whole = text_give(&words);
	const char *name = trimmed(whole);
	return string_format("%s%s", *name ? name : "Sheet", number);
}

/* Excel keeps the name for itself. */
static bool is_reserved(const char *name)
{
	return string_same(name, "History");
}

char *sheet_name_new(const char *wanted, int part, bool (*is_taken)(const char *name, void *context),
		     void *context)
{
	for (;; part++) {
		scoped_free char *name = numbered(wanted, part);
		if (!is_reserved(name) && !is_taken(name, context))
			return steal(name);
	}
}
