/* What stands around the deals: their history, files, notes, quotes, contracts, teams. */
#include "tests/demo/write.h"

static long long noon(int day)
{
	return (long long)day * DEMO_DAY + 19 * 3600;
}

static void put_stamp(struct export *sheet, long long at)
{
	export_flag(sheet, false);
	export_instant(sheet, at);
	export_instant(sheet, at);
	export_end_row(sheet);
}

#define STAMPS ",IsDeleted,CreatedDate,SystemModstamp"

/* From the first stage to today's; the close date of every ninth moved three times. */
static void put_history(struct export *history, struct export *fields, const struct world *world, int deal, int *row,
			int *change)
{
	const struct opportunity *one = &world->opportunity[deal];
	int moves = deal % 9 == 4 ? 3 : 0, owner = user_of_rep(world, world->account[one->account].owner);
	int days = (world->as_of_day - one->created_day) / 2;
	for (int step = 0; step <= moves + 1; step++) {
		bool last = step == moves + 1;
		int close = one->close_day - 30 * (step < moves ? moves - step : 0);
		long long at = noon(one->created_day + days * step / (moves + 1));
		export_id(history, OBJECT_DEAL_HISTORY, (*row)++);
		export_id(history, OBJECT_OPPORTUNITY, deal);
		export_text(history, last ? opportunity_stage(one, deal) : "Qualification");
		export_number(history, one->amount);
		export_day(history, close);
		export_id(history, OBJECT_USER, owner);
		put_stamp(history, at);
		if (step == 0 || step > moves)
			continue;
		char old[16], new[16];
		calendar_write_day(close - 30, old);
		calendar_write_day(close, new);
		export_id(fields, OBJECT_FIELD_HISTORY, (*change)++);
		export_id(fields, OBJECT_OPPORTUNITY, deal);
		export_text(fields, "CloseDate");
		export_text(fields, old);
		export_text(fields, new);
		export_id(fields, OBJECT_USER, owner);
		export_flag(fields, false);
		export_instant(fields, at);
		export_end_row(fields);
	}
}

static bool write_histories(const struct world *world, const char *folder, struct error *err)
{
	struct export history, fields;
	int row = 0, change = 0;
	if (!export_open(&history, folder, "OpportunityHistory",
			 "Id,OpportunityId,StageName,Amount,CloseDate,CreatedById" STAMPS, err) ||
	    !export_open(&fields, folder, "OpportunityFieldHistory",
			 "Id,OpportunityId,Field,OldValue,NewValue,CreatedById,IsDeleted,CreatedDate", err))
		return false;
	for (int deal = 0; deal < world->opportunities; deal++)
		put_history(&history, &fields, world, deal, &row, &change);
	bool good = export_close(&history, err);
	return export_close(&fields, err) && good;
}

static void put_link(struct export *sheet, int *number, enum object object, int record, const char *title, bool note,
		     long long at)
{
	export_id(sheet, OBJECT_LINK, *number);
	export_id(sheet, OBJECT_DOCUMENT, (*number)++);
	export_id(sheet, object, record);
	export_text(sheet, title);
	export_text(sheet, note ? "SNOTE" : "PDF");
	export_text(sheet, note ? "snote" : "pdf");
	export_instant(sheet, at);
	export_id(sheet, OBJECT_USER, 1);
	put_stamp(sheet, at);
}

/* Notes of meetings, by the book and without a date; now and then a note, which nobody
 * should write; and a user's own file, which is nobody's business. */
static bool write_files(const struct world *world, const char *folder, struct error *err)
{
	struct export links, notes;
	int number = 0, note = 0;
	if (!export_open(&links, folder, "ContentDocumentLink",
			 "Id,ContentDocumentId,LinkedEntityId,ContentDocument.Title,ContentDocument.FileType,"
			 "ContentDocument.FileExtension,ContentDocument.CreatedDate,ContentDocument.OwnerId" STAMPS, err) ||
	    !export_open(&notes, folder, "Note", "Id,ParentId,Title,OwnerId" STAMPS, err))
		return false;
	for (int i = 0; i < world->accounts; i += 5) {
		char name[256], title[300], day[16];
		int on = world->as_of_day - i % 200;
		calendar_write_day(on, day);
		snprintf(title, sizeof title, "%s meeting notes %s", account_name(i, name), i % 15 ? day : "");
		put_link(&links, &number, OBJECT_ACCOUNT, i, title, false, noon(on));
		if (i % 50 == 0)
			put_link(&links, &number, OBJECT_OPPORTUNITY, i, "Thoughts", true, noon(on));
		if (i % 50 == 5)
			put_link(&links, &number, OBJECT_USER, 1, "Holiday", false, noon(on));
		if (i % 100 != 0)
			continue;
		export_id(&notes, OBJECT_NOTE, note++);
		export_id(&notes, OBJECT_ACCOUNT, i);
		export_text(&notes, "Old note");
		export_id(&notes, OBJECT_USER, user_of_rep(world, world->account[i].owner));
		put_stamp(&notes, noon(on));
	}
	bool good = export_close(&links, err);
	return export_close(&notes, err) && good;
}

static void put_quote(struct export *sheet, const struct world *world, int deal, int number)
{
	static const char *const states[] = { "Draft", "In Review", "Approved", "Presented", "Accepted" };
	const struct opportunity *one = &world->opportunity[deal];
	char name[32];
	snprintf(name, sizeof name, "%08d", number + 1);
	export_id(sheet, OBJECT_QUOTE, number);
	export_text(sheet, name);
	export_text(sheet, name);
	export_id(sheet, OBJECT_OPPORTUNITY, deal);
	export_text(sheet, states[number % 5]);
	export_day(sheet, one->close_day);
	export_number(sheet, number % 4 * 5);
	export_number(sheet, one->amount);
	put_stamp(sheet, noon(one->created_day + 5));
}

