/* Opportunities with their histories and papers: quotes with approvals, contracts, files, teams. */
#include "bench/organisation.h"

static const char *const stages[] = { "Prospecting", "Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost" };

static void put_end(struct sheet *sheet, long long day)
{
	put_text(sheet, "false");
	put_time(sheet, day * DAY + 18 * 3600);
	put_time(sheet, day * DAY + 19 * 3600);
	put_row_end(sheet);
}

static void put_name(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	char name[128];
	account_name(name, sizeof name, deal->account);
	put_format(sheet, chance_mille((uint64_t)number, 200, 20) ? "%s deal" : "%s deal %lld", name, 1970 + deal->closes * 100 / 36525);
}

static const char *type_of(int64_t number)
{
	return number % DEALS_AN_ACCOUNT == 0 ? "New Business" : chance_mille((uint64_t)number, 201, 700) ? "Renewal" : "Upgrade";
}

static bool has_contract(int64_t number, const struct deal *deal)
{
	return deal->state == DEAL_WON && chance_mille((uint64_t)number, 202, 500);
}

/* What only a won deal has, empty in others; a few won ones lack some of it. */
static void put_won(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	uint64_t at = (uint64_t)number;
	bool won = deal->state == DEAL_WON;
	put_day(sheet, won && !chance_mille(at, 210, 5) ? deal->effective : 0);
	put_day(sheet, won ? deal->ends : 0);
	put_text(sheet, !won || chance_mille(at, 211, 3) ? "" : "12 months");
	put_text(sheet, !won ? "" : chance_mille(at, 212, 15) ? "Net 90" : "Net 30");
	put_text(sheet, !won || chance_mille(at, 213, 5) ? "" : "Standard");
	put_text(sheet, won && !chance_mille(at, 214, 10) ? "yes" : "");
	put_text(sheet, won && !chance_mille(at, 215, 10) ? "yes" : "");
	put_flag(sheet, won && chance_mille(at, 216, 100));
	put_text(sheet, won && !chance_mille(at, 217, 30) ? "PO-1" : "");
	put_day(sheet, won && chance_mille(at, 218, 2) ? deal->closes : 0);
}

static void put_open(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	uint64_t at = (uint64_t)number;
	bool open = deal->state == DEAL_OPEN, trial = open && chance_mille(at, 220, 100);
	put_text(sheet, open && chance_mille(at, 221, 15) ? "" : "Send the proposal");
	put_day(sheet, !open ? deal->closes : chance_mille(at, 222, 40) ? TODAY - 1 - (long long)(chance(at, 223) % 9) : TODAY + (long long)(chance(at, 223) % 20));
	put_text(sheet, open && chance_mille(at, 224, 850) ? "http://corp.example/form" : "");
	put_day(sheet, trial ? TODAY - 9 + (long long)(chance(at, 225) % 20) : 0);
	put_flag(sheet, trial && chance_mille(at, 226, 300));
}

static void put_deal(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	put_id(sheet, "006", number);
	put_id(sheet, "001", deal->account);
	put_id(sheet, "005", deal->owner);
	put_name(sheet, number, deal);
	put_text(sheet, stages[deal->stage]);
	put_format(sheet, "%lld.00", deal->amount);
	put_day(sheet, deal->closes);
	put_text(sheet, type_of(number));
	put_flag(sheet, deal->state != DEAL_OPEN);
	put_flag(sheet, deal->state == DEAL_WON);
	put_time(sheet, deal->stage_since * DAY + 18 * 3600);
	put_id(sheet, "800", has_contract(number, deal) ? number : NOBODY);
	put_number(sheet, deal->hosts);
	put_number(sheet, deal->price);
	put_open(sheet, number, deal);
	put_won(sheet, number, deal);
	put_end(sheet, deal->created);
}

/* A snapshot per save: creation, each move of the close date, each change of the stage. */
static void put_snapshot(struct sheet *sheet, int64_t number, int nth, const struct deal *deal, int stage, long long closes, long long at)
{
	put_id(sheet, "008", number * 8 + nth);
	put_id(sheet, "006", number);
	put_text(sheet, stages[stage]);
	put_format(sheet, "%lld.00", deal->amount);
	put_day(sheet, closes);
	put_id(sheet, "005", deal->owner);
	put_text(sheet, "false");
	put_time(sheet, at);
	put_time(sheet, at);
	put_row_end(sheet);
}

static void put_history(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	long long first = deal->closes - deal->pushes * deal->push_days, made = deal->created * DAY + 18 * 3600;
	long long moved = deal->stage_since * DAY + 18 * 3600, room = ((TODAY + 1LL) * DAY - moved) / (deal->pushes + 1);
	int nth = 0;
	put_snapshot(sheet, number, nth++, deal, deal->stage_since > deal->created ? 0 : deal->stage, first, made);
	if (deal->stage_since > deal->created)
		put_snapshot(sheet, number, nth++, deal, deal->stage, first, moved);
	for (int push = 1; push <= deal->pushes; push++)
		put_snapshot(sheet, number, nth++, deal, deal->stage, first + push * deal->push_days, moved + push * room);
}

