#include "tests/demo/world.h"

#include "lib/base/text.h"

#include <stdlib.h>

int user_of_rep(const struct world *world, int rep)
{
	return 1 + world->managers + rep;
}

int rep_of_user(const struct world *world, int user)
{
	int rep = user - 1 - world->managers;
	return rep >= 0 && rep < world->reps ? rep : NOBODY;
}

int user_integration(const struct world *world)
{
	return world->users - 2;
}

int user_inactive(const struct world *world)
{
	return world->users - 1;
}

int zone_of_user(const struct world *world, int user)
{
	static const int zones[REPS_PER_SCALE] = { 0, 0, 3, 0, 2, 0, 4, 3, 0, 1, 3, 2 };
	int rep = rep_of_user(world, user);
	return rep == NOBODY ? 0 : zones[rep % REPS_PER_SCALE];
}

bool rep_is_quiet(int rep)
{
	return rep % REPS_PER_SCALE == 5;
}

bool rep_is_eager(int rep)
{
	int place = rep % REPS_PER_SCALE;
	return place == 1 || place == 4 || place == 8 || place == 10;
}

bool rep_is_unlinked(int rep)
{
	int place = rep % REPS_PER_SCALE;
	return place == 3 || place == 9;
}

struct chance chance_of(const struct world *world, enum object object)
{
	return (struct chance){ .seed = world->seed, .salt = (uint64_t)object + 1 };
}

void world_init(struct world *world, uint64_t seed, int as_of_day, int scale)
{
	*world = (struct world){ .seed = seed, .as_of_day = as_of_day, .scale = scale };
	calendar_init(&world->calendar, as_of_day);
	world->reps = REPS_PER_SCALE * scale;
	world->managers = 2 * scale;
	world->users = 1 + world->managers + world->reps + 2;
	world->accounts = 600 * scale;
	world->contacts = 3000 * scale;
	world->leads = 600 * scale;
	world->cases = 240 * scale;
	world->account = memory_new((size_t)world->accounts, sizeof *world->account);
	world->contact_account = memory_new((size_t)world->contacts, sizeof *world->contact_account);
	world->lead = memory_new((size_t)world->leads, sizeof *world->lead);
	world->opportunity = memory_new(1000 * (size_t)scale, sizeof *world->opportunity);
	world->case_account = memory_new((size_t)world->cases, sizeof *world->case_account);
	world->order = memory_new((size_t)world->accounts, sizeof *world->order);
}

void world_done(struct world *world)
{
	calendar_done(&world->calendar);
	free(world->account);
	free(world->contact_account);
	free(world->lead);
	free(world->opportunity);
	free(world->case_account);
	free(world->order);
	free(world->activity);
}

static void shuffle_accounts(struct world *world)
{
	struct chance chance = chance_of(world, OBJECT_ACCOUNT);
	for (int i = 0; i < world->accounts; i++) {
		int other = chance_number(chance, 1, i, i + 1);
		world->order[i] = world->order[other];
		world->order[other] = i;
	}
}

/* One each, the others by the smaller of two draws, so that some accounts have many. */
static void share_contacts(struct world *world)
{
	struct chance chance = chance_of(world, OBJECT_CONTACT);
	for (int i = 0; i < world->accounts; i++)
		world->account[i].contacts = 1;
	for (int i = world->accounts; i < world->contacts; i++) {
		int one = chance_number(chance, 1, i, world->accounts), two = chance_number(chance,
			2, i, world->accounts);
		int place = chance_percent(chance, 3, i, 40) && two < one ? two : one;
		world->account[world->order[place]].contacts++;
	}
	for (int i = 0, next = 0; i < world->accounts; i++) {
		world->account[i].first_contact = next;
		for (int k = 0; k < world->account[i].contacts; k++)
			world->contact_account[next++] = i;
	}
}

void add_people(struct world *world)
{
	struct chance account = chance_of(world, OBJECT_ACCOUNT), lead = chance_of(world, OBJECT_LEAD);
	shuffle_accounts(world);
	for (int i = 0; i < world->accounts; i++) {
		world->account[i].owner = chance_number(account, 2, i, world->reps);
		world->account[i].first_opportunity = NOBODY;
	}
	share_contacts(world);
	for (int i = 0; i < world->leads; i++)
		world->lead[i].owner = chance_number(lead, 1, i, world->reps);
	for (int i = 0; i < world->cases; i++)
		world->case_account[i] = chance_number(chance_of(world, OBJECT_CASE), 1, i,
			world->accounts);
}

