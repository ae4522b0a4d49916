#include "lib/out/sheet.h"

#include "lib/base/path.h"
#include "lib/base/text.h"
#include "lib/out/replace.h"
#include "lib/out/sheet_book.h"
#include "lib/out/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>

/* The library writes rows into a file of its own and looks at no result. */
static const char *disk_reason(const struct sheet_book *book)
{
	FILE *rows = book->sheet ? book->sheet->optimize_tmpfile : NULL;
	if (rows == NULL || !ferror(rows))
		return NULL;
	errno = ENOSPC;
	fflush(rows);
	return strerror(errno);
}

bool sheet_refuse(const struct sheet_book *book, const char *reason, struct error *err)
{
	return error_set(err, ERROR_WRITE, "cannot write %s: sheet %s, row %u: %s", book->about.path,
			 book->sheet ? book->sheet->name : "none", book->row + 1, reason);
}

bool sheet_written(const struct sheet_book *book, lxw_error result, struct error *err)
{
	const char *reason = disk_reason(book);
	if (reason == NULL && result != LXW_NO_ERROR)
		reason = lxw_strerror(result);
	return reason == NULL || sheet_refuse(book, reason, err);
}

static time_t day_start(const char *day)
{
	struct tm tm = { 0 };
	return strptime(day, "%Y-%m-%d", &tm) ? timegm(&tm) : 86400;
}

/* Excel's limit is in characters: so many bytes are no more of them. */
enum { LONGEST_PROPERTY = 255 };

/* XML takes no control, and not U+FFFE and U+FFFF. New. */
static char *property_text(const char *value)
{
	struct text made = { 0 };
	for (size_t left = strlen(value), step; left > 0; value += step, left -= step) {
		step = utf8_length(value, left);
		if (step == 0 || made.length + step > LONGEST_PROPERTY)
			break;
		bool good = step == 3 ? memcmp(value, "\xef\xbf\xbe", 3) < 0 || memcmp(value, "\xef\xbf\xbf", 3) > 0
				      : (unsigned char)*value >= ' ';
		text_add(&made, good ? value : " ", good ? step : 1);
	}
	return text_give(&made);
}

static bool make_workbook(struct sheet_book *book, struct error *err)
{
	scoped_free char *folder = string_new(book->about.temp_folder);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
	book->workbook = workbook_new_opt(book->fresh, &options);
	if (book->workbook == NULL || !cell_looks(book->workbook, book->looks))
		return error_set(err, ERROR_WRITE, "cannot write %s: no memory", book->about.path);
	scoped_free char *title = string_new(book->about.title);
	lxw_doc_properties properties = { .title = title, .created = day_start(book->about.day) };
	return sheet_written(book, workbook_set_properties(book->workbook, &properties), err);
}

/* The library takes no empty value. */
static bool put_property(struct sheet_book *book, const struct sheet_property *property, struct error *err)
{
	scoped_free char *value = property_text(property->value);
	return *value == '\0' || sheet_written(book, workbook_set_custom_property_string(book->workbook, property->name, value), err);
}

static bool put_properties(struct sheet_book *book, const struct sheet_property *property, struct error *err)
{
	for (; property && property->name; property++)
		if (!put_property(book, property, err))
			return false;
	return true;
}

/* The library keeps 2.4 KiB for each until the end. */
enum { LINKS = 500 };

bool sheet_book_new(const struct sheet_about *about, struct sheet_book **ret, struct error *err)
{
	scoped_sheet_book struct sheet_book *book = memory_new(1, sizeof *book);
	book->about = (struct sheet_about){
		.temp_folder = about->temp_folder && *about->temp_folder ? string_new(about->temp_folder)
									 : path_folder(about->path),
		.path = string_new(about->path),
		.title = property_text(about->title),
		.as_of = string_new(about->as_of),
		.day = string_new(about->day),
		.record_url = string_new(about->record_url),
		.row_limit = about->row_limit ? about->row_limit : LXW_ROW_MAX,
		.link_limit = about->link_limit ? about->link_limit : LINKS,
	};
	if (!replace_begin(about->path, &book->fresh, err) || !make_workbook(book, err) ||
	    !put_properties(book, about->properties, err))
		return false;
	*ret = steal(book);
	return true;
}

