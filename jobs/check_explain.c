#include "jobs/check_parts.h"

#include "lib/base/text.h"

#include <string.h>

static void print_list(const char *name, char *const *words, FILE *out)
{
	fprintf(out, "%-8s ", name);
	for (size_t at = 0; words[at]; at++)
		fprintf(out, "%s%s", at ? ", " : "", words[at]);
	fputs(*words ? "\n" : "nothing\n", out);
}

struct reader {
	const struct check *check;
	const struct settings *settings;
	const char *name;
	FILE *out;
};

/* [check.ID], [check.ID role:NAME], [check.ID rep:WHO]. */
static bool print_setting(const struct setting *setting, void *context, struct error *err)
{
	(void)err;
	const struct reader *reader = context;
	size_t length = strlen(reader->check->id);
	const char *id = setting->section + strlen("check.");
	if (strncmp(id, reader->check->id, length) != 0 || (id[length] && id[length] != ' ') ||
	    strcmp(setting->key, reader->name) != 0)
		return true;
	fprintf(reader->out, "    %s for %s: %s, line %d\n", setting->value, id[length] ? id + length + 1 : "everybody",
		settings_path(reader->settings), setting->line);
	return true;
}

static void print_params(const struct check *check, const struct settings *settings, FILE *out)
{
	if (check->params_count == 0)
		return;
	fprintf(out, "\nparams, set in [check.%s], [check.%s role:NAME] or [check.%s rep:WHO]\n", check->id, check->id,
		check->id);
	for (size_t at = 0; at < check->params_count; at++) {
		const struct check_param *param = &check->params[at];
		struct reader reader = { .check = check, .settings = settings, .name = param->name, .out = out };
		struct error none = { 0 };
		fprintf(out, "  %s = %s  %s (%s, %s)\n", param->name, param->value, param->unit, param->type, param->origin);
		settings_each(settings, "check.", print_setting, &reader, &none);
	}
}

static void print_columns(const struct check *check, FILE *out)
{
	if (check->columns_count > 0)
		fputs("\ncolumns of the detail\n", out);
	for (size_t at = 0; at < check->columns_count; at++)
		fprintf(out, "  %-20s %-8s %s\n", check->columns[at].name, check->columns[at].format, check->columns[at].title);
}

void check_explain(const struct check *check, const struct settings *settings, FILE *out)
{
	const char *overrides = check->overrides ? ", in place of the one that is compiled in" : "";
	fprintf(out, "%s: %s\n\n", check->id, check->title);
	fprintf(out, "%-8s %s\n%-8s %s\n%-8s %s\n", "rule", check->rule, "why", check->why, "fix", check->fix);
	print_list("needs", check->needs, out);
	fprintf(out, "%-8s %s\n", "runs",
		catalogue_enabled(check, settings) ? "yes" : "no, it is switched off");
	fprintf(out, "%-8s %s%s\n", "from", check->path ? check->path : "what is compiled in", overrides);
	print_params(check, settings, out);
	print_columns(check, out);
}
