#include "lib/out/books.h"

#include "lib/base/log.h"
#include "lib/base/threads.h"

#include <pthread.h>
#include <unistd.h>

/* A connection, and whose turn it is. */
struct desk {
	struct db *db;
	pthread_mutex_t turn;
};

struct common {
	const struct books_work *work;
	struct error *errors;
};

/* A statement that failed spoils the transaction: behind a savepoint it spoils one book. */
static bool fill_one(struct db *db, const struct books_work *work, size_t one, struct sheet_book **ret, struct error *err)
{
	struct error late = { 0 };
	if (!db_exec(db, "SAVEPOINT book", err))
		return false;
	if (work->fill(db, one, work->context, ret, err))
		return db_exec(db, "RELEASE SAVEPOINT book", err);
	db_exec(db, "ROLLBACK TO SAVEPOINT book", &late);
	return false;
}

static bool write_one(struct desk *desk, const struct books_work *work, size_t one, struct error *err)
{
	scoped_sheet_book struct sheet_book *book = NULL;
	pthread_mutex_lock(&desk->turn);
	bool good = fill_one(desk->db, work, one, &book, err);
	pthread_mutex_unlock(&desk->turn);
	return good && sheet_save(book, err);
}

static bool take_one(void *worker, size_t one, void *context, struct error *err)
{
	(void)err;
	struct common *common = context;
	struct error *ret = &common->errors[one];
	*ret = (struct error){ 0 };
	write_one(worker, common->work, one, ret);
	return true;
}

static bool open_desk(struct db *db, const struct books_work *work, struct desk *ret, struct error *err)
{
	scoped_db struct db *other = NULL;
	if (!db_beside(db, &other, err) || (work->prepare && !work->prepare(other, work->context, err)))
		return false;
	*ret = (struct desk){ steal(other), PTHREAD_MUTEX_INITIALIZER };
	return true;
}

/* Returns how many desks there are; who has none of one's own sits at the first. */
static size_t seat_all(const struct books_work *work, size_t most, struct desk desks[], void *workers[])
{
	size_t opened = 1;
	for (size_t at = 0; at < most; at++) {
		struct error err = { 0 };
		workers[at] = &desks[0];
		if (at == 0 || opened < at)
			continue;
		if (open_desk(desks[0].db, work, &desks[opened], &err))
			workers[at] = &desks[opened++];
		else
			log_line(LOG_DEBUG, "workbooks are read in turns: %s", err.text);
	}
	return opened;
}

static size_t most_workers(const struct books_work *work, int side_by_side)
{
	long asked = side_by_side > 0 ? side_by_side : sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = asked < 1 ? 1 : asked > THREADS_MOST ? THREADS_MOST : (size_t)asked;
	return most < work->count ? most : work->count ? work->count : 1;
}

size_t books_write(struct db *db, const struct books_work *work, int side_by_side, struct error errors[])
{
	struct desk desks[THREADS_MOST] = { { db, PTHREAD_MUTEX_INITIALIZER } };
	void *workers[THREADS_MOST];
	struct common common = { work, errors };
	struct error err = { 0 };
	size_t most = most_workers(work, side_by_side);
	size_t opened = seat_all(work, most, desks, workers);
	const struct threads_work pieces = { .each = take_one, .context = &common, .count = work->count };
	threads_run(&pieces, workers, most, &err);
	for (size_t at = 1; at < opened; at++)
		db_close(desks[at].db);
	size_t failed = 0;
	for (size_t one = 0; one < work->count; one++)
		failed += errors[one].kind != ERROR_NONE;
	return failed;
}
