#include "lib/out/xlsx_part.h"

#include "lib/base/scope.h"
#include "lib/out/xlsx_read.h"

#include <expat.h>
#include <string.h>

enum { DEPTH_MOST = 64, TAG_MOST = 1 << 20, PIECE = 64 * 1024 };

SCOPED(part, zip_file_t *, zip_fclose)
SCOPED(parser, XML_Parser, XML_ParserFree)

struct parse {
	const struct xlsx_handler *handler;
	void *context;
	XML_Parser parser;
	struct error *err;
	int depth;
	bool has_failed;
};

static void fail(struct parse *parse)
{
	parse->has_failed = true;
	XML_StopParser(parse->parser, XML_FALSE);
}

/* The parser puts "namespace " before it. */
static const char *local(const char *name)
{
	const char *space = strrchr(name, ' ');
	return space ? space + 1 : name;
}

const char *xlsx_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *parse = context;
	if (parse->has_failed)
		return;
	if (++parse->depth > DEPTH_MOST) {
		error_set(parse->err, ERROR_DATA, "nested more than %d deep", DEPTH_MOST);
		fail(parse);
	} else if (!parse->handler->start(parse->context, local(name), attributes, parse->err))
		fail(parse);
}

static void on_end(void *context, const XML_Char *name)
{
	struct parse *parse = context;
	parse->depth--;
	if (!parse->has_failed && !parse->handler->end(parse->context, local(name), parse->err))
		fail(parse);
}

static void on_text(void *context, const XML_Char *bytes, int length)
{
	struct parse *parse = context;
	if (!parse->has_failed && !parse->handler->text(parse->context, bytes, (size_t)length, parse->err))
		fail(parse);
}

/* No program writes one, and all that entities can do begins with it. */
static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_subset)
{
	struct parse *parse = context;
	(void)name, (void)system, (void)public, (void)has_subset;
	error_set(parse->err, ERROR_DATA, "it has a DOCTYPE, which no workbook needs");
	fail(parse);
}

static bool parse_piece(struct parse *parse, const char *bytes, size_t length, bool is_last)
{
	if (XML_Parse(parse->parser, bytes, (int)length, is_last) == XML_STATUS_OK && !parse->has_failed)
		return true;
	if (!parse->has_failed)
		error_set(parse->err, ERROR_DATA, "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(parse->parser),
			  XML_ErrorString(XML_GetErrorCode(parse->parser)));
	return false;
}

static bool read_all(struct parse *parse, zip_file_t *part, long long *unpacked)
{
	scoped_free char *piece = malloc(PIECE);
	long long size = 0;
	zip_int64_t got = 0;
	while (piece && (got = zip_fread(part, piece, PIECE)) > 0) {
		size += got;
		*unpacked += got;
		if (size > XLSX_PART_MOST || *unpacked > XLSX_ALL_MOST)
			return error_set(parse->err, ERROR_DATA, "unpacked it is larger than %d MiB", size > XLSX_PART_MOST ? XLSX_PART_MOST >> 20
							     : XLSX_ALL_MOST >> 20);
		if (!parse_piece(parse, piece, (size_t)got, false))
			return false;
		/* a tag is held until its end is seen, and looked through again with each piece */
		if (size - XML_GetCurrentByteIndex(parse->parser) > TAG_MOST)
			return error_set(parse->err, ERROR_DATA, "a tag of more than %d bytes", TAG_MOST);
	}
	if (piece == NULL || got < 0)
		return error_set(parse->err, ERROR_DATA, "cannot be unpacked: %s", piece ? zip_file_strerror(part) : "no memory");
	return parse_piece(parse, "", 0, true);
}

bool xlsx_part(zip_t *zip, const char *name, const struct xlsx_handler *handler, void *context,
	       long long *unpacked, struct error *err)
{
	__attribute__((cleanup(scope_part))) zip_file_t *part = zip_fopen(zip, name, ZIP_FL_NOCASE);
	if (part == NULL)
		return error_set(err, ERROR_DATA, "%s: %s", name, zip_strerror(zip));
	__attribute__((cleanup(scope_parser))) XML_Parser parser = XML_ParserCreateNS(NULL, ' ');
	struct parse parse = { handler, context, parser, err, 0, false };
	if (parser == NULL)
		return error_set(err, ERROR_DATA, "%s: no memory", name);
	XML_SetUserData(parser, &parse);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	if (handler->text)
		XML_SetCharacterDataHandler(parser, on_text);
	return read_all(&parse, part, unpacked) || error_context(err, "%s", name);
}
