#include "lib/out/books.h"

#include "lib/base/log.h"
#include "lib/base/threads.h"

struct common {
	const struct books_work *work;
	struct error *errors;
};

/* A statement that failed spoils the transaction: behind a savepoint it spoils one book. */
static bool write_one(struct db *db, const struct books_work *work, size_t one, struct error *err)
{
	struct error late = { 0 };
	if (!db_exec(db, "SAVEPOINT book", err))
		return false;
	if (work->each(db, one, work->context, err))
		return db_exec(db, "RELEASE SAVEPOINT book", err);
	db_exec(db, "ROLLBACK TO SAVEPOINT book", &late);
	return false;
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

static bool hire(struct db *db, const struct books_work *work, struct db **ret, struct error *err)
{
	scoped_db struct db *other = NULL;
	if (!db_beside(db, &other, err) || (work->prepare && !work->prepare(other, work->context, err)))
		return false;
	*ret = steal(other);
	return true;
}

static size_t hire_all(struct db *db, const struct books_work *work, size_t most, void **workers)
{
	for (size_t hired = 1; hired < most; hired++) {
		struct error err = { 0 };
		struct db *other = NULL;
		if (!hire(db, work, &other, &err)) {
			log_line(LOG_DEBUG, "fewer workbooks are written side by side: %s", err.text);
			return hired;
		}
		workers[hired] = other;
	}
	return most;
}

static size_t most_workers(const struct books_work *work, int side_by_side)
{
	long asked = side_by_side > 0 ? side_by_side : sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = asked < 1 ? 1 : asked > THREADS_MOST ? THREADS_MOST : (size_t)asked;
	return most < work->count ? most : work->count ? work->count : 1;
}

size_t books_write(struct db *db, const struct books_work *work, int side_by_side, struct error errors[])
{
	void *workers[THREADS_MOST] = { db };
	struct common common = { work, errors };
	struct error err = { 0 };
	size_t hired = hire_all(db, work, most_workers(work, side_by_side), workers);
	const struct threads_work pieces = { .each = take_one, .context = &common, .count = work->count };
	threads_run(&pieces, workers, hired, &err);
	for (size_t at = 1; at < hired; at++)
		db_close(workers[at]);
	size_t failed = 0;
	for (size_t one = 0; one < work->count; one++)
		failed += errors[one].kind != ERROR_NONE;
	return failed;
}
