#include "lib/base/threads.h"

#include "lib/base/log.h"

#include <pthread.h>

/* What the threads have in common. */
struct common {
	const struct threads_work *work;
	pthread_mutex_t mutex;   /* for what stands below it */
	size_t next;
	bool has_failed;
	struct error err;
};

struct hand {
	struct common *common;
	void *worker;
	pthread_t thread;
};

static bool take(struct common *common, size_t *ret)
{
	pthread_mutex_lock(&common->mutex);
	bool more = !common->has_failed && common->next < common->work->count;
	if (more)
		*ret = common->next++;
	pthread_mutex_unlock(&common->mutex);
	return more;
}

static void fail(struct common *common, const struct error *err)
{
	pthread_mutex_lock(&common->mutex);
	if (!common->has_failed)
		common->err = *err;
	common->has_failed = true;
	pthread_mutex_unlock(&common->mutex);
	if (common->work->failed)
		common->work->failed(common->work->context);
}

static void *work_through(void *context)
{
	const struct hand *hand = context;
	const struct threads_work *work = hand->common->work;
	struct error err = { 0 };
	for (size_t piece; take(hand->common, &piece);)
		if (!work->each(hand->worker, piece, work->context, &err))
			fail(hand->common, &err);
	return NULL;
}

bool threads_run(const struct threads_work *work, void *const workers[], size_t worker_count, struct error *err)
{
	struct common common = { .work = work, .mutex = PTHREAD_MUTEX_INITIALIZER };
	struct hand hands[THREADS_MOST];
	size_t started = 1;
	for (; started < worker_count && started < THREADS_MOST; started++) {
		hands[started] = (struct hand){ .common = &common, .worker = workers[started] };
		if (pthread_create(&hands[started].thread, NULL, work_through, &hands[started]) == 0)
			continue;
		log_line(LOG_WARN, "no further thread can be started: %zu work side by side", started);
		break;
	}
	hands[0] = (struct hand){ .common = &common, .worker = workers[0] };
	work_through(&hands[0]);
	for (size_t at = 1; at < started; at++)
		pthread_join(hands[at].thread, NULL);
	if (common.has_failed)
		*err = common.err;
	return !common.has_failed;
}
