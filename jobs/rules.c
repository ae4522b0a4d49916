#include "jobs/rules.h"

#include "lib/base/text.h"

#include <stdlib.h>
#include <string.h>

/* The handbook's sections whose rules are checks, and how many rules each has. */
static const struct {
	char letter;
	int rules;
	const char *title;
} sections[] = {
	{ 'A', 13, "Rep activity" },    { 'B', 12, "Record values" }, { 'D', 8, "Pipeline" }, { 'E', 4, "Leads" },
	{ 'F', 6, "Deals and quotes" }, { 'H', 2, "Meetings" },       { 'I', 1, "Trials" },
};

const char *rules_section(const char *rule)
{
	for (size_t at = 0; at < sizeof sections / sizeof *sections; at++) {
		int number = atoi(rule + 1);
		scoped_free char *form = string_format("%c%d", sections[at].letter, number);
		if (strcmp(rule, form) == 0 && number >= 1 && number <= sections[at].rules)
			return sections[at].title;
	}
	return NULL;
}

static void print_check(const struct check *check, const struct settings *settings, FILE *out)
{
	const char *state = catalogue_enabled(check, settings) ? "on" : "off";
	const char *mark = check_mark(check);
	fprintf(out, "%-4s  %-3s  %-26s  %s%s%s%s\n", check->rule, state, check->id, check->title, *mark ? "  (" : "", mark,
		*mark ? ")" : "");
}

static bool print_rule(const char *rule, const struct catalogue *catalogue, const struct settings *settings, FILE *out)
{
	bool found = false;
	for (size_t at = 0; at < catalogue->count; at++) {
		const struct check *check = &catalogue->checks[at];
		if (strcmp(check->rule, rule) != 0)
			continue;
		print_check(check, settings, out);
		found = true;
	}
	if (!found)
		fprintf(out, "%-4s  %-3s  no check\n", rule, "-");
	return found;
}

void rules_print(const struct catalogue *catalogue, const struct settings *settings, FILE *out)
{
	int gaps = 0;
	fprintf(out, "%-4s  %-3s  %-26s  %s\n", "RULE", "ON", "CHECK", "FINDS");
	for (size_t at = 0; at < sizeof sections / sizeof *sections; at++)
		for (int number = 1; number <= sections[at].rules; number++) {
			char rule[16];
			snprintf(rule, sizeof rule, "%c%d", sections[at].letter, number);
			gaps += !print_rule(rule, catalogue, settings, out);
		}
	for (size_t at = 0; at < catalogue->count; at++)
		if (!rules_section(catalogue->checks[at].rule))
			print_check(&catalogue->checks[at], settings, out);
	if (gaps == 0)
		fprintf(out, "\nevery rule has a check\n");
	else
		fprintf(out, "\n%d rule%s without a check\n", gaps, gaps == 1 ? "" : "s");
}
