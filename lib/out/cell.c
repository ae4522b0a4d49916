#include "lib/out/cell.h"

#include "lib/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of the character that begins here; the database gives valid UTF-8 alone. */
static size_t character(const char *at)
{
	unsigned char first = (unsigned char)*at;
	size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	return strnlen(at, length);
}

/* Excel counts UTF-16 units: what takes four bytes here takes two there. */
static size_t units(size_t bytes)
{
	return bytes == 4 ? 2 : 1;
}

/* A reader takes _x0041_ for an escaped "A" unless its underscore is escaped. */
static bool is_escape(const char *at)
{
	if (at[0] != '_' || at[1] != 'x')
		return false;
	for (int digit = 2; digit < 6; digit++)
		if (!isxdigit((unsigned char)at[digit]))
			return false;
	return at[6] == '_';
}

/* U+FFFE and U+FFFF */
static bool is_no_character(const char *at, size_t length)
{
	return length == 3 && (memcmp(at, "\xEF\xBF\xBE", 3) == 0 || memcmp(at, "\xEF\xBF\xBF", 3) == 0);
}

static void add_character(struct text *text, const char *at, size_t length)
{
	if (*at == '\r')
		text_put(text, at[1] == '\n' ? "" : "\n");
	else if (is_escape(at))
		text_put(text, "_x005F_");
	else if (is_no_character(at, length))
		text_put(text, "\xEF\xBF\xBD");
	else
		text_add(text, at, length);
}

bool cell_is_plain(const char *value)
{
	const char *at = value;
	for (; *at; at++) {
		unsigned char c = (unsigned char)*at;
		if ((c < ' ' && c != '\t' && c != '\n') || (c == '_' && is_escape(at)) || (c == 0xEF && is_no_character(at, character(at))))
			return false;
	}
	return at - value <= CELL_LONGEST;
}

/* The longest form in which the library or a reader counts a character. */
static size_t room_for(const char *at, size_t length)
{
	bool control = (unsigned char)*at < ' ' && !strchr("\t\n", *at);
	return control ? 7 : is_escape(at) ? 7 : units(length);
}

char *cell_text(const char *value, bool *ret_cut)
{
	struct text text = { 0 };
	size_t used = 0, count = 0, fits = 0;
	enum { MARK = 48 };
	for (const char *at = value; *at; count++) {
		size_t length = character(at);
		used += room_for(at, length);
		if (used <= CELL_LONGEST)
			add_character(&text, at, length);
		if (used <= CELL_LONGEST - MARK)
			fits = text.length;
		at += length;
	}
	bool cut = used > CELL_LONGEST;
	if (cut) {
		text.length = fits;
		text_format(&text, "… (cut, %zu characters)", count);
	}
	if (ret_cut)
		*ret_cut = cut;
	return text_give(&text);
}

bool cell_number(const char *value, double *ret)
{
	const char *at = value + (*value == '-');
	size_t digits = strspn(at, "0123456789");
	if (digits == 0 || (at[0] == '0' && digits > 1))
		return false;
	size_t decimals = 0;
	if (at[digits] == '.')
		decimals = strspn(at + digits + 1, "0123456789");
	if (digits > 15 || at[digits + (at[digits] == '.') + decimals] != '\0')
		return false;
	*ret = strtod(value, NULL);
	return true;
}

/* Excel's days begin with 1900, and the library reckons without looking. */
static bool is_shown(const lxw_datetime *time)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return time->year >= 1900 && time->month >= 1 && time->month <= 12 && time->day >= 1 &&
	       time->day <= days[time->month - 1] && time->hour >= 0 && time->hour < 24 && time->min >= 0 &&
	       time->min < 60 && time->sec >= 0 && time->sec < 60;
}