int take_account(struct world *world, int contacts, bool eager, enum traffic traffic)
{
	for (int i = 0; i < world->accounts; i++) {
		struct account *account = &world->account[world->order[i]];
		if (account->taken || account->contacts < contacts || rep_is_quiet(account->owner))
			continue;
		if (eager && !rep_is_eager(account->owner))
			continue;
		account->taken = true;
		account->traffic = traffic;
		return world->order[i];
	}
	return eager ? take_account(world, contacts, false, traffic) : (abort(), NOBODY);
}

int add_opportunity(struct world *world, const struct opportunity *opportunity)
{
	int place = world->opportunities++;
	struct account *account = &world->account[opportunity->account];
	world->opportunity[place] = *opportunity;
	world->opportunity[place].next = account->first_opportunity;
	account->first_opportunity = place;
	account->opportunities++;
	account->open += opportunity->stage == STAGE_OPEN;
	if (opportunity->stage == STAGE_WON && opportunity->close_day <= world->as_of_day) {
		if (account->won == 0 || opportunity->close_day < account->first_won_day)
			account->first_won_day = opportunity->close_day;
		account->won++;
		account->revenue += opportunity->amount;
	}
	return place;
}

/* Closed ones on any account that may have them, open ones only where there is
 * traffic that keeps them fresh. */
static bool may_have(const struct account *account, enum stage stage)
{
	if (stage == STAGE_OPEN)
		return account->traffic == TRAFFIC_FULL && !rep_is_quiet(account->owner);
	return account->traffic != TRAFFIC_NONE;
}

/* A few won ones close after as of: they make no customer yet. */
static struct opportunity invent(const struct world *world, int number)
{
	struct chance chance = chance_of(world, OBJECT_OPPORTUNITY);
	int draw = chance_number(chance, 1, number, 100), age = 20 + chance_number(chance, 3, number, 300);
	struct opportunity one = {
		.account = chance_number(chance, 2, number, world->accounts),
		.stage = draw < 45 ? STAGE_OPEN : draw < 72 ? STAGE_WON : STAGE_LOST,
		.created_day = world->as_of_day - age - (draw < 45 ? 0 : 60),
		.close_day = calendar_working_day(world->as_of_day - age + 15),
		.amount = 5000 + 250 * chance_number(chance, 4, number, 900),
	};
	if (one.stage == STAGE_OPEN)
		one.close_day = world->as_of_day + 3 + chance_number(chance, 5, number, 150);
	else if (one.stage == STAGE_WON && chance_percent(chance, 6, number, 2))
		one.close_day = world->as_of_day + 1 + number % 30;
	return one;
}

void add_opportunities(struct world *world)
{
	int late = 11 * world->scale, due_today = 4 * world->scale;
	for (int number = 0, open = 0; world->opportunities < 1000 * world->scale; number++) {
		struct opportunity one = invent(world, number);
		if (!may_have(&world->account[one.account], one.stage))
			continue;
		if (one.stage == STAGE_OPEN && open < late)
			one.close_day = world->as_of_day - 1 - open * open % 41;
		else if (one.stage == STAGE_OPEN && open < late + due_today)
			one.close_day = world->as_of_day;
		open += one.stage == STAGE_OPEN;
		add_opportunity(world, &one);
	}
	world->planted[CHECK_CLOSE_DATE].fail += late;
}

struct activity *add_activity(struct world *world, const struct activity *activity)
{
	if (world->activities == world->room) {
		world->room = world->room ? world->room * 2 : 65536;
		world->activity = memory_grow(world->activity, world->room, sizeof *world->activity);
	}
	struct activity *added = &world->activity[world->activities];
	*added = *activity;
	added->number = (int)world->activities++;
	return added;
}

struct activity *add_with(struct world *world, struct person person, enum kind kind, int age,
	int minutes)
{
	bool lead = person.lead != NOBODY;
	int account = lead ? NOBODY : world->contact_account[person.contact];
	struct activity activity = {
		.kind = kind, .contact = person.contact, .lead = person.lead, .account = account,
		.opportunity = NOBODY,
		.about_case = NOBODY,
		.owner = user_of_rep(world, lead ? world->lead[person.lead].owner
		: world->account[account].owner),
		.at = (long long)(world->as_of_day - age) * DEMO_DAY + 17 * 3600 + minutes * 60,
	};
	return add_activity(world, &activity);
}

struct activity *add_with_contact(struct world *world, int contact, enum kind kind, int age,
	int minutes)
{
	return add_with(world, (struct person){ .contact = contact, .lead = NOBODY }, kind, age,
		minutes);
}