/* lxw_workbook_free() alone leaves the rows' files open. */
static void drop_workbook(struct sheet_book *book)
{
	for (int at = 0; at < book->sheet_count; at++)
		if (book->sheets[at]->optimize_tmpfile)
			fclose(book->sheets[at]->optimize_tmpfile);
	lxw_workbook_free(book->workbook);
	book->workbook = NULL;
}

static void release(const char *string)
{
	free((void *)(uintptr_t)string);
}

static void release_about(const struct sheet_about *about)
{
	release(about->path);
	release(about->temp_folder);
	release(about->title);
	release(about->as_of);
	release(about->day);
	release(about->record_url);
}

void sheet_book_free(struct sheet_book *book)
{
	if (book == NULL)
		return;
	if (book->workbook)
		drop_workbook(book);
	if (book->fresh)
		unlink(book->fresh);
	free(book->fresh);
	release_about(&book->about);
	sheet_page_done(&book->page);
	free(book);
}

/* What closing needs beside the rows: each sheet once more, and the links. */
static off_t temp_room(const struct sheet_book *book)
{
	off_t largest = 0;
	for (int at = 0; at < book->sheet_count; at++)
		largest = book->row_bytes[at] > largest ? book->row_bytes[at] : largest;
	enum { LINK = 512, REST = 1 << 19 };
	return largest + (off_t)book->links * LINK + REST;
}

/* The packed file, and to spare. */
static off_t file_room(const struct sheet_book *book)
{
	off_t all = 0;
	for (int at = 0; at < book->sheet_count; at++)
		all += book->row_bytes[at];
	enum { REST = 1 << 19 };
	return all / 2 + REST;
}

static bool write_rows_out(struct sheet_book *book, struct error *err)
{
	for (int at = 0; at < book->sheet_count; at++) {
		FILE *rows = book->sheets[at]->optimize_tmpfile;
		if (rows && fflush(rows) != 0)
			return error_set(err, ERROR_WRITE, "cannot write %s: sheet %s: %s", book->about.path,
					 book->sheets[at]->name, strerror(errno));
		book->row_bytes[at] = rows ? ftello(rows) : 0;
	}
	return true;
}

/* Takes the room on the disk and gives it back. */
static bool try_room(const struct sheet_book *book, int fd, off_t room, const char *folder, struct error *err)
{
	int reason = fd < 0 ? errno : posix_fallocate(fd, 0, room);
	if (fd >= 0 && ftruncate(fd, 0) != 0)
		reason = reason ? reason : errno;
	return reason == 0 || error_set(err, ERROR_WRITE, "cannot write %s: in %s: %s", book->about.path, folder,
					strerror(reason));
}

static bool try_temp_room(const struct sheet_book *book, struct error *err)
{
	scoped_free char *name = string_format("%s/crmaudit.XXXXXX", book->about.temp_folder);
	scoped_fd int fd = mkostemp(name, O_CLOEXEC);
	bool good = try_room(book, fd, temp_room(book), book->about.temp_folder, err);
	if (fd >= 0)
		unlink(name);
	return good;
}

/* A full disk while closing goes unnoticed by the library: the file would lack rows
 * and the result still be good. So the room is asked for first. */
static bool reserve(struct sheet_book *book, struct error *err)
{
	scoped_free char *folder = path_folder(book->about.path);
	bool one = strcmp(folder, book->about.temp_folder) == 0;
	scoped_fd int fd = open(book->fresh, O_WRONLY | O_CLOEXEC);
	return (one || try_temp_room(book, err)) &&
	       try_room(book, fd, file_room(book) + (one ? temp_room(book) : 0), folder, err);
}

bool sheet_save(struct sheet_book *book, struct error *err)
{
	if (book->sheet == NULL)
		return error_set(err, ERROR_BUG, "%s: a workbook without sheets", book->about.path);
	if (!sheet_end_table(book, err) || !write_rows_out(book, err) || !reserve(book, err))
		return false;
	worksheet_activate(book->sheets[0]);
	lxw_error result = workbook_close(book->workbook);
	book->workbook = NULL;
	if (result != LXW_NO_ERROR)
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", book->about.path, lxw_strerror(result));
	if (!whole_check(book->fresh, book->row_bytes, book->sheet_count, err))
		return error_context(err, "cannot write %s", book->about.path);
	scoped_free char *fresh = steal(book->fresh);
	return replace_finish(fresh, book->about.path, err);
}
