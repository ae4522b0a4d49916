#include "lib/crm/csv_file.h"

#include "lib/base/log.h"
#include "lib/base/path.h"
#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <csv.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

enum {
	PIECE = 64 * 1024,
	/* A record's long texts come to 1.6 million characters at the most. */
	ROW_MOST = 16 * 1024 * 1024,
	/* Eight of the longest text fields: an open quote this far from the end was
	 * not left by a cut, it has swallowed rows. */
	TAIL_MOST = 1024 * 1024,
	COLUMNS_MOST = 10000,
};

struct reader {
	const char *path;
	struct csv_parser parser;
	char line_end;
	long long line, row_line;
	size_t row_bytes;
	bool between_rows;

	struct text cells;   /* the fields of the row under way, end to end */
	size_t *ends;
	size_t count, kept;

	char **header;       /* NULL until it was read */
	size_t columns, id_column;

	/* NULL fields: only the header is wanted */
	char *const *fields;
	size_t field_count;
	size_t *field_columns;
	struct stage_value *values;
	file_row_fn row;
	void *context;

	struct source_outcome outcome;
	struct error *err;
	bool done, failed;
};

static void reader_done(struct reader *reader)
{
	csv_free(&reader->parser);
	text_done(&reader->cells);
	free(reader->ends);
	list_free(reader->header);
	free(reader->field_columns);
	free(reader->values);
}
#define scoped_reader __attribute__((cleanup(reader_done)))

