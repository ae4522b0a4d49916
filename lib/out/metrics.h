/* A file of figures in Prometheus' text format, for the textfile collector of its node
 * exporter: gauges, each with the organisation as a label. It appears whole or not at
 * all, and everybody may read it: it holds counts, no records. */
#ifndef OUT_METRICS_H
#define OUT_METRICS_H

#include "lib/base/error.h"
#include "lib/base/text.h"

struct metrics {
	const char *organisation;   /* borrowed */
	struct text text;
	struct text name;           /* of the figure that was put last */
};
void metrics_done(struct metrics *metrics);
#define scoped_metrics __attribute__((cleanup(metrics_done)))

struct metric {
	const char *name;           /* without crmaudit_ */
	const char *help;
	const char *label, *of;     /* one label more and its value; "" or NULL: none */
	const char *value;          /* a number as text */
};

/* Those of one name must follow one another. */
void metrics_put(struct metrics *metrics, const struct metric *metric);

/* Takes over what an older file at path says of the same name and organisation; nothing
 * where it does not. */
void metrics_keep(struct metrics *metrics, const char *path, const struct metric *metric);

/* ERROR_CREATE, ERROR_WRITE; then the file is as it was. */
bool metrics_write(const struct metrics *metrics, const char *path, struct error *err);

#endif