bool cell_datetime(const char *value, lxw_datetime *ret)
{
	lxw_datetime time = { 0 };
	int seconds = 0, read = 0, length = (int)strlen(value);
	int fields = sscanf(value, "%4d-%2d-%2d%n %2d:%2d%n", &time.year, &time.month, &time.day, &read,
			    &time.hour, &time.min, &read);
	if (fields == 5 && value[read] == ':' && sscanf(value + read, ":%2d", &seconds) == 1)
		read += 3;
	time.sec = seconds;
	if ((fields != 3 && fields != 5) || read != length || !is_shown(&time))
		return false;
	*ret = time;
	return true;
}

char *cell_url(const char *template, const char *id)
{
	enum { LONGEST = 2079 };
	const char *place = strstr(template, "{id}");
	if (place == NULL || *id == '\0')
		return NULL;
	struct text url = { 0 };
	text_add(&url, template, (size_t)(place - template));
	text_percent(&url, id);
	text_put(&url, place + strlen("{id}"));
	if (url.length > LONGEST) {
		text_done(&url);
		return NULL;
	}
	return text_give(&url);
}

/* In a formula no control and no _xHHHH_ means itself everywhere. */
static bool is_literal(const char *text)
{
	size_t used = 0;
	for (const char *at = text; *at;) {
		size_t length = character(at);
		if ((unsigned char)*at < ' ' || *at == 0x7f || is_escape(at) || is_no_character(at, length))
			return false;
		used += units(length);
		at += length;
	}
	enum { LONGEST = 255 };
	return used <= LONGEST;
}

static void add_literal(struct text *formula, const char *text)
{
	text_char(formula, '"');
	for (; *text; text++) {
		if (*text == '"')
			text_char(formula, '"');
		text_char(formula, *text);
	}
	text_char(formula, '"');
}

char *cell_link(const char *url, const char *label)
{
	if (!is_literal(url) || !is_literal(label))
		return NULL;
	struct text formula = { 0 };
	text_put(&formula, "=HYPERLINK(");
	add_literal(&formula, url);
	text_char(&formula, ',');
	add_literal(&formula, label);
	text_char(&formula, ')');
	return text_give(&formula);
}

/* In hundredths of a digit, by which columns are measured: from a space on those of Calibri,
 * and of Carlito, which has its measures. */
static double width_of(const char *at, size_t length)
{
	static const unsigned char plain[] = {
		45, 64, 79, 98, 100, 141, 135, 44, 60, 60, 98, 98, 49, 60, 50, 76,
		100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 53, 53, 98, 98, 98, 91,
		176, 114, 107, 105, 121, 96, 91, 124, 123, 50, 63, 103, 83, 169, 127, 131,
		102, 133, 107, 91, 96, 127, 112, 176, 102, 96, 92, 61, 76, 61, 98, 98,
		57, 95, 104, 83, 104, 98, 60, 93, 104, 45, 47, 90, 45, 158, 104, 104,
		104, 104, 69, 77, 66, 104, 89, 141, 85, 89, 78, 62, 91, 62, 98,
	};
	enum { SIGNS = 0xE2 };   /* the first byte of arrows, dashes and the like: narrower than the scripts after it */
	static const double others[] = { 1, 1, 1.1, 2, 2.5 };
	unsigned char byte = (unsigned char)*at;
	if (length == 1 && byte >= ' ' && byte < ' ' + sizeof plain)
		return plain[byte - ' '] / 100.0;
	return byte == SIGNS ? 1.4 : others[length];
}

/* Words are broken only where one has no room on a line of its own. */
int cell_lines(const char *value, double width)
{
	const double indent = 1.3;
	double room = width - indent, used = 0, word = 0;
	int lines = 1;
	for (const char *at = value; *at && lines < 100;) {
		size_t length = character(at);
		double wide = width_of(at, length);
		bool is_space = *at == ' ', is_end = *at == '\n';
		at += length;
		word = is_space || is_end ? 0 : word + wide;
		used += wide;
		if (is_end) {
			lines++;
			used = 0;
		} else if (used > room && !is_space) {
			lines++;
			used = word = word < room ? word : wide;
		}
	}
	return lines;
}

