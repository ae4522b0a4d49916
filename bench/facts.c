/* What a row of one object may ask of another. The numbers behind chance() only tell one
 * question from the next. */
#include "bench/organisation.h"

long long working_day(long long day)
{
	int weekday = (int)((day + 4) % 7);   /* 1970-01-01 was a Thursday; 0 is Sunday */
	return day - (weekday == 6 ? 1 : weekday == 0 ? 2 : 0);
}

long long working_time(long long day, uint64_t index, uint64_t what)
{
	return working_day(day) * DAY + 15 * 3600 + 300 + (long long)(chance(index, what) % (8 * 3600));
}

int64_t account_owner(int64_t account)
{
	uint64_t at = (uint64_t)account;
	if (chance_mille(at, 1, 8))
		return FIRST_REP + REPS + (int64_t)(chance(at, 2) % FORMER);
	return FIRST_REP + (int64_t)(chance(at, 3) % SELLERS);
}

void account_name(char *ret, size_t size, int64_t account)
{
	static const char *const firsts[] = { "Amber", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor",
					      "Indigo", "Juniper", "Krone", "Larch", "Mosaic", "Nordic", "Ortus", "Pine" };
	static const char *const seconds[] = { "Analytics", "Bank", "Clinics", "Dynamics", "Energy", "Foods", "Games", "Health" };
	uint64_t at = (uint64_t)(chance_mille((uint64_t)account, 4, 5) && account ? account - 1 : account);
	snprintf(ret, size, "%s%llu %s Inc.", firsts[chance(at, 5) % 16], (unsigned long long)at, seconds[chance(at, 6) % 8]);
}

bool contact_opted_out(int64_t contact)
{
	return chance_mille((uint64_t)contact, 7, 20);
}

bool contact_not_called(int64_t contact)
{
	return chance_mille((uint64_t)contact, 8, 10);
}

static void open_deal(struct deal *deal, uint64_t at)
{
	deal->stage = (int)(chance(at, 11) % 4);
	deal->created = working_day(TODAY - 4 - (long long)(chance(at, 12) % (chance_mille(at, 13, 100) ? 300 : 110)));
	deal->closes = chance_mille(at, 14, 50) ? TODAY - 1 - (long long)(chance(at, 15) % 60) : TODAY + 5 + (long long)(chance(at, 15) % 120);
	long long ago = chance_mille(at, 16, 150) ? 31 + (long long)(chance(at, 17) % 60) : (long long)(chance(at, 17) % 25);
	deal->stage_since = deal->stage == 0 || TODAY - ago < deal->created ? deal->created : working_day(TODAY - ago);
	if (deal->stage_since < deal->created)
		deal->stage_since = deal->created;
	deal->pushes = chance_mille(at, 18, 30) ? 4 : chance_mille(at, 18, 180) ? 1 : 0;
	deal->push_days = deal->pushes ? 20 + (int)(chance(at, 19) % 20) : 0;
}

static void closed_deal(struct deal *deal, uint64_t at)
{
	deal->stage = deal->state == DEAL_WON ? 4 : 5;
	deal->closes = working_day(TODAY - 3 - (long long)(chance(at, 15) % (SPAN - 10)));
	deal->created = working_day(deal->closes - 20 - (long long)(chance(at, 12) % 90));
	deal->stage_since = deal->closes;
	if (deal->state == DEAL_WON) {
		deal->effective = deal->closes + (chance_mille(at, 20, 15) ? -3 : 1 + (long long)(chance(at, 21) % 10));
		deal->ends = deal->effective + (chance_mille(at, 22, 15) ? 300 : 365);
	}
}

static enum deal_state state_of(int64_t deal)
{
	uint64_t lot = chance((uint64_t)deal, 23) % 100;
	return lot < 12 ? DEAL_OPEN : lot < 45 ? DEAL_WON : DEAL_LOST;
}

struct deal deal_of(int64_t number)
{
	uint64_t at = (uint64_t)number;
	struct deal deal = { .account = number / DEALS_AN_ACCOUNT };
	deal.owner = chance_mille(at, 9, 30) ? FIRST_REP + (int64_t)(chance(at, 10) % SELLERS) : account_owner(deal.account);
	deal.state = state_of(number);
	deal.hosts = 100 + (long long)(chance(at, 24) % 5000);
	deal.price = 8 + (long long)(chance(at, 25) % 20);
	deal.amount = chance_mille(at, 26, 20) ? 0 : chance_mille(at, 27, 20) ? deal.hosts * deal.price / 2 : deal.hosts * deal.price;
	if (deal.state == DEAL_OPEN)
		open_deal(&deal, at);
	else
		closed_deal(&deal, at);
	return deal;
}

int64_t deal_to_talk_about(int64_t account, uint64_t index)
{
	int64_t first = account * DEALS_AN_ACCOUNT, any = first + (int64_t)(chance(index, 30) % DEALS_AN_ACCOUNT);
	for (int64_t at = first; at < first + DEALS_AN_ACCOUNT; at++)
		if (state_of(at) == DEAL_OPEN)
			return at;
	return any;
}

long long lead_created(const struct sizes *sizes, int64_t lead)
{
	return working_time(FIRST_DAY + lead * SPAN / sizes->leads, (uint64_t)lead, 31);
}

int64_t lead_owner(int64_t lead)
{
	return FIRST_REP + SELLERS + (int64_t)(chance((uint64_t)lead, 32) % (REPS - SELLERS));
}

struct event event_of(const struct sizes *sizes, int64_t event)
{
	uint64_t at = (uint64_t)event;
	struct event one = { .contact = (int64_t)(chance(at, 33) % (uint64_t)sizes->contacts) };
	one.owner = account_owner(one.contact / CONTACTS_AN_ACCOUNT);
	one.starts = working_time(FIRST_DAY + event * (SPAN + 14) / sizes->events, at, 34);
	one.starts -= one.starts % 1800;
	return one;
}
