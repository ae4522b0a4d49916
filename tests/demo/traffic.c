/* Base traffic: a chain of entries per person, from as of backwards. */
#include "tests/demo/world.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"

#include <stddef.h>

enum {
	HISTORY = 400,
	ACTIVE_PERSONS = 5,   /* × 3 touches in 30 days = 15, the most that A2 lets pass */
	DECIDE_CLASS = 1, DECIDE_START, DECIDE_GAP, DECIDE_KIND, DECIDE_ANSWER, DECIDE_LINK,
		DECIDE_TIME, DECIDE_PHASE,
};

struct chain {
	int owner;             /* rep */
	int contact, lead;
	int age;               /* of the next entry */
	int count;
	bool ended;
};

/* At least 13 days, so that two entries stay more than ten apart even when the
 * second moves from a Sunday to a Friday. */
static int gap(struct chance chance, int person, int entry)
{
	int class = chance_number(chance, DECIDE_CLASS, person, 100);
	int64_t index = (int64_t)person * 1000 + entry;
	if (class < 18)
		return 13 + chance_number(chance, DECIDE_GAP, index, 9);
	if (class < 58)
		return 17 + chance_number(chance, DECIDE_GAP, index, 24);
	return 30 + chance_number(chance, DECIDE_GAP, index, 55);
}

static int start_age(const struct world *world, const struct chain *chain, struct chance chance,
	int person)
{
	enum traffic traffic = chain->lead == NOBODY
		? world->account[world->contact_account[chain->contact]].traffic
						     : world->lead[chain->lead].traffic;
	int draw = chance_number(chance, DECIDE_START, person, 1000);
	if (traffic == TRAFFIC_OLD)
		return 80 + draw % 40;
	if (rep_is_quiet(chain->owner))
		return 36 + draw % 40;
	if (chain->lead != NOBODY)
		return draw % 30;
	const struct account *account = &world->account[world->contact_account[chain->contact]];
	int place = chain->contact - account->first_contact;
	if (place >= ACTIVE_PERSONS)
		return 36 + draw % 90;
	return place == 0 && account->open ? draw % 19 : draw % 40;
}

/* What an entry is about. The newest one of a chain names no opportunity: it
 * keeps all open ones of its account alive. */
static void link_entry(const struct world *world, struct activity *activity, struct chance chance,
	int64_t index, int entry)
{
	if (activity->contact == NOBODY)
		return;
	const struct account *account = &world->account[activity->account];
	int draw = chance_number(chance, DECIDE_LINK, index, 100);
	if (entry > 0 && draw < 22)
		activity->opportunity = account->first_opportunity;
	else if (entry > 0 && draw < 25) {
		int one = chance_number(chance, DECIDE_LINK + 20, index, world->cases);
		activity->about_case = world->case_account[one] == activity->account ? one : NOBODY;
	} else if (draw < 55)
		activity->about_account = true;
}

static void add_entry(struct world *world, struct chain *chain, struct chance chance, int person)
{
	int entry = chain->count++;
	int64_t index = (int64_t)person * 1000 + entry;
	int user = user_of_rep(world, chain->owner);
	int day = calendar_working_day(world->as_of_day - chain->age);
	int second = 8 * 3600 + 1800 + chance_number(chance, DECIDE_TIME, index, 9 * 60) * 60
		+ (chance_percent(chance, DECIDE_TIME + 20, index, 70) ? chance_number(chance,
			DECIDE_TIME + 21, index, 60) : 0);
	int kind = chance_number(chance, DECIDE_KIND, index, 100);
	struct activity activity = {
		.owner = user, .contact = chain->contact, .lead = chain->lead,
		.opportunity = NOBODY, .about_case = NOBODY,
		.account = chain->contact == NOBODY ? NOBODY : world->contact_account[chain->contact],
		.kind = kind < 55 ? KIND_EMAIL : kind < 85 ? KIND_CALL : KIND_LINKEDIN,
		.at = calendar_instant(&world->calendar, zone_of_user(world, user), day, second),
	};
	bool answer = entry % 4 == chance_number(chance, DECIDE_PHASE, person, 4);
	if (answer && chance_percent(chance, DECIDE_ANSWER, index, 47))
		activity.kind = KIND_MEETING;
	else if (answer) {
		activity.inbound = true;
		activity.kind = kind < 80 ? KIND_EMAIL : KIND_CALL;
	}
	link_entry(world, &activity, chance, index, entry);
	add_activity(world, &activity);
	chain->age += gap(chance, person, entry);
}

/* Round by round, newest first, so that running out of budget cuts off the oldest. */
static void run_chains(struct world *world, struct chain *chains, int persons, size_t budget)
{
	struct chance chance = chance_of(world, OBJECT_TASK);
	bool going = true;
	while (going && world->activities < budget) {
		going = false;
		for (int person = 0; person < persons && world->activities < budget; person++) {
			if (chains[person].ended)
				continue;
			add_entry(world, &chains[person], chance, person);
			chains[person].ended = chains[person].age >= HISTORY;
			going = true;
		}
	}
}

static void add_chains(struct world *world, size_t budget)
{
	int persons = world->contacts + world->leads;
	struct chance chance = chance_of(world, OBJECT_TASK);
	scoped_free struct chain *chains = memory_new((size_t)persons, sizeof *chains);
	for (int person = 0; person < persons; person++) {
		bool lead = person >= world->contacts;
		struct chain *chain = &chains[person];
		*chain = (struct chain){ .contact = lead ? NOBODY : person, .lead = lead
			? person - world->contacts : NOBODY };
		chain->owner = lead ? world->lead[chain->lead].owner
			: world->account[world->contact_account[person]].owner;
		chain->ended = !lead
			&& world->account[world->contact_account[person]].traffic == TRAFFIC_NONE;
		chain->age = start_age(world, chain, chance, person);
	}
	run_chains(world, chains, persons, budget);
}

