#include "lib/crm/crew.h"

#include "lib/base/log.h"
#include "lib/base/text.h"

#include <pthread.h>

/* What the workers have in common. */
struct crew {
	const struct crew_work *work;
	const struct source *first;
	pthread_mutex_t mutex;   /* for what stands below it */
	size_t next;
	bool failed;
	struct error err;
};

struct worker {
	struct crew *crew;
	struct db *db;
	struct source *source;
	pthread_t thread;
};

enum { MOST_WORKERS = 8 };

static bool take(struct crew *crew, size_t *ret)
{
	pthread_mutex_lock(&crew->mutex);
	bool more = !crew->failed && crew->next < crew->work->count;
	if (more)
		*ret = crew->work->order[crew->next++];
	pthread_mutex_unlock(&crew->mutex);
	return more;
}

static void fail(struct crew *crew, const struct error *err)
{
	pthread_mutex_lock(&crew->mutex);
	if (!crew->failed)
		crew->err = *err;
	crew->failed = true;
	pthread_mutex_unlock(&crew->mutex);
	if (crew->first->stop)
		crew->first->stop(crew->first->self);
}

static void work_through(struct crew *crew, struct db *db, const struct source *source)
{
	const struct crew_work *work = crew->work;
	struct error err = { 0 };
	for (size_t one; take(crew, &one);)
		if (!work->each(db, source, one, work->context, &err))
			fail(crew, &err);
}

static void *run(void *context)
{
	struct worker *worker = context;
	work_through(worker->crew, worker->db, worker->source);
	return NULL;
}

static bool hire(struct crew *crew, struct db *db, struct worker *worker, struct error *err)
{
	const struct crew_work *work = crew->work;
	worker->crew = crew;
	if (!db_another(db, &worker->db, err) || !crew->first->another(crew->first, &worker->source, err) ||
	    (work->prepare && !work->prepare(worker->db, work->context, err)))
		return false;
	return pthread_create(&worker->thread, NULL, run, worker) == 0 ||
	       error_set(err, ERROR_LATER, "no further thread can be started");
}

static void dismiss(struct worker *worker)
{
	source_free(worker->source);
	db_close(worker->db);
}

/* A server with few connections left is no reason for no night. */
static size_t hire_all(struct crew *crew, struct db *db, struct worker *workers, size_t count)
{
	for (size_t hired = 0; hired < count; hired++) {
		struct error err = { 0 };
		if (hire(crew, db, &workers[hired], &err))
			continue;
		log_line(LOG_WARN, "fewer objects are read side by side: %s", err.text);
		dismiss(&workers[hired]);
		return hired;
	}
	return count;
}

static bool run_with(struct db *db, const struct source *source, const struct crew_work *work, size_t further,
		     struct error *err)
{
	struct worker workers[MOST_WORKERS] = { 0 };
	struct crew crew = { .work = work, .first = source, .mutex = PTHREAD_MUTEX_INITIALIZER };
	size_t hired = hire_all(&crew, db, workers, further < MOST_WORKERS ? further : MOST_WORKERS);
	work_through(&crew, db, source);
	for (size_t i = 0; i < hired; i++) {
		pthread_join(workers[i].thread, NULL);
		dismiss(&workers[i]);
	}
	if (crew.failed)
		*err = crew.err;
	return !crew.failed;
}

bool crew_run(struct db *db, const struct source *source, const struct crew_work *work, struct error *err)
{
	return run_with(db, source, work, source->side_by_side > 1 ? (size_t)source->side_by_side - 1 : 0, err);
}

bool crew_alone(struct db *db, const struct source *source, const struct crew_work *work, struct error *err)
{
	return run_with(db, source, work, 0, err);
}
