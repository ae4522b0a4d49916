#include "lib/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	err->kind = kind;
	va_list args;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	return false;
}

bool error_context(struct error *err, const char *format, ...)
{
	char words[256];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);

	char whole[sizeof err->text];
	snprintf(whole, sizeof whole, "%.*s: %.*s", (int)sizeof words, words,
		 (int)(sizeof whole - sizeof words - 3), err->text);
	snprintf(err->text, sizeof err->text, "%s", whole);
	return false;
}

int error_status(enum error_kind kind)
{
	static const int statuses[] = {
		[ERROR_NONE] = EX_OK,
		[ERROR_USAGE] = EX_USAGE,
		[ERROR_DATA] = EX_DATAERR,
		[ERROR_UNAVAILABLE] = EX_UNAVAILABLE,
		[ERROR_BUG] = EX_SOFTWARE,
		[ERROR_CREATE] = EX_CANTCREAT,
		[ERROR_WRITE] = EX_IOERR,
		[ERROR_LATER] = EX_TEMPFAIL,
		[ERROR_LOGIN] = EX_NOPERM,
		[ERROR_CONFIG] = EX_CONFIG,
	};
	return statuses[kind];
}
