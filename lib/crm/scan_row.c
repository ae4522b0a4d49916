#include "lib/crm/scan_row.h"

#include "lib/base/text.h"
#include "lib/crm/answer.h"

#include <limits.h>
#include <string.h>

/* The value of a field, as far as this record is read. */
struct slot {
	struct stage_value value;
	struct text made;       /* memory of a number or of nested JSON */
	int level;              /* how deep it was found; NOT_FOUND */
	bool is_text;
};
enum { NOT_FOUND = INT_MAX };

/* A key that is asked for: of a value, of a parent with such keys in it, or both. Of
 * "Owner.Name" there are three: "Owner.Name", "Owner" and "Name" in that. */
struct key {
	char *name;             /* in quotes, with the colon, as it stands in the JSON as a rule */
	size_t length;          /* of the name alone */
	struct slot *slot;      /* or NULL */
	struct key *keys;
	size_t count;
	size_t due;             /* the key that comes next, if all come in order */
};

struct scan_row {
	struct key root;
	struct slot *slots;
	size_t slot_count, field_count;
	struct slot **of_field;
	struct stage_value *values;
	struct slot *id, *stamp;
};

static struct key *add_key(struct key *parent, const char *name, size_t length)
{
	for (size_t i = 0; i < parent->count; i++)
		if (parent->keys[i].length == length && memcmp(parent->keys[i].name + 1, name, length) == 0)
			return &parent->keys[i];
	parent->keys = memory_grow(parent->keys, parent->count + 1, sizeof *parent->keys);
	struct key *key = &parent->keys[parent->count++];
	*key = (struct key){ .name = string_format("\"%.*s\":", (int)length, name), .length = length };
	return key;
}

/* The field may stand under its whole name, or under what is behind a dot in a parent. */
static void add_field(struct key *parent, const char *field, struct slot *slot)
{
	add_key(parent, field, strlen(field))->slot = slot;
	const char *dot = strchr(field, '.');
	if (dot)
		add_field(add_key(parent, field, (size_t)(dot - field)), dot + 1, slot);
}

/* That of the same field, if it is among the first ones, else a new one. */
static struct slot *slot_of(struct scan_row *row, char *const *fields, size_t first, const char *field)
{
	for (size_t i = 0; i < first; i++)
		if (strcmp(fields[i], field) == 0)
			return row->of_field[i];
	struct slot *slot = &row->slots[row->slot_count++];
	add_field(&row->root, field, slot);
	return slot;
}

struct scan_row *scan_row_new(char *const *fields, const char *stamp)
{
	struct scan_row *row = memory_new(1, sizeof *row);
	size_t count = row->field_count = list_length(fields);
	row->slots = memory_new(count + 2, sizeof *row->slots);
	row->of_field = memory_new(count, sizeof *row->of_field);
	row->values = memory_new(count, sizeof *row->values);
	for (size_t i = 0; i < count; i++)
		row->of_field[i] = slot_of(row, fields, i, fields[i]);
	row->id = slot_of(row, fields, count, "Id");
	row->stamp = stamp ? slot_of(row, fields, count, stamp) : NULL;
	return row;
}

static void free_keys(struct key *parent)
{
	for (size_t i = 0; i < parent->count; i++) {
		free(parent->keys[i].name);
		free_keys(&parent->keys[i]);
	}
	free(parent->keys);
}

void scan_row_free(struct scan_row *row)
{
	if (row == NULL)
		return;
	free_keys(&row->root);
	for (size_t i = 0; i < row->slot_count; i++)
		text_done(&row->slots[i].made);
	free(row->slots);
	free(row->of_field);
	free(row->values);
	free(row);
}

/* Digits alone with a point among them read back the same as long as there are 15 of them
 * at most, so that only zeros at the end have to go. *ret_length is what stays. */
static bool cut_zeros(const struct scan_text *number, size_t *ret_length)
{
	const char *bytes = number->bytes;
	size_t length = number->length;
	if (length > 16 || bytes[*bytes == '-'] == '0' || memchr(bytes, 'e', length) || memchr(bytes, 'E', length))
		return false;
	while (bytes[length - 1] == '0')
		length--;
	*ret_length = length - (bytes[length - 1] == '.');
	return true;
}

static struct stage_value number(const struct scan_text *digits, bool real, struct text *made)
{
	size_t length = digits->length;
	if (real ? cut_zeros(digits, &length) : length < 19 && memcmp(digits->bytes, "-0", 2) != 0)
		return (struct stage_value){ digits->bytes, length };
	text_clear(made);
	if (real)
		answer_real(strtod(digits->bytes, NULL), made);
	else
		text_format(made, "%lld", strtoll(digits->bytes, NULL, 10));
	return (struct stage_value){ made->bytes, made->length };
}

/* Compact, as our other readers of JSON write it; so rare that jansson does it. */
static struct stage_value nested(const char *from, const char *end, struct text *made)
{
	json_auto_t *json = json_loadb(from, (size_t)(end - from), JSON_ALLOW_NUL, NULL);
	scoped_free char *compact = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
	text_clear(made);
	text_put(made, compact ? compact : "");
	return (struct stage_value){ made->bytes, made->length };
}

