/* Opportunity and Case. */
#include "tests/demo/words.h"
#include "tests/demo/write.h"

#include <string.h>

static const char *const open_stages[] = { "Qualification", "Discovery", "Proof of Concept",
	"Proposal", "Negotiation" };

/* The CRM's limit is 120 characters; a UTF-8 sequence must not be torn. */
static void shorten(char *text, size_t limit)
{
	if (strlen(text) <= limit)
		return;
	while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80)
		limit--;
	text[limit] = '\0';
}

const char *opportunity_stage(const struct opportunity *one, int number)
{
	return one->stage == STAGE_OPEN ? open_stages[number % 5] : one->stage == STAGE_WON ? "Closed Won" : "Closed Lost";
}

static void put_stage(struct export *sheet, const struct opportunity *one, int number)
{
	static const char *const percents[] = { "10", "25", "50", "65", "80" };
	bool open = one->stage == STAGE_OPEN;
	export_text(sheet, opportunity_stage(one, number));
	export_flag(sheet, !open);
	export_flag(sheet, one->stage == STAGE_WON);
	export_text(sheet, open ? percents[number % 5] : one->stage == STAGE_WON ? "100" : "0");
}

static void write_opportunity(struct export *sheet, const struct world *world,
	const struct opportunity *one, int number)
{
	static const char *const types[] = { "New Business", "Existing Business", "Expansion" };
	char name[300], day[16];
	bool deleted = number >= world->opportunities;
	calendar_write_day(one->close_day, day);
	account_name(one->account, name);
	shorten(name, 90);
	snprintf(name + strlen(name), 40, " %s %.4s", types[number % 3], day);
	export_id(sheet, OBJECT_OPPORTUNITY, number);
	export_flag(sheet, deleted);
	export_text(sheet, name);
	export_id(sheet, OBJECT_ACCOUNT, one->account);
	put_stage(sheet, one, number);
	export_number(sheet, one->amount);
	export_text(sheet, day);
	export_text(sheet, types[number % 3]);
	export_text(sheet, number % 6 ? "Send the proposal, then call"
		: "Wait for \"security\" to answer");
	bool old = one->stage != STAGE_OPEN && number % 10 == 0;   /* left behind by the user who is gone */
	export_id(sheet, OBJECT_USER, old ? user_inactive(world) : user_of_rep(world,
		world->account[one->account].owner));
	long long created = (long long)one->created_day * DEMO_DAY + 18 * 3600 + number % 600;
	long long changed = created + (long long)(world->as_of_day - one->created_day) / 2 * DEMO_DAY;
	export_instant(sheet, changed);
	export_instant(sheet, created);
	export_instant(sheet, changed);
	export_instant(sheet, changed);
	export_end_row(sheet);
}

static bool write_opportunities(const struct world *world, const char *folder, struct error *err)
{
	struct export sheet;
	if (!export_open(&sheet, folder, "Opportunity",
		"Id,IsDeleted,Name,AccountId,StageName,IsClosed,IsWon,Probability,Amount,"
			"CloseDate,Type,NextStep,OwnerId,LastStageChangeDate,CreatedDate,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int i = 0; i < world->opportunities; i++)
		write_opportunity(&sheet, world, &world->opportunity[i], i);
	for (int i = 0; i < 5; i++) {
		struct opportunity deleted = { .account = i, .stage = STAGE_OPEN,
			.created_day = world->as_of_day - 300,
					       .close_day = world->as_of_day - 90, .amount = 1000 };
		write_opportunity(&sheet, world, &deleted, world->opportunities + i);
	}
	return export_close(&sheet, err);
}

static bool write_cases(const struct world *world, const char *folder, struct error *err)
{
	struct export sheet;
	if (!export_open(&sheet, folder, "Case",
		"Id,IsDeleted,CaseNumber,AccountId,ContactId,Subject,Status,Priority,Origin,IsClosed,"
			"ClosedDate,OwnerId,CreatedDate,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int i = 0; i < world->cases; i++) {
		char number[16], subject[200];
		const struct account *account = &world->account[world->case_account[i]];
		bool closed = i % 4 != 0;
		long long created = (long long)(world->as_of_day - 10 - i % 380) * DEMO_DAY + 17 * 3600 + i;
		snprintf(number, sizeof number, "%08d", 1000 + i);
		snprintf(subject, sizeof subject, "Question about %s", words_pick(WORD_TOPIC,
			(size_t)i));
		export_id(&sheet, OBJECT_CASE, i);
		export_flag(&sheet, false);
		export_text(&sheet, number);
		export_id(&sheet, OBJECT_ACCOUNT, world->case_account[i]);
		export_id(&sheet, OBJECT_CONTACT, account->first_contact);
		export_text(&sheet, subject);
		export_text(&sheet, closed ? "Closed" : "Working");
		export_text(&sheet, i % 7 ? "Medium" : "High");
		export_text(&sheet, i % 2 ? "Email" : "Web");
		export_flag(&sheet, closed);
		if (closed)
			export_instant(&sheet, created + 3LL * DEMO_DAY);
		else
			export_text(&sheet, NULL);
		export_id(&sheet, OBJECT_USER, user_of_rep(world, account->owner));
		export_instant(&sheet, created);
		export_instant(&sheet, created + 3LL * DEMO_DAY);
		export_instant(&sheet, created + 3LL * DEMO_DAY);
		export_end_row(&sheet);
	}
	return export_close(&sheet, err);
}

bool write_deals(const struct world *world, const char *folder, struct error *err)
{
	return write_opportunities(world, folder, err) && write_cases(world, folder, err);
}
