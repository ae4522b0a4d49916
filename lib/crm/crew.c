#include "lib/crm/crew.h"

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/base/threads.h"

struct worker {
	struct db *db;
	const struct source *source;
	struct source *own;      /* NULL: source is the caller's */
};

struct crew {
	const struct crew_work *work;
	const struct source *first;
};

static bool do_one(void *context, size_t piece, void *common, struct error *err)
{
	const struct worker *worker = context;
	const struct crew_work *work = ((const struct crew *)common)->work;
	return work->each(worker->db, worker->source, work->order[piece], work->context, err);
}

static void stop_all(void *common)
{
	const struct source *first = ((const struct crew *)common)->first;
	if (first->stop)
		first->stop(first->self);
}

static bool hire(const struct crew *crew, struct db *db, struct worker *worker, struct error *err)
{
	const struct crew_work *work = crew->work;
	if (!db_another(db, &worker->db, err) || !crew->first->another(crew->first, &worker->own, err))
		return false;
	worker->source = worker->own;
	return !work->prepare || work->prepare(worker->db, work->context, err);
}

static void dismiss(struct worker *worker)
{
	source_free(worker->own);
	db_close(worker->db);
}

/* A server with few connections left is no reason for no night. */
static size_t hire_all(const struct crew *crew, struct db *db, struct worker *workers, size_t count)
{
	for (size_t hired = 1; hired < count; hired++) {
		struct error err = { 0 };
		if (hire(crew, db, &workers[hired], &err))
			continue;
		log_line(LOG_WARN, "fewer objects are read side by side: %s", err.text);
		dismiss(&workers[hired]);
		return hired;
	}
	return count;
}

static bool run_with(struct db *db, const struct source *source, const struct crew_work *work, size_t count,
		     struct error *err)
{
	struct worker workers[THREADS_MOST] = { { .db = db, .source = source } };
	struct crew crew = { work, source };
	size_t hired = hire_all(&crew, db, workers, count < THREADS_MOST ? count : THREADS_MOST);
	void *each[THREADS_MOST];
	for (size_t at = 0; at < hired; at++)
		each[at] = &workers[at];
	const struct threads_work pieces = { .each = do_one, .failed = stop_all, .context = &crew, .count = work->count };
	bool good = threads_run(&pieces, each, hired, err);
	for (size_t at = 1; at < hired; at++)
		dismiss(&workers[at]);
	return good;
}

bool crew_run(struct db *db, const struct source *source, const struct crew_work *work, struct error *err)
{
	return run_with(db, source, work, source->side_by_side > 1 ? (size_t)source->side_by_side : 1, err);
}

bool crew_alone(struct db *db, const struct source *source, const struct crew_work *work, struct error *err)
{
	return run_with(db, source, work, 1, err);
}