/* One that was found nearer to the record has precedence. */
static bool counts(const struct slot *slot, int level)
{
	return slot && slot->level >= level;
}

static void found(struct slot *slot, int level, struct stage_value value, bool is_text)
{
	if (!counts(slot, level))
		return;
	slot->value = value;
	slot->is_text = is_text;
	slot->level = level;
}

/* The parent comes once more: what was found in it counts no longer. */
static void forget(const struct key *parent, int level)
{
	for (size_t i = 0; i < parent->count; i++) {
		struct slot *slot = parent->keys[i].slot;
		if (slot && slot->level == level)
			*slot = (struct slot){ .made = slot->made, .level = NOT_FOUND };
		forget(&parent->keys[i], level + 1);
	}
}

static bool take_text(struct scan *scan, struct slot *slot, int level)
{
	struct scan_text text;
	if (!scan_string(scan, &text))
		return false;
	found(slot, level, (struct stage_value){ text.bytes, text.length }, true);
	return true;
}

static bool take_number(struct scan *scan, struct slot *slot, int level)
{
	struct scan_text digits;
	bool real;
	if (!scan_number(scan, &digits, &real))
		return false;
	if (counts(slot, level))
		found(slot, level, number(&digits, real, &slot->made), false);
	return true;
}

static bool take_word(struct scan *scan, struct slot *slot, int level, const char *word)
{
	if (!scan_word(scan, word))
		return false;
	found(slot, level, (struct stage_value){ *word == 'n' ? NULL : word, *word == 'n' ? 0 : strlen(word) }, false);
	return true;
}

static bool take_members(struct scan *scan, struct key *parent, int level);

static bool take_nested(struct scan *scan, struct key *key, int level)
{
	char *from = scan->at;
	if (key->slot || key->count == 0 || *from != '{') {
		if (!scan_skip(scan))
			return false;
		if (counts(key->slot, level))
			found(key->slot, level, nested(from, scan->at, &key->slot->made), false);
	}
	if (key->count == 0 || *from != '{')
		return true;
	scan->at = from;
	return take_members(scan, key, level + 1);
}

static bool take_value(struct scan *scan, struct key *key, int level)
{
	if (key->count > 0)
		forget(key, level + 1);
	switch (*scan->at) {
	case '"': return take_text(scan, key->slot, level);
	case '{':
	case '[': return take_nested(scan, key, level);
	case 't': return take_word(scan, key->slot, level, "true");
	case 'f': return take_word(scan, key->slot, level, "false");
	case 'n': return take_word(scan, key->slot, level, "null");
	default: return take_number(scan, key->slot, level);
	}
}

/* Reads the next key; *ret is NULL where nobody asks for it. Servers send the keys in the
 * order of the query, so a look at the one that is due is enough as a rule. */
static bool take_key(struct scan *scan, struct key *parent, struct key **ret)
{
	struct key *key = parent->due < parent->count ? &parent->keys[parent->due] : NULL;
	size_t length = key ? key->length + strlen("\"\":") : 0;
	if (key && (size_t)(scan->end - scan->at) > length && memcmp(scan->at, key->name, length) == 0) {
		scan->at += length;
		scan_space(scan);
		parent->due++;
		*ret = key;
		return true;
	}
	struct scan_text name;
	if (!scan_key(scan, &name))
		return false;
	*ret = NULL;
	for (size_t i = 0; i < parent->count && *ret == NULL; i++)
		if (parent->keys[i].length == name.length &&
		    memcmp(parent->keys[i].name + 1, name.bytes, name.length) == 0) {
			*ret = &parent->keys[i];
			parent->due = i + 1;
		}
	return true;
}

static bool take_members(struct scan *scan, struct key *parent, int level)
{
	struct key *key;
	bool more;
	parent->due = 0;
	for (scan_enter(scan);;) {
		if (!scan_more(scan, '}', &more))
			return false;
		if (!more)
			return true;
		if (!take_key(scan, parent, &key) || !(key ? take_value(scan, key, level) : scan_skip(scan)))
			return false;
	}
}

const struct stage_value *scan_row_take(struct scan_row *row, struct scan *scan)
{
	for (size_t i = 0; i < row->slot_count; i++) {
		struct slot *slot = &row->slots[i];
		*slot = (struct slot){ .made = slot->made, .level = NOT_FOUND };
	}
	if (!take_members(scan, &row->root, 0))
		return NULL;
	for (size_t i = 0; i < row->field_count; i++)
		row->values[i] = row->of_field[i]->value;
	return row->values;
}

static struct stage_value text_of(const struct slot *slot)
{
	return slot && slot->is_text ? slot->value : (struct stage_value){ "", 0 };
}

struct stage_value scan_row_id(const struct scan_row *row)
{
	return text_of(row->id);
}

struct stage_value scan_row_stamp(const struct scan_row *row)
{
	return text_of(row->stamp);
}