static void put_contract(struct export *sheet, const struct world *world, int deal, int number)
{
	const struct opportunity *one = &world->opportunity[deal];
	export_id(sheet, OBJECT_CONTRACT, number);
	export_id(sheet, OBJECT_ACCOUNT, one->account);
	export_text(sheet, number % 7 ? "Activated" : "Draft");
	export_day(sheet, one->close_day);
	export_day(sheet, one->close_day + 364);
	export_number(sheet, 12);
	put_stamp(sheet, noon(one->close_day));
}

static void put_approval(struct export *requests, struct export *steps, const struct world *world, int quote, int number)
{
	long long at = noon(world->as_of_day - 10 - number % 90);
	export_id(requests, OBJECT_APPROVAL, number);
	export_id(requests, OBJECT_QUOTE, quote);
	export_text(requests, "Approved");
	export_instant(requests, at);
	export_id(requests, OBJECT_USER, 0);
	put_stamp(requests, at);
	export_id(steps, OBJECT_APPROVAL_STEP, number);
	export_id(steps, OBJECT_APPROVAL, number);
	export_text(steps, "Approved");
	export_id(steps, OBJECT_USER, 0);
	export_id(steps, OBJECT_USER, 0);
	export_flag(steps, false);
	export_instant(steps, at);
	export_end_row(steps);
}

static bool write_papers(const struct world *world, const char *folder, struct error *err)
{
	struct export quotes, contracts, requests, steps;
	int quote = 0, contract = 0, request = 0;
	if (!export_open(&quotes, folder, "Quote", "Id,Name,QuoteNumber,OpportunityId,Status,ExpirationDate,Discount,"
			 "GrandTotal" STAMPS, err) ||
	    !export_open(&contracts, folder, "Contract", "Id,AccountId,Status,StartDate,EndDate,ContractTerm" STAMPS, err) ||
	    !export_open(&requests, folder, "ProcessInstance", "Id,TargetObjectId,Status,CompletedDate,LastActorId" STAMPS, err) ||
	    !export_open(&steps, folder, "ProcessInstanceStep",
			 "Id,ProcessInstanceId,StepStatus,ActorId,OriginalActorId,IsDeleted,SystemModstamp", err))
		return false;
	for (int deal = 0; deal < world->opportunities; deal++) {
		if (deal % 3 == 0) {
			if (quote % 5 == 3 && quote % 2)
				put_approval(&requests, &steps, world, quote, request++);
			put_quote(&quotes, world, deal, quote++);
		}
		if (world->opportunity[deal].stage == STAGE_WON)
			put_contract(&contracts, world, deal, contract++);
	}
	bool good = export_close(&quotes, err);
	good = export_close(&contracts, err) && good;
	good = export_close(&requests, err) && good;
	return export_close(&steps, err) && good;
}

static void put_member(struct export *sheet, enum object object, int number, enum object of, int record, int user,
		       const char *role)
{
	export_id(sheet, object, number);
	export_id(sheet, of, record);
	export_id(sheet, OBJECT_USER, user);
	export_text(sheet, role);
	put_stamp(sheet, noon(20000 + number % 300));
}

static bool write_teams(const struct world *world, const char *folder, struct error *err)
{
	struct export deals, accounts;
	int number = 0;
	if (!export_open(&deals, folder, "OpportunityTeamMember", "Id,OpportunityId,UserId,TeamMemberRole" STAMPS, err) ||
	    !export_open(&accounts, folder, "AccountTeamMember", "Id,AccountId,UserId,TeamMemberRole" STAMPS, err))
		return false;
	for (int i = 0; i < world->accounts; i += 8)
		put_member(&accounts, OBJECT_ACCOUNT_MEMBER, i, OBJECT_ACCOUNT, i, user_of_rep(world, i % world->reps),
			   "Sales Engineer");
	for (int i = 0; i < world->opportunities; i += 6, number++)
		put_member(&deals, OBJECT_DEAL_MEMBER, number, OBJECT_OPPORTUNITY, i, user_of_rep(world, i % world->reps),
			   "Account Manager");
	bool good = export_close(&deals, err);
	return export_close(&accounts, err) && good;
}

static bool write_lists(const char *folder, struct error *err)
{
	static const char *const labels[] = { "Open - Not Contacted", "Working - Contacted", "Nurturing", "MQL",
					      "Unqualified", "Converted" };
	struct export groups, statuses;
	if (!export_open(&groups, folder, "Group", "Id,Name,DeveloperName,Type,SystemModstamp", err) ||
	    !export_open(&statuses, folder, "LeadStatus", "Id,MasterLabel,ApiName,IsConverted,SortOrder,SystemModstamp", err))
		return false;
	export_id(&groups, OBJECT_QUEUE, 0);
	export_text(&groups, "Inbound leads");
	export_text(&groups, "Inbound_leads");
	export_text(&groups, "Queue");
	export_instant(&groups, noon(20000));
	export_end_row(&groups);
	for (int i = 0; i < 6; i++) {
		export_id(&statuses, OBJECT_LEAD_STATUS, i);
		export_text(&statuses, labels[i]);
		export_text(&statuses, labels[i]);
		export_flag(&statuses, i == 5);
		export_number(&statuses, i + 1);
		export_instant(&statuses, noon(20000));
		export_end_row(&statuses);
	}
	bool good = export_close(&groups, err);
	return export_close(&statuses, err) && good;
}

bool write_around(const struct world *world, const char *folder, struct error *err)
{
	return write_histories(world, folder, err) && write_files(world, folder, err) &&
	       write_papers(world, folder, err) && write_teams(world, folder, err) && write_lists(folder, err);
}
