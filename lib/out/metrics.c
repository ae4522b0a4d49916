#include "lib/out/metrics.h"

#include "lib/base/scope.h"
#include "lib/base/text_file.h"
#include "lib/out/replace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void metrics_done(struct metrics *metrics)
{
	text_done(&metrics->text);
	text_done(&metrics->name);
}

static void escape(struct text *text, const char *words, bool quoted)
{
	for (const char *c = words; *c; c++)
		if (*c == '\n')
			text_put(text, "\\n");
		else if (*c == '\\' || (quoted && *c == '"'))
			text_format(text, "\\%c", *c);
		else
			text_char(text, *c);
}

/* crmaudit_NAME{organisation="…",label="…"}, and the space before the value. */
static void put_series(struct text *text, const char *organisation, const struct metric *metric)
{
	text_format(text, "crmaudit_%s{organisation=\"", metric->name);
	escape(text, organisation, true);
	if (metric->label && *metric->label) {
		text_format(text, "\",%s=\"", metric->label);
		escape(text, metric->of, true);
	}
	text_put(text, "\"} ");
}

void metrics_put(struct metrics *metrics, const struct metric *metric)
{
	struct text *text = &metrics->text;
	if (metrics->name.bytes == NULL || strcmp(metrics->name.bytes, metric->name) != 0) {
		text_format(text, "# HELP crmaudit_%s ", metric->name);
		escape(text, metric->help, false);
		text_format(text, "\n# TYPE crmaudit_%s gauge\n", metric->name);
		text_clear(&metrics->name);
		text_put(&metrics->name, metric->name);
	}
	put_series(text, metrics->organisation, metric);
	text_format(text, "%s\n", metric->value);
}

void metrics_keep(struct metrics *metrics, const char *path, const struct metric *metric)
{
	enum { MOST = 1 << 20 };
	scoped_free char *old = NULL;
	struct error none;
	scoped_text struct text series = { 0 };
	text_char(&series, '\n');
	put_series(&series, metrics->organisation, metric);
	const char *found = text_file_read(path, MOST, &old, &none) ? strstr(old, series.bytes) : NULL;
	if (found == NULL)
		return;
	found += series.length;
	scoped_free char *value = strndup(found, strcspn(found, "\n"));
	struct metric kept = *metric;
	kept.value = value;
	metrics_put(metrics, &kept);
}

static bool write_all(const char *path, const struct text *text)
{
	scoped_file FILE *file = fopen(path, "we");
	return file && fwrite(text->bytes, 1, text->length, file) == text->length && fflush(file) == 0 &&
	       fchmod(fileno(file), 0644) == 0;
}

bool metrics_write(const struct metrics *metrics, const char *path, struct error *err)
{
	scoped_free char *fresh = NULL;
	if (!replace_begin(path, &fresh, err))
		return false;
	if (!write_all(fresh, &metrics->text)) {
		int reason = errno;
		unlink(fresh);
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", path, strerror(reason));
	}
	return replace_finish(fresh, path, err);
}
