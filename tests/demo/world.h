/* One invented organisation: who works there, whom they sell to, and what they
 * did. Built in the order of the functions; written by write.h.
 *
 * The base traffic is clean by construction: a rep touches a person at least
 * nine days apart, every fourth entry is an answer or a meeting, at most five
 * persons of an account are active at a time, and every account with an open
 * opportunity heard something in the last 20 days. What should be found is
 * planted on accounts kept out of all that, and counted as it is planted. */
#ifndef DEMO_WORLD_H
#define DEMO_WORLD_H

#include "tests/demo/calendar.h"
#include "tests/demo/chance.h"

#include <stddef.h>

enum { REPS_PER_SCALE = 12, NOBODY = -1 };

enum object {
	OBJECT_USER, OBJECT_ROLE, OBJECT_ACCOUNT, OBJECT_CONTACT, OBJECT_LEAD, OBJECT_OPPORTUNITY,
		OBJECT_TASK, OBJECT_EVENT,
	OBJECT_CASE, OBJECT_MESSAGE, OBJECT_MESSAGE_RELATION, OBJECT_EVENT_RELATION, OBJECT_DEAL_HISTORY,
	OBJECT_FIELD_HISTORY, OBJECT_DOCUMENT, OBJECT_LINK, OBJECT_NOTE, OBJECT_QUOTE, OBJECT_CONTRACT,
	OBJECT_DEAL_MEMBER, OBJECT_ACCOUNT_MEMBER, OBJECT_QUEUE, OBJECT_LEAD_STATUS, OBJECT_APPROVAL,
	OBJECT_APPROVAL_STEP, OBJECT_COUNT,
};

enum check {
	CHECK_PERSON, CHECK_ACCOUNT, CHECK_SAME_DAY, CHECK_NO_REPLY, CHECK_QUIET, CHECK_UNLINKED,
		CHECK_FIELDS, CHECK_STALE,
	CHECK_CLOSE_DATE, CHECK_COUNT,
};

struct count {
	int warn, fail;
};

/* What happens on an account beside its plants. */
enum traffic {
	TRAFFIC_FULL,      /* up to as of */
	TRAFFIC_OLD,       /* ended 80 days ago: something is planted in the window */
	TRAFFIC_NONE,      /* only what is planted */
};

struct account {
	int owner;         /* rep */
	int first_contact, contacts;
	int first_opportunity;   /* NOBODY where none */
	int opportunities, won, open;
	int first_won_day;
	long long revenue;
	enum traffic traffic;
	unsigned missing;  /* bits of fields left empty, by place in accounts.c's table */
	bool taken;        /* has a plant */
};

enum stage { STAGE_OPEN, STAGE_WON, STAGE_LOST };

struct opportunity {
	int account, next;       /* next of the same account */
	enum stage stage;
	int created_day, close_day;
	int amount;
};

struct lead {
	int owner;
	enum traffic traffic;
};

enum kind { KIND_EMAIL, KIND_CALL, KIND_LINKEDIN, KIND_OTHER, KIND_MEETING };

struct activity {
	enum kind kind;
	int owner;               /* user */
	int contact, lead;       /* NOBODY where none */
	int account;             /* named directly or through the contact */
	int opportunity, about_case;
	bool about_account;      /* WhatId is the account */
	bool inbound, open, deleted, child;
	const char *subject;     /* NULL: one is made up */
	long long at;
	int number;              /* order of making: breaks ties */
};

struct world {
	uint64_t seed;
	int as_of_day, scale;
	struct calendar calendar;
	int reps, managers, users;
	int accounts, contacts, leads, opportunities, cases;
	struct account *account;
	int *contact_account;
	struct lead *lead;
	struct opportunity *opportunity;
	int *case_account;
	int *order;              /* accounts in a shuffled order, for planting */
	struct activity *activity;
	size_t activities, room;
	struct count planted[CHECK_COUNT];
};

/* Users are numbered: the VP, the managers, the reps, then these two. */
int user_of_rep(const struct world *world, int rep);
int rep_of_user(const struct world *world, int user);   /* NOBODY for others */
int user_integration(const struct world *world);
int user_inactive(const struct world *world);
int zone_of_user(const struct world *world, int user);

/* What is odd about a rep. */
bool rep_is_quiet(int rep);
bool rep_is_eager(int rep);      /* whose accounts get the outreach plants */
bool rep_is_unlinked(int rep);

struct chance chance_of(const struct world *world, enum object object);

void world_init(struct world *world, uint64_t seed, int as_of_day, int scale);
void world_done(struct world *world);

void add_people(struct world *world);        /* accounts, contacts, leads, cases */
void plant_outreach(struct world *world);
void plant_stale(struct world *world);
void add_opportunities(struct world *world); /* the rest of them; plants late close dates */
void plant_fields(struct world *world);
void add_traffic(struct world *world);       /* fills up; plants quiet reps and unlinked activity */

/* The next account in shuffled order that has no plant yet and so many contacts;
 * of an eager rep if wanted. Marks it taken. */
int take_account(struct world *world, int contacts, bool eager, enum traffic traffic);
int add_opportunity(struct world *world, const struct opportunity *opportunity);
/* owner, at and the links must be set; returns its place until the next add. */
struct activity *add_activity(struct world *world, const struct activity *activity);

/* A contact or a lead; the other is NOBODY. */
struct person {
	int contact, lead;
};
/* An activity of the person's owner; age in days before as of, at 17:00 UTC plus
 * minutes, which is the same date in every zone used here. */
struct activity *add_with(struct world *world, struct person person, enum kind kind, int age,
	int minutes);
struct activity *add_with_contact(struct world *world, int contact, enum kind kind, int age,
	int minutes);

#endif