static bool begins(const char *bytes, size_t length, const char *with, size_t with_length)
{
	return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

bool file_text_begin(const char *path, const char *bytes, size_t length, size_t *ret_skip,
		     struct error *err)
{
	if (length == 0)
		return error_set(err, ERROR_DATA, "%s is empty: export it again, with its header", path);
	if (begins(bytes, length, "\xFF\xFE", 2) || begins(bytes, length, "\xFE\xFF", 2))
		return error_set(err, ERROR_DATA,
				 "%s is UTF-16: make it UTF-8, as by iconv -f UTF-16 -t UTF-8", path);
	if (begins(bytes, length, "PK\x03\x04", 4) || begins(bytes, length, "\x1F\x8B", 2))
		return error_set(err, ERROR_DATA,
				 "%s is compressed or a workbook: unpack it, or save it as CSV UTF-8", path);
	size_t skip = begins(bytes, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
	size_t at = skip;
	while (at < length && isspace((unsigned char)bytes[at]))
		at++;
	if (at < length && bytes[at] == '<')
		return error_set(err, ERROR_DATA,
				 "%s is a web page, no export: was a login page saved in its place?", path);
	*ret_skip = skip;
	return true;
}

/* libcsv cuts blanks off unquoted cells; they are data. */
static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

__attribute__((format(printf, 2, 3)))
static void reject(struct reader *reader, const char *format, ...)
{
	struct source_outcome *outcome = &reader->outcome;
	if (outcome->rejected++ > 0)
		return;
	char words[160];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(outcome->first_rejected, sizeof outcome->first_rejected, "%.80s:%lld: %s",
		 path_name(reader->path), reader->row_line, words);
}

static struct stage_value cell(const struct reader *reader, size_t column)
{
	size_t start = column ? reader->ends[column - 1] : 0;
	size_t length = reader->ends[column] - start;
	if (length == 0)
		return (struct stage_value){ NULL, 0 };
	return (struct stage_value){ reader->cells.bytes + start, length };
}

static size_t column_of(const struct reader *reader, const char *name)
{
	size_t column = 0;
	while (column < reader->columns && !string_same(reader->header[column], name))
		column++;
	return column;
}

static bool check_header(struct reader *reader)
{
	for (size_t column = 0; column < reader->columns; column++) {
		const char *name = reader->header[column];
		if (*name && column_of(reader, name) < column)
			return error_set(reader->err, ERROR_DATA, "%s:%lld: column %.80s comes twice: "
					 "leave one out of the export", reader->path,
					 reader->row_line, name);
	}
	reader->id_column = column_of(reader, "Id");
	if (reader->id_column == reader->columns)
		return error_set(reader->err, ERROR_DATA, "%s:%lld: no column Id in the header: "
				 "export the object with its Id", reader->path, reader->row_line);
	return true;
}

static bool choose_columns(struct reader *reader)
{
	reader->field_columns = memory_new(reader->field_count, sizeof *reader->field_columns);
	reader->values = memory_new(reader->field_count, sizeof *reader->values);
	for (size_t field = 0; field < reader->field_count; field++) {
		size_t column = column_of(reader, reader->fields[field]);
		if (column == reader->columns)
			return error_set(reader->err, ERROR_DATA, "%s:%lld: no column %.80s in the header",
					 reader->path, reader->row_line, reader->fields[field]);
		reader->field_columns[field] = column;
	}
	return true;
}

static bool take_header(struct reader *reader)
{
	if (reader->count > COLUMNS_MOST)
		return error_set(reader->err, ERROR_DATA, "%s:%lld: a header of %zu columns is no export",
				 reader->path, reader->row_line, reader->count);
	if (memchr(reader->cells.bytes ? reader->cells.bytes : "", '\0', reader->cells.length))
		return error_set(reader->err, ERROR_DATA,
				 "%s:%lld: NUL bytes in the header: make the file UTF-8, "
				 "as by iconv -f UTF-16LE -t UTF-8", reader->path, reader->row_line);
	reader->header = memory_new(reader->count + 1, sizeof *reader->header);
	for (; reader->columns < reader->count; reader->columns++) {
		struct stage_value name = cell(reader, reader->columns);
		scoped_free char *copy = string_format("%.*s", (int)name.length,
						       name.bytes ? name.bytes : "");
		reader->header[reader->columns] = string_new(string_trim(copy));
	}
	if (!check_header(reader))
		return false;
	reader->done = reader->fields == NULL;
	return choose_columns(reader);
}

static bool blank(struct stage_value value)
{
	for (size_t at = 0; at < value.length; at++)
		if (!isspace((unsigned char)value.bytes[at]))
			return false;
	return true;
}

static bool take_row(struct reader *reader)
{
	if (reader->count == 1 && reader->columns > 1 && blank(cell(reader, 0)))
		return true;
	reader->outcome.expected++;
	if (reader->count != reader->columns) {
		reject(reader, "%zu fields, the header has %zu", reader->count, reader->columns);
		return true;
	}
	if (blank(cell(reader, reader->id_column))) {
		reject(reader, "no Id");
		return true;
	}
	for (size_t field = 0; field < reader->field_count; field++)
		reader->values[field] = cell(reader, reader->field_columns[field]);
	if (!reader->row(reader->context, reader->values, reader->err))
		return false;
	reader->outcome.read++;
	return true;
}

static void on_field(void *bytes, size_t length, void *context)
{
	struct reader *reader = context;
	size_t most = reader->header ? reader->columns : COLUMNS_MOST;
	if (reader->count++ >= most)
		return;
	text_add(&reader->cells, bytes, length);
	if (reader->count > reader->kept) {
		reader->kept = reader->kept ? reader->kept * 2 : 64;
		reader->ends = memory_grow(reader->ends, reader->kept, sizeof *reader->ends);
	}
	reader->ends[reader->count - 1] = reader->cells.length;
}

static void on_row(int terminator, void *context)
{
	(void)terminator;
	struct reader *reader = context;
	reader->failed = !(reader->header ? take_row(reader) : take_header(reader));
	text_clear(&reader->cells);
	reader->count = 0;
	reader->row_bytes = 0;
	reader->between_rows = true;
}

/* To the next CR or LF, that included, so that a row never begins inside. */
static size_t line_length(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length);
	size_t most = end ? (size_t)(end - bytes) + 1 : length;
	const char *cr = memchr(bytes, '\r', most);
	return cr ? (size_t)(cr - bytes) + 1 : most;
}

static bool feed_line(struct reader *reader, const char *bytes, size_t length)
{
	bool terminator_alone = length == 1 && (*bytes == '\n' || *bytes == '\r');
	if (reader->between_rows && !terminator_alone) {
		reader->between_rows = false;
		reader->row_line = reader->line;
	}
	reader->row_bytes += length;
	if (csv_parse(&reader->parser, bytes, length, on_field, on_row, reader) < length)
		return error_set(reader->err, ERROR_DATA, "%s:%lld: %s", reader->path,
				 reader->row_line, csv_strerror(csv_error(&reader->parser)));
	if (reader->row_bytes > ROW_MOST)
		return error_set(reader->err, ERROR_DATA, "%s:%lld: a row of more than %d MiB: "
				 "is a quote not closed here?", reader->path, reader->row_line,
				 ROW_MOST >> 20);
	if (bytes[length - 1] == reader->line_end)
		reader->line++;
	return !reader->failed;
}

static bool feed(struct reader *reader, const char *bytes, size_t length)
{
	while (length > 0 && !reader->done) {
		size_t part = line_length(bytes, length);
		if (!feed_line(reader, bytes, part))
			return false;
		bytes += part;
		length -= part;
	}
	return true;
}

/* Reads delimiter and line end off the header, outside of quotes. */
static void learn_form(struct reader *reader, const char *bytes, size_t length)
{
	size_t commas = 0, semicolons = 0, tabs = 0, at = 0;
	bool quoted = false;
	while (at < length && (bytes[at] == '\r' || bytes[at] == '\n'))
		at++;
	for (; at < length && (quoted || (bytes[at] != '\r' && bytes[at] != '\n')); at++) {
		quoted ^= bytes[at] == '"';
		commas += !quoted && bytes[at] == ',';
		semicolons += !quoted && bytes[at] == ';';
		tabs += !quoted && bytes[at] == '\t';
	}
	if (commas == 0 && semicolons + tabs > 0)
		csv_set_delim(&reader->parser, semicolons >= tabs ? ';' : '\t');
	bool old_mac = at + 1 < length && bytes[at] == '\r' && bytes[at + 1] != '\n';
	reader->line_end = old_mac ? '\r' : '\n';
}

/* What is still open at the end is no field, but the sign of a cut file. */
static bool finish(struct reader *reader)
{
	csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
	bool open = csv_fini(&reader->parser, on_field, on_row, reader) != 0;
	if (reader->failed)
		return false;
	if (reader->header == NULL)
		return error_set(reader->err, ERROR_DATA, "%s: no header line", reader->path);
	if (!open)
		return true;
	if (reader->row_bytes > TAIL_MOST)
		return error_set(reader->err, ERROR_DATA,
				 "%s:%lld: the quote that opens here is not closed in the rest of the "
				 "file: close it, or export again", reader->path, reader->row_line);
	reader->outcome.expected++;
	reject(reader, "a quote is not closed before the file ends: export cut short");
	log_line(LOG_WARN, "%s:%lld: a quote is not closed before the file ends: export cut short",
		 reader->path, reader->row_line);
	return true;
}

static bool read_pieces(struct reader *reader, FILE *file)
{
	scoped_free char *piece = memory_new(PIECE, 1);
	size_t length = fread(piece, 1, PIECE, file);
	size_t skip = 0;
	if (!ferror(file) && !file_text_begin(reader->path, piece, length, &skip, reader->err))
		return false;
	learn_form(reader, piece + skip, length - skip);
	for (; length > 0; length = fread(piece, 1, PIECE, file)) {
		if (!feed(reader, piece + skip, length - skip))
			return false;
		if (reader->done)
			return true;
		skip = 0;
	}
	if (ferror(file))
		return error_set(reader->err, ERROR_DATA, "cannot read %s: %s", reader->path,
				 strerror(errno));
	return finish(reader);
}

static bool read_file(struct reader *reader)
{
	scoped_file FILE *file = fopen(reader->path, "re");
	if (file == NULL)
		return error_set(reader->err, ERROR_CONFIG, "cannot open %s: %s", reader->path,
				 strerror(errno));
	csv_init(&reader->parser, 0);
	csv_set_space_func(&reader->parser, no_blank);
	csv_set_blk_size(&reader->parser, PIECE);
	return read_pieces(reader, file);
}

bool csv_file_fields(const char *path, char ***ret, struct error *err)
{
	scoped_reader struct reader reader = { .path = path, .line = 1, .between_rows = true, .err = err };
	if (!read_file(&reader))
		return false;
	char **names = memory_new(reader.columns + 1, sizeof *names);
	size_t count = 0;
	for (size_t column = 0; column < reader.columns; column++)
		if (*reader.header[column])
			names[count++] = string_new(reader.header[column]);
	*ret = names;
	return true;
}

bool csv_file_rows(const char *path, char *const *fields, file_row_fn row, void *context,
		   struct source_outcome *ret, struct error *err)
{
	scoped_reader struct reader reader = {
		.path = path, .line = 1, .between_rows = true, .err = err,
		.fields = fields, .field_count = list_length(fields), .row = row, .context = context,
	};
	if (!read_file(&reader))
		return false;
	ret->expected = reader.outcome.expected;
	ret->read = reader.outcome.read;
	ret->rejected = reader.outcome.rejected;
	snprintf(ret->first_rejected, sizeof ret->first_rejected, "%s", reader.outcome.first_rejected);
	return true;
}
