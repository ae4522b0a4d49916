/* Writes a world as the CRM would export it: one CSV per object, every value
 * quoted, ids of 18 characters, datetimes in UTC. */
#ifndef DEMO_WRITE_H
#define DEMO_WRITE_H

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "tests/demo/world.h"

#include <stdio.h>

struct export {
	FILE *file;
	struct text line;
	const char *path;
};

/* columns is the header line, names with commas. Errors: ERROR_CREATE. */
bool export_open(struct export *sheet, const char *folder, const char *name, const char *columns,
	struct error *err);
void export_text(struct export *sheet, const char *text);   /* NULL: empty */
void export_number(struct export *sheet, long long number);
void export_flag(struct export *sheet, bool flag);
void export_id(struct export *sheet, enum object object, int number);   /* NOBODY: empty */
void export_day(struct export *sheet, int day);
void export_instant(struct export *sheet, long long instant);
void export_end_row(struct export *sheet);
bool export_close(struct export *sheet, struct error *err);

/* 15 characters and the three of the check suffix; ret holds 19. */
void record_id(enum object object, int number, char *ret);

bool write_people(const struct world *world, const char *folder, struct error *err);
bool write_accounts(const struct world *world, const char *folder, struct error *err);
bool write_deals(const struct world *world, const char *folder, struct error *err);
bool write_activities(struct world *world, const char *folder, struct error *err);
/* Behind write_activities(), which sorts. */
bool write_messages(const struct world *world, const char *folder, struct error *err);
bool write_around(const struct world *world, const char *folder, struct error *err);
bool write_planted(const struct world *world, const char *folder, struct error *err);
bool write_fields(const char *folder, struct error *err);

const char *opportunity_stage(const struct opportunity *one, int number);

/* Borrowed from ret, 256 bytes. */
const char *account_name(int account, char *ret);
const char *user_name(int user, char *ret);

#endif
