#include "lib/base/threads.h"

#include "lib/base/log.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { PIECES = 100 };

struct seen {
	pthread_mutex_t mutex;
	pthread_cond_t both;
	int times[PIECES];
	int arrived, stopped;
	size_t bad;              /* the piece that fails; PIECES: none */
};

static struct seen *fresh(size_t bad)
{
	static struct seen seen;
	seen = (struct seen){ .mutex = PTHREAD_MUTEX_INITIALIZER, .both = PTHREAD_COND_INITIALIZER, .bad = bad };
	return &seen;
}

static bool count_piece(void *worker, size_t piece, void *context, struct error *err)
{
	struct seen *seen = context;
	pthread_mutex_lock(&seen->mutex);
	seen->times[piece]++;
	++*(int *)worker;
	pthread_mutex_unlock(&seen->mutex);
	return piece != seen->bad || error_set(err, ERROR_DATA, "piece %zu", piece);
}

static void count_stop(void *context)
{
	((struct seen *)context)->stopped++;
}

static void every_piece_is_done_once(void **state)
{
	(void)state;
	struct seen *seen = fresh(PIECES);
	int done[3] = { 0 };
	void *workers[] = { &done[0], &done[1], &done[2] };
	struct error err = { 0 };
	assert_true(threads_run(&(struct threads_work){ .each = count_piece, .context = seen, .count = PIECES }, workers, 3, &err));
	for (int at = 0; at < PIECES; at++)
		assert_int_equal(seen->times[at], 1);
	assert_int_equal(done[0] + done[1] + done[2], PIECES);
}

static void an_error_ends_the_work_and_is_told(void **state)
{
	(void)state;
	struct seen *seen = fresh(5);
	int done = 0;
	void *workers[] = { &done };
	struct error err = { 0 };
	const struct threads_work work = { .each = count_piece, .failed = count_stop, .context = seen, .count = PIECES };
	assert_false(threads_run(&work, workers, 1, &err));
	assert_int_equal(err.kind, ERROR_DATA);
	assert_string_equal(err.text, "piece 5");
	assert_int_equal(seen->stopped, 1);
	assert_int_equal(done, 6);
}

/* Each waits for the other: in one thread alone they would not meet. */
static bool meet(void *worker, size_t piece, void *context, struct error *err)
{
	(void)worker;
	(void)piece;
	struct seen *seen = context;
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 10;
	pthread_mutex_lock(&seen->mutex);
	seen->arrived++;
	pthread_cond_broadcast(&seen->both);
	int late = 0;
	while (seen->arrived < 2 && late == 0)
		late = pthread_cond_timedwait(&seen->both, &seen->mutex, &until);
	pthread_mutex_unlock(&seen->mutex);
	return late == 0 || error_set(err, ERROR_LATER, "nobody came");
}

static void two_work_at_the_same_time(void **state)
{
	(void)state;
	struct seen *seen = fresh(PIECES);
	int done[2] = { 0 };
	void *workers[] = { &done[0], &done[1] };
	struct error err = { 0 };
	assert_true(threads_run(&(struct threads_work){ .each = meet, .context = seen, .count = 2 }, workers, 2, &err));
}

static void no_piece_is_no_error(void **state)
{
	(void)state;
	int done = 0;
	void *workers[] = { &done };
	struct error err = { 0 };
	assert_true(threads_run(&(struct threads_work){ .each = count_piece, .count = 0 }, workers, 1, &err));
}

int main(void)
{
	log_setup(LOG_ERROR, LOG_TEXT);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_piece_is_done_once),
		cmocka_unit_test(an_error_ends_the_work_and_is_told),
		cmocka_unit_test(two_work_at_the_same_time),
		cmocka_unit_test(no_piece_is_no_error),
	};
	return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
