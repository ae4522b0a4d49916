/* Private to lib/out/xlsx_*.c: a workbook that is read. */
#ifndef OUT_XLSX_BOOK_H
#define OUT_XLSX_BOOK_H

#include "lib/base/text.h"
#include "lib/out/xlsx_read.h"

#include <zip.h>

struct xlsx_sheet {
	char *name, *part;
};

struct xlsx_property {
	char *name, *value;
};

struct xlsx {
	zip_t *zip;
	char *path;
	char sha256[65];
	bool is_1904;                    /* days are counted from then */
	struct xlsx_sheet *sheets;
	size_t sheet_count;
	struct xlsx_property *properties;
	size_t property_count;
	char *saved_by, *saved_at;
	struct text strings;             /* the shared ones, each ended by a NUL */
	size_t *starts;
	size_t string_count, string_room;
	long long unpacked, cells;
};

/* Collects the texts of a string that is made of runs; what says how it is pronounced is
 * none of them. Starts as { 0 }. */
struct xlsx_words {
	struct text text;
	int phonetic;
	bool is_inside;
};
void xlsx_words_start(struct xlsx_words *words, const char *element);
void xlsx_words_end(struct xlsx_words *words, const char *element);
bool xlsx_words_add(struct xlsx_words *words, const char *bytes, size_t length, struct error *err);

/* Adds text that came as characters, up to what a cell takes. */
bool xlsx_text_add(struct text *text, const char *bytes, size_t length, struct error *err);

/* Puts characters for their _xHHHH_, in place; controls but tab and line end are left out. */
void xlsx_unescape(struct text *text);

#endif
