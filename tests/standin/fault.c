#include "tests/standin/fault.h"

#include <stdlib.h>
#include <string.h>

bool fault_set(struct faults *faults, const char *text)
{
	static const char *const names[FAULT_COUNT] = {
		"expire-session", "incurable-401", "html", "error-503", "cut", "expired-locator",
		"short-page-total", "limit-exceeded", "limit-concurrent", "query-timeout",
		"refused-login", "bulk-failed", "bulk-failed-silent", "bulk-unsupported", "bulk-cut",
		"bulk-short", "timeout-rows", "line-limit", "empty-406", "error-420", "refused-task",
	};
	size_t length = strcspn(text, ":");
	for (int i = 0; i < FAULT_COUNT; i++) {
		if (strlen(names[i]) != length || strncmp(names[i], text, length) != 0)
			continue;
		faults->left[i] = text[length] ? strtol(text + length + 1, NULL, 10) : 1;
		return faults->left[i] >= 0;
	}
	return false;
}

bool fault_takes(struct faults *faults, enum fault fault)
{
	return faults->left[fault] > 0 && faults->left[fault]-- > 0;
}

bool fault_strikes(struct faults *faults, enum fault fault)
{
	return faults->left[fault] > 0 && --faults->left[fault] == 0;
}

bool fault_holds(const struct faults *faults, enum fault fault)
{
	return faults->left[fault] > 0;
}

size_t fault_limit(const struct faults *faults, enum fault fault, size_t other)
{
	return faults->left[fault] > 0 ? (size_t)faults->left[fault] : other;
}
