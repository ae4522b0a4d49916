#include "lib/out/whole.h"

#include "lib/base/scope.h"

#include <string.h>
#include <zip.h>

SCOPED(zip, zip_t *, zip_discard)
SCOPED(part, zip_file_t *, zip_fclose)

/* Reads a part to its end; ret_tail gets its last bytes. */
static bool read_part(zip_file_t *part, char *ret_tail, size_t tail)
{
	enum { PIECE = 64 * 1024 };
	scoped_free char *bytes = malloc(tail + PIECE);
	size_t kept = 0;
	zip_int64_t got = 0;
	while (bytes && (got = zip_fread(part, bytes + kept, PIECE)) > 0) {
		size_t length = kept + (size_t)got;
		kept = length < tail ? length : tail;
		memmove(bytes, bytes + length - kept, kept);
	}
	if (bytes == NULL || got < 0)
		return false;
	memset(ret_tail, 0, tail + 1);
	memcpy(ret_tail, bytes, kept);
	return true;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);
	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* The number of a sheet's part, from 0; -1 for others. */
static int sheet_number(const char *name)
{
	int number, end = 0;
	bool is_sheet = sscanf(name, "xl/worksheets/sheet%d.xml%n", &number, &end) == 1 && end && name[end] == '\0';
	return is_sheet ? number - 1 : -1;
}

static bool check_part(zip_t *zip, zip_uint64_t number, const off_t row_bytes[], int sheets, int *seen,
		       struct error *err)
{
	zip_stat_t about;
	char tail[16];
	if (zip_stat_index(zip, number, 0, &about) != 0)
		return error_set(err, ERROR_WRITE, "its list of parts cannot be read");
	__attribute__((cleanup(scope_part))) zip_file_t *part = zip_fopen_index(zip, number, 0);
	if (part == NULL || !read_part(part, tail, sizeof tail - 1))
		return error_set(err, ERROR_WRITE, "%s cannot be read back", about.name);
	int sheet = sheet_number(about.name);
	bool is_whole = ends_with(tail, ">") || ends_with(tail, ">\n");
	if (sheet >= 0 && sheet < sheets) {
		is_whole = ends_with(tail, "</worksheet>") && about.size > (zip_uint64_t)row_bytes[sheet];
		++*seen;
	}
	return is_whole || error_set(err, ERROR_WRITE, "%s is not whole: the disk may have been full", about.name);
}

bool whole_check(const char *path, const off_t row_bytes[], int sheets, struct error *err)
{
	int reason = 0, seen = 0;
	__attribute__((cleanup(scope_zip))) zip_t *zip = zip_open(path, ZIP_RDONLY, &reason);
	if (zip == NULL)
		return error_set(err, ERROR_WRITE, "what was written is no workbook");
	zip_int64_t count = zip_get_num_entries(zip, 0);
	for (zip_int64_t at = 0; at < count; at++)
		if (!check_part(zip, (zip_uint64_t)at, row_bytes, sheets, &seen, err))
			return false;
	return seen == sheets || error_set(err, ERROR_WRITE, "%d of %d sheets are there", seen, sheets);
}