static void put_next_step(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	bool edited = !chance_mille((uint64_t)number, 230, 60);
	put_id(sheet, "017", 100000000 + number);
	put_id(sheet, "006", number);
	put_text(sheet, "NextStep");
	put_text(sheet, "");
	put_text(sheet, "Send the proposal");
	put_id(sheet, "005", deal->owner);
	put_text(sheet, "false");
	put_time(sheet, (edited ? deal->stage_since : deal->created) * DAY + (edited ? 19 : 17) * 3600);
	put_row_end(sheet);
}

static void write_stages(const char *folder)
{
	struct sheet sheet = sheet_new(folder, "OpportunityStage", "Id,MasterLabel,IsClosed,IsWon,SortOrder,IsActive,SystemModstamp");
	for (int stage = 0; stage < 6; stage++) {
		put_id(&sheet, "01J", 100 + stage);
		put_text(&sheet, stages[stage]);
		put_flag(&sheet, stage > 3);
		put_flag(&sheet, stage == 4);
		put_number(&sheet, stage + 1);
		put_text(&sheet, "true");
		put_time(&sheet, FIRST_DAY * (long long)DAY);
		put_row_end(&sheet);
	}
	sheet_end(&sheet);
}

void write_deals(const struct sizes *sizes, const char *folder)
{
	write_stages(folder);
	struct sheet sheet = sheet_new(folder, "Opportunity", "Id,AccountId,OwnerId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,LastStageChangeDate,"
		"ContractId,Hosts__c,Price__c,NextStep,Next_step_due__c,Order_form__c,Trial_end__c,Trial_extension__c,"
		"Effective_date__c,Subscription_end__c,Term__c,Payment_terms__c,Billing_process__c,Invoice_sent__c,Payment_received__c,"
		"PO_required__c,PO__c,PO_sent__c,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet history = sheet_new(folder, "OpportunityHistory", "Id,OpportunityId,StageName,Amount,CloseDate,CreatedById,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet field = sheet_new(folder, "OpportunityFieldHistory", "Id,OpportunityId,Field,OldValue,NewValue,CreatedById,IsDeleted,CreatedDate");
	for (int64_t number = 0; number < sizes->deals; number++) {
		struct deal deal = deal_of(number);
		put_deal(&sheet, number, &deal);
		put_history(&history, number, &deal);
		put_next_step(&field, number, &deal);
	}
	sheet_end(&field);
	sheet_end(&history);
	sheet_end(&sheet);
}

static void put_contract(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	put_id(sheet, "800", number);
	put_id(sheet, "001", deal->account);
	put_text(sheet, "Activated");
	put_day(sheet, deal->effective);
	put_day(sheet, deal->ends);
	put_number(sheet, 12);
	put_end(sheet, deal->closes);
}

static void put_quote(struct sheet *sheet, int64_t number, const struct deal *deal)
{
	uint64_t at = (uint64_t)number;
	put_id(sheet, "0Q0", number);
	put_format(sheet, "Quote %lld", (long long)number);
	put_number(sheet, number);
	put_id(sheet, "006", number);
	put_text(sheet, deal->state == DEAL_WON ? "Accepted" : chance_mille(at, 240, 500) ? "Presented" : "Draft");
	put_number(sheet, (long long)(chance_mille(at, 241, 20) ? 30 : chance(at, 242) % 15));
	put_end(sheet, deal->created + 1);
}

static void put_approval(struct sheet *approval, struct sheet *step, int64_t number, const struct deal *deal)
{
	long long at = (deal->created + 1) * DAY + 20 * 3600;
	put_id(approval, "04g", number);
	put_id(approval, "0Q0", number);
	put_text(approval, "Approved");
	put_time(approval, at);
	put_id(approval, "005", CHIEF);
	put_end(approval, deal->created + 1);
	put_id(step, "04h", number);
	put_id(step, "04g", number);
	put_text(step, "Approved");
	put_id(step, "005", CHIEF);
	put_end(step, deal->created + 1);
}

static void write_quotes(const struct sizes *sizes, const char *folder)
{
	struct sheet quote = sheet_new(folder, "Quote", "Id,Name,QuoteNumber,OpportunityId,Status,Discount,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet contract = sheet_new(folder, "Contract", "Id,AccountId,Status,StartDate,EndDate,ContractTerm,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet approval = sheet_new(folder, "ProcessInstance", "Id,TargetObjectId,Status,CompletedDate,LastActorId,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet step = sheet_new(folder, "ProcessInstanceStep", "Id,ProcessInstanceId,StepStatus,ActorId,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t number = 0; number < sizes->deals; number++) {
		struct deal deal = deal_of(number);
		if (has_contract(number, &deal))
			put_contract(&contract, number, &deal);
		if (deal.state == DEAL_LOST || !chance_mille((uint64_t)number, 243, 400))
			continue;
		put_quote(&quote, number, &deal);
		if (!chance_mille((uint64_t)number, 244, 30))
			put_approval(&approval, &step, number, &deal);
	}
	sheet_end(&step);
	sheet_end(&approval);
	sheet_end(&contract);
	sheet_end(&quote);
}

static void put_file(struct sheet *sheet, int64_t number, const char *prefix, int64_t record, const char *title, long long day)
{
	put_id(sheet, "06A", number);
	put_id(sheet, "069", number);
	put_id(sheet, prefix, record);
	put_text(sheet, title);
	put_text(sheet, "PDF");
	put_time(sheet, day * DAY + 20 * 3600);
	put_end(sheet, day);
}

static void write_files(const struct sizes *sizes, const char *folder)
{
	struct sheet sheet = sheet_new(folder, "ContentDocumentLink", "Id,ContentDocumentId,LinkedEntityId,ContentDocument.Title,ContentDocument.FileType,"
		"ContentDocument.CreatedDate,IsDeleted,CreatedDate,SystemModstamp");
	char name[128], day[16], title[256];
	for (int64_t number = 0; number < sizes->deals; number++) {
		struct deal deal = deal_of(number);
		if (deal.state == DEAL_WON && !chance_mille((uint64_t)number, 250, 10))
			put_file(&sheet, number, "006", number, "Order form executed", deal.closes);
	}
	for (int64_t event = 0; event < sizes->events; event++) {
		struct event one = event_of(sizes, event);
		if (one.starts >= TODAY * (long long)DAY || chance_mille((uint64_t)event, 251, 150))
			continue;
		account_name(name, sizeof name, one.contact / CONTACTS_AN_ACCOUNT);
		write_day(day, one.starts / DAY);
		snprintf(title, sizeof title, "%s %s meeting notes", name, chance_mille((uint64_t)event, 252, 5) ? "" : day);
		put_file(&sheet, sizes->deals + event, "001", one.contact / CONTACTS_AN_ACCOUNT, title, one.starts / DAY);
	}
	sheet_end(&sheet);
}

static void put_member(struct sheet *sheet, const char *prefix, const char *of, int64_t number, uint64_t what, const char *role)
{
	put_id(sheet, prefix, number);
	put_id(sheet, of, number);
	put_id(sheet, "005", FIRST_REP + (int64_t)(chance((uint64_t)number, what) % SELLERS));
	put_text(sheet, role);
	put_end(sheet, FIRST_DAY);
}

static void write_teams(const struct sizes *sizes, const char *folder)
{
	struct sheet team = sheet_new(folder, "AccountTeamMember", "Id,AccountId,UserId,TeamMemberRole,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t account = 0; account < sizes->accounts; account++)
		if (chance_mille((uint64_t)account, 260, 100))
			put_member(&team, "01M", "001", account, 261, "Account Manager");
	sheet_end(&team);
	team = sheet_new(folder, "OpportunityTeamMember", "Id,OpportunityId,UserId,TeamMemberRole,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t deal = 0; deal < sizes->deals; deal += 20)
		put_member(&team, "00q", "006", deal, 268, "Sales Engineer");
	sheet_end(&team);
}

static void put_owner_change(struct sheet *sheet, int64_t account)
{
	uint64_t at = (uint64_t)account;
	put_id(sheet, "017", 200000000 + account);
	put_id(sheet, "001", account);
	put_text(sheet, "Owner");
	put_id(sheet, "005", FIRST_REP + (int64_t)(chance(at, 263) % SELLERS));
	put_id(sheet, "005", account_owner(account));
	put_time(sheet, working_time(FIRST_DAY + (long long)(chance(at, 264) % SPAN), at, 265));
	put_text(sheet, "false");
	put_row_end(sheet);
}

static void write_account_papers(const struct sizes *sizes, const char *folder)
{
	struct sheet history = sheet_new(folder, "AccountHistory", "Id,AccountId,Field,OldValue,NewValue,CreatedDate,IsDeleted");
	struct sheet note = sheet_new(folder, "Note", "Id,ParentId,Title,OwnerId,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t account = 0; account < sizes->accounts; account++) {
		if (chance_mille((uint64_t)account, 262, 100))
			put_owner_change(&history, account);
		if (!chance_mille((uint64_t)account, 266, 10))
			continue;
		put_id(&note, "002", account);
		put_id(&note, "001", account);
		put_text(&note, "Old note");
		put_id(&note, "005", account_owner(account));
		put_end(&note, FIRST_DAY + (long long)(chance((uint64_t)account, 267) % SPAN));
	}
	sheet_end(&note);
	sheet_end(&history);
}

void write_papers(const struct sizes *sizes, const char *folder)
{
	write_quotes(sizes, folder);
	write_files(sizes, folder);
	write_teams(sizes, folder);
	write_account_papers(sizes, folder);
}