static struct activity at_account(const struct world *world, int account, int age, int64_t index)
{
	struct activity activity = {
		.kind = KIND_OTHER, .owner = user_of_rep(world, world->account[account].owner),
		.contact = NOBODY, .lead = NOBODY,
		.account = account, .opportunity = NOBODY, .about_case = NOBODY, .about_account = true,
		.at = (long long)calendar_working_day(world->as_of_day - age) * DEMO_DAY + 16 * 3600
			+ chance_number(chance_of(world, OBJECT_TASK), 60, index, 5 * 3600),
	};
	return activity;
}

/* An account whose contacts talk anyway: nothing said here changes any count. */
static int busy_account(const struct world *world, int64_t index)
{
	for (int64_t try = 0;; try++) {
		int account = chance_number(chance_of(world, OBJECT_TASK), 61, index + try * 100000,
			world->accounts);
		if (world->account[account].traffic == TRAFFIC_FULL
			&& !rep_is_quiet(world->account[account].owner))
			return account;
	}
}

/* Chores about accounts and cases, open and done, some still due. */
static void add_chores(struct world *world, int count, int first_age, int last_age)
{
	struct chance chance = chance_of(world, OBJECT_CASE);
	for (int i = 0; i < count; i++) {
		int64_t index = (int64_t)world->activities;
		int age = first_age + chance_number(chance, 30, index, last_age - first_age + 1);
		struct activity chore = at_account(world, busy_account(world, index), age, index);
		int about_case = chance_number(chance, 31, index, world->cases);
		chore.open = age < 0 || chance_percent(chance, 32, index, 25);
		if (i % 8 == 0) {
			chore.account = world->case_account[about_case];
			chore.about_account = false;
			chore.about_case = about_case;
		}
		add_activity(world, &chore);
	}
}

/* The sequencing tool's own log: mails by a user who is no rep. */
static void add_integration(struct world *world, int count)
{
	for (int i = 0; i < count; i++) {
		int account = busy_account(world, i + 7000);
		struct activity mail = at_account(world, account, 1 + i % 120, i);
		mail.kind = KIND_EMAIL;
		mail.contact = world->account[account].first_contact;
		mail.owner = user_integration(world);
		mail.about_account = false;
		add_activity(world, &mail);
	}
}

/* Meetings to come, and copies of meetings in a manager's calendar. */
static void add_meetings(struct world *world, int count)
{
	for (int i = 0; i < count; i++) {
		int account = busy_account(world, i + 17000);
		bool child = i % 3 == 0;
		struct activity meeting = at_account(world, account, child ? 40 + i % 200
			: -2 - i % 20, i);
		meeting.kind = KIND_MEETING;
		meeting.contact = world->account[account].first_contact;
		meeting.child = child;
		if (child)
			meeting.owner = 1 + i % world->managers;
		add_activity(world, &meeting);
	}
}

static void add_deleted(struct world *world, int count)
{
	for (int i = 0; i < count; i++) {
		int account = busy_account(world, i + 27000);
		struct activity gone = at_account(world, account, 1 + i % 25, i);
		gone.kind = i % 2 ? KIND_EMAIL : KIND_CALL;
		gone.contact = world->account[account].first_contact;
		gone.deleted = true;
		add_activity(world, &gone);
	}
}

static int *count_recent(const struct world *world)
{
	int *recent = memory_new((size_t)world->reps, sizeof *recent);
	long long end = (long long)(world->as_of_day + 1) * DEMO_DAY, start = end - 29LL * DEMO_DAY;
	for (size_t i = 0; i < world->activities; i++) {
		const struct activity *activity = &world->activity[i];
		int rep = rep_of_user(world, activity->owner);
		if (rep != NOBODY && !activity->deleted && activity->at > start && activity->at < end)
			recent[rep]++;
	}
	return recent;
}

/* A ninth of what the rep did, plus twenty, is well above 5 %; a fiftieth well below. */
static void add_unlinked(struct world *world)
{
	scoped_free int *recent = count_recent(world);
	for (int rep = 0; rep < world->reps; rep++) {
		bool near_miss = rep % REPS_PER_SCALE == 7;
		int count = rep_is_unlinked(rep) ? recent[rep] / 8 + 20 : near_miss
			? recent[rep] / 50 : 0;
		for (int i = 0; i < count; i++) {
			struct activity activity = at_account(world, 0, 1 + i % 24, i + rep * 1000);
			activity.owner = user_of_rep(world, rep);
			activity.account = NOBODY;
			activity.about_account = false;
			activity.kind = i % 3 == 0 ? KIND_CALL : i % 3 == 1 ? KIND_EMAIL : KIND_OTHER;
			add_activity(world, &activity);
		}
		world->planted[CHECK_UNLINKED].warn += rep_is_unlinked(rep);
		world->planted[CHECK_QUIET].warn += rep_is_quiet(rep);
	}
}

void add_traffic(struct world *world)
{
	size_t whole = 40000 * (size_t)world->scale, kept = 200 * (size_t)world->scale;
	add_chores(world, 900 * world->scale, -30, HISTORY - 1);
	add_integration(world, 400 * world->scale);
	add_meetings(world, 90 * world->scale);
	add_deleted(world, 60 * world->scale);
	add_chains(world, whole - kept);
	add_unlinked(world);
	if (world->activities < whole)
		add_chores(world, (int)(whole - world->activities), 61, HISTORY - 1);
}
