/* Plants on opportunities that nobody talks about, and on account fields. */
#include "tests/demo/world.h"

#include <stddef.h>

enum { NEVER = -1 };

struct silence {
	int last;          /* days since the last communication, or NEVER */
	enum kind kind;
	bool inbound;
	int created;       /* days since the opportunity's creation */
	struct count found;
};

#define WARN { .warn = 1 }
#define FAIL { .fail = 1 }

static const struct silence silences[] = {
	{ 30, KIND_EMAIL, false, 90, WARN }, { 33, KIND_CALL, false, 120, WARN },
	{ 35, KIND_MEETING, false, 80, WARN }, { 37, KIND_EMAIL, true, 100, WARN },
	{ 41, KIND_LINKEDIN, false, 75, WARN }, { 44, KIND_EMAIL, false, 140, WARN },
	{ 44, KIND_CALL, true, 60, WARN }, { 45, KIND_EMAIL, false, 110, FAIL },
	{ 45, KIND_MEETING, false, 99, FAIL }, { 46, KIND_CALL, false, 130, FAIL },
	{ 47, KIND_EMAIL, true, 150, FAIL }, { 52, KIND_EMAIL, false, 88, FAIL },
	{ 61, KIND_CALL, false, 170, FAIL }, { 75, KIND_MEETING, false, 160, FAIL },
	{ 90, KIND_EMAIL, false, 180, FAIL }, { 120, KIND_EMAIL, false, 200, FAIL },
	{ 200, KIND_CALL, false, 260, FAIL }, { NEVER, KIND_OTHER, false, 30, WARN },
	{ NEVER, KIND_OTHER, false, 31, WARN }, { NEVER, KIND_OTHER, false, 45, FAIL },
	{ NEVER, KIND_OTHER, false, 50, FAIL }, { NEVER, KIND_OTHER, false, 300, FAIL },
	/* near misses */
	{ 29, KIND_EMAIL, false, 90, { 0 } }, { 29, KIND_MEETING, false, 120, { 0 } },
	{ 20, KIND_OTHER, false, 80, { 0 } }, { NEVER, KIND_OTHER, false, 29, { 0 } },
	{ NEVER, KIND_OTHER, false, 10, { 0 } },
};

static int add_open(struct world *world, int account, int created)
{
	struct opportunity open = {
		.account = account, .stage = STAGE_OPEN, .created_day = world->as_of_day - created,
		.close_day = world->as_of_day + 20 + created % 40, .amount = 12000 + 100 * created,
	};
	return add_opportunity(world, &open);
}

static void count(struct world *world, struct count found)
{
	world->planted[CHECK_STALE].warn += found.warn;
	world->planted[CHECK_STALE].fail += found.fail;
}

static void plant_silence(struct world *world, const struct silence *silence)
{
	int account = take_account(world, 1, false, TRAFFIC_NONE);
	add_open(world, account, silence->created);
	if (silence->last != NEVER)
		add_with_contact(world, world->account[account].first_contact, silence->kind,
			silence->last, 30)->inbound = silence->inbound;
	count(world, silence->found);
}

/* One word with the account speaks for both of its opportunities. */
static void plant_two(struct world *world)
{
	int account = take_account(world, 1, false, TRAFFIC_NONE);
	add_open(world, account, 150);
	add_open(world, account, 120);
	add_with_contact(world, world->account[account].first_contact, KIND_EMAIL, 70, 0);
	count(world, (struct count){ .fail = 2 });
}

/* What names an opportunity speaks for that one alone. */
static void plant_named(struct world *world)
{
	int account = take_account(world, 1, false, TRAFFIC_NONE);
	int contact = world->account[account].first_contact;
	int talked_about = add_open(world, account, 150);
	add_open(world, account, 120);
	add_with_contact(world, contact, KIND_EMAIL, 50, 0);
	add_with_contact(world, contact, KIND_CALL, 5, 0)->opportunity = talked_about;
	count(world, (struct count){ .fail = 1 });
}

/* Chores without a person, what is deleted and what is still to come don't count. */
static void plant_noise(struct world *world)
{
	int account = take_account(world, 1, false, TRAFFIC_NONE);
	int contact = world->account[account].first_contact;
	add_open(world, account, 130);
	add_with_contact(world, contact, KIND_EMAIL, 48, 0);
	struct activity *chore = add_with_contact(world, contact, KIND_OTHER, 3, 0);
	chore->contact = NOBODY;
	chore->about_account = true;
	add_with_contact(world, contact, KIND_CALL, 2, 0)->deleted = true;
	add_with_contact(world, contact, KIND_MEETING, -6, 0);
	count(world, (struct count){ .fail = 1 });
}

/* A manager's call is communication too: a near miss. */
static void plant_manager(struct world *world)
{
	int account = take_account(world, 1, false, TRAFFIC_NONE);
	add_open(world, account, 130);
	add_with_contact(world, world->account[account].first_contact, KIND_EMAIL, 60, 0);
	add_with_contact(world, world->account[account].first_contact, KIND_CALL, 12, 0)->owner = 1;
}

void plant_stale(struct world *world)
{
	for (int i = 0; i < world->scale; i++) {
		for (size_t s = 0; s < sizeof silences / sizeof *silences; s++)
			plant_silence(world, &silences[s]);
		plant_two(world);
		plant_named(world);
		plant_noise(world);
		plant_manager(world);
	}
}

/* Bits as in accounts.c. All of these warn. */
void plant_fields(struct world *world)
{
	struct chance chance = chance_of(world, OBJECT_ACCOUNT);
	int wanted = 30 * world->scale, done = 0;
	for (int i = world->accounts; i-- > 0 && done < wanted;) {
		struct account *account = &world->account[world->order[i]];
		if (account->taken)
			continue;
		int fields = account->won ? 16 : 8;
		account->missing = 1u << chance_number(chance, 20, i, fields);
		if (done % 3 == 0)
			account->missing |= 1u << chance_number(chance, 21, i,
				fields) | 1u << chance_number(chance, 22, i, fields);
		done++;
	}
	world->planted[CHECK_FIELDS].warn += done;
}
