#include "jobs/check_parts.h"

#include "jobs/rules.h"

#include <string.h>

static const char *section_of(const struct check *check)
{
	const char *title = rules_section(check->rule);
	return title ? title : "Others";
}

static void print_table(const struct catalogue *catalogue, FILE *out)
{
	fputs("| rule | check | finds |\n|---|---|---|\n", out);
	for (size_t at = 0; at < catalogue->count; at++) {
		const struct check *check = &catalogue->checks[at];
		fprintf(out, "| %s | [%s](#%s) | %s |\n", check->rule, check->id, check->id, check->title);
	}
}

static void print_params(const struct check *check, FILE *out)
{
	if (check->params_count == 0)
		return;
	fputs("\n| param | default | unit | whose |\n|---|---:|---|---|\n", out);
	for (size_t at = 0; at < check->params_count; at++) {
		const struct check_param *param = &check->params[at];
		fprintf(out, "| `%s` | %s | %s | %s |\n", param->name, param->value, param->unit, param->origin);
	}
}

static void print_columns(const struct check *check, FILE *out)
{
	if (check->columns_count == 0)
		return;
	fputs("\nColumns: ", out);
	for (size_t at = 0; at < check->columns_count; at++)
		fprintf(out, "%s%s (`%s`, %s)", at ? "; " : "", check->columns[at].title, check->columns[at].name,
			check->columns[at].format);
	fputs("\n", out);
}

static void print_check(const struct check *check, FILE *out)
{
	fprintf(out, "\n### %s\n\n", check->id);
	fprintf(out, "**%s.** Rule %s%s.\n\n", check->title, check->rule, check->is_off ? "; off until switched on" : "");
	fprintf(out, "- Why: %s\n- Fix: %s\n- Needs: ", check->why, check->fix);
	for (size_t at = 0; check->needs[at]; at++)
		fprintf(out, "%s`%s`", at ? ", " : "", check->needs[at]);
	fputs("\n", out);
	print_params(check, out);
	print_columns(check, out);
}

void check_document(const struct catalogue *catalogue, FILE *out)
{
	const char *section = "";
	fputs("# The checks\n\nMade from the headers of the files here by `make catalogue`.\n\n", out);
	print_table(catalogue, out);
	for (size_t at = 0; at < catalogue->count; at++) {
		const struct check *check = &catalogue->checks[at];
		if (strcmp(section, section_of(check)) != 0)
			fprintf(out, "\n## %s\n", section_of(check));
		section = section_of(check);
		print_check(check, out);
	}
}
