/* The organisation of the bench's second part: every row a pure function of its object and
 * index, so any row can ask what any other is. Nearly every check finds something, as a
 * plausible share of what it looks at. */
#ifndef BENCH_ORGANISATION_H
#define BENCH_ORGANISATION_H

#include "bench/row.h"

/* Days since 1970. The night is 2026-06-30; three years lie behind it. */
enum { TODAY = 20634, SPAN = 1095, FIRST_DAY = TODAY - SPAN };

enum { CHIEF = 0, MANAGERS = 25, FIRST_REP = 1 + MANAGERS, REPS = 500, FORMER = 14, SELLERS = 400, USERS = FIRST_REP + REPS + FORMER };
enum { DEALS_AN_ACCOUNT = 5, CONTACTS_AN_ACCOUNT = 3 };

struct sizes {
	int64_t tasks, events, accounts, contacts, leads, deals, cases;
};

enum deal_state { DEAL_OPEN, DEAL_WON, DEAL_LOST };

struct deal {
	int64_t account, owner;
	enum deal_state state;
	int stage;                     /* 0 … 3 open, 4 won, 5 lost */
	long long created, closes, stage_since;   /* days */
	int pushes, push_days;
	long long hosts, price, amount;
	long long effective, ends;     /* days, 0: not yet */
};

/* A weekday at or just before that day, within business hours. */
long long working_time(long long day, uint64_t index, uint64_t what);
long long working_day(long long day);

int64_t account_owner(int64_t account);
void account_name(char *ret, size_t size, int64_t account);
bool contact_opted_out(int64_t contact);
bool contact_not_called(int64_t contact);
struct deal deal_of(int64_t deal);
/* An open one of the account, else any. */
int64_t deal_to_talk_about(int64_t account, uint64_t index);
long long lead_created(const struct sizes *sizes, int64_t lead);
int64_t lead_owner(int64_t lead);

struct event {
	int64_t contact, owner;
	long long starts;
};
struct event event_of(const struct sizes *sizes, int64_t event);

void write_people(const char *folder);
void write_accounts(const struct sizes *sizes, const char *folder);
void write_leads(const struct sizes *sizes, const char *folder);
void write_deals(const struct sizes *sizes, const char *folder);
void write_papers(const struct sizes *sizes, const char *folder);
void write_tasks(const struct sizes *sizes, const char *folder);
void write_events(const struct sizes *sizes, const char *folder);

#endif