/* Every colour stands beside the word it means, and is light enough to read in grey. */
static const struct look {
	const char *number;
	lxw_color_t ink, ground;
	bool bold, wrap, line, right;
	double size;
} looks[LOOK_COUNT] = {
	[LOOK_PLAIN] = { 0 },
	[LOOK_WRAP] = { .wrap = true },
	[LOOK_INTEGER] = { .number = "#,##0", .right = true },
	[LOOK_DECIMAL] = { .number = "#,##0.0", .right = true },
	[LOOK_MONEY] = { .number = "#,##0", .right = true },
	[LOOK_PERCENT] = { .number = "0%", .right = true },
	[LOOK_DATE] = { .number = "yyyy-mm-dd" },
	[LOOK_INSTANT] = { .number = "yyyy-mm-dd hh:mm" },
	[LOOK_QUIET_INTEGER] = { .number = "#,##0", .ink = 0x6B6B6B, .right = true },
	[LOOK_QUIET_DECIMAL] = { .number = "#,##0.0", .ink = 0x6B6B6B, .right = true },
	[LOOK_QUIET_PERCENT] = { .number = "0%", .ink = 0x6B6B6B, .right = true },
	[LOOK_LINK] = { .ink = 0x0B57A4, .wrap = true, .line = true },
	[LOOK_FAIL] = { .ink = 0x8A1010, .ground = 0xFBE9E9, .bold = true },
	[LOOK_WARN] = { .ink = 0x6B4A00, .ground = 0xFFF7DF },
	[LOOK_NEW] = { .ink = 0x0B57A4, .bold = true },
	[LOOK_REOPENED] = { .ink = 0x6A2A8C, .bold = true },
	[LOOK_ESCALATED] = { .ink = 0x8A1010, .bold = true },
	[LOOK_QUIET] = { .ink = 0x6B6B6B },
	[LOOK_INPUT] = { .number = "@", .ground = 0xFFFDEB, .wrap = true },
	[LOOK_HEAD] = { .ground = 0xDDE5EF, .bold = true, .wrap = true },
	[LOOK_HEAD_NUMBER] = { .ground = 0xDDE5EF, .bold = true, .wrap = true, .right = true },
	[LOOK_TITLE] = { .bold = true, .size = 15 },
	[LOOK_HEADING] = { .bold = true, .size = 12 },
	[LOOK_SAYS] = { .ink = 0x404040, .wrap = true },
};

static void dress(lxw_format *format, const struct look *look)
{
	if (look->number)
		format_set_num_format(format, look->number);
	if (look->ink)
		format_set_font_color(format, look->ink);
	if (look->ground)
		format_set_bg_color(format, look->ground);
	if (look->bold)
		format_set_bold(format);
	if (look->wrap)
		format_set_text_wrap(format);
	if (look->line)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	if (look->size > 0)
		format_set_font_size(format, look->size);
	format_set_align(format, look->right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
	if (!look->right)
		format_set_indent(format, 1);
}

static void frame(lxw_format *format, enum cell_look look)
{
	bool is_head = look == LOOK_HEAD || look == LOOK_HEAD_NUMBER;
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (is_head)
		format_set_bottom(format, LXW_BORDER_THIN);
	if (look == LOOK_INPUT) {
		format_set_border(format, LXW_BORDER_THIN);
		format_set_border_color(format, 0xC8C8B0);
		format_set_unlocked(format);
	}
}

bool cell_looks(lxw_workbook *workbook, lxw_format *ret[])
{
	for (int at = 0; at < LOOK_COUNT; at++) {
		ret[at] = workbook_add_format(workbook);
		if (ret[at] == NULL)
			return false;
		if (at == LOOK_LINE)
			continue;
		dress(ret[at], &looks[at]);
		frame(ret[at], (enum cell_look)at);
	}
	format_set_bottom(ret[LOOK_LINE], LXW_BORDER_THIN);
	format_set_bottom_color(ret[LOOK_LINE], 0xD9D9D9);
	return true;
}
