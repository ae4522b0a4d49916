/* Users, accounts, contacts and leads. */
#include "bench/organisation.h"

/* A cell that is empty in three rows of a thousand. */
static void put_kept(struct sheet *sheet, uint64_t index, uint64_t what, const char *text)
{
	put_text(sheet, chance_mille(index, what, 3) ? "" : text);
}

static void put_stamps(struct sheet *sheet, long long created)
{
	put_text(sheet, "false");
	put_time(sheet, created);
	put_time(sheet, created + 3600);
	put_row_end(sheet);
}

enum { ROLE_CHIEF, ROLE_MANAGER, ROLE_SELLER, ROLE_DEVELOPER, ROLES };

static int role_of(int user)
{
	if (user == CHIEF)
		return ROLE_CHIEF;
	if (user < FIRST_REP)
		return ROLE_MANAGER;
	return user < FIRST_REP + SELLERS || user >= FIRST_REP + REPS ? ROLE_SELLER : ROLE_DEVELOPER;
}

static void write_roles(const char *folder)
{
	static const char *const roles[ROLES] = { "Chief Revenue Officer", "Sales Manager", "Account Executive", "Sales Development Rep" };
	struct sheet sheet = sheet_new(folder, "UserRole", "Id,Name,ParentRoleId,SystemModstamp");
	for (int role = 0; role < ROLES; role++) {
		put_id(&sheet, "00E", role);
		put_text(&sheet, roles[role]);
		put_id(&sheet, "00E", role == ROLE_CHIEF ? NOBODY : role == ROLE_MANAGER ? ROLE_CHIEF : ROLE_MANAGER);
		put_time(&sheet, FIRST_DAY * (long long)DAY);
		put_row_end(&sheet);
	}
	sheet_end(&sheet);
}

static void write_users(const char *folder)
{
	static const char *const zones[] = { "America/Los_Angeles", "America/New_York", "America/Chicago" };
	struct sheet sheet = sheet_new(folder, "User", "Id,Name,Username,Email,Alias,IsActive,UserType,UserRoleId,ManagerId,TimeZoneSidKey,IsDeleted,SystemModstamp");
	for (int user = 0; user < USERS; user++) {
		put_id(&sheet, "005", user);
		put_format(&sheet, "Person %d", user);
		put_format(&sheet, "person%d@corp.example", user);
		put_format(&sheet, "person%d@corp.example", user);
		put_format(&sheet, "p%d", user);
		put_flag(&sheet, user < FIRST_REP + REPS);
		put_text(&sheet, "Standard");
		put_id(&sheet, "00E", role_of(user));
		put_id(&sheet, "005", user == CHIEF ? NOBODY : user < FIRST_REP ? CHIEF : 1 + user % MANAGERS);
		put_text(&sheet, zones[user % 3]);
		put_text(&sheet, "false");
		put_time(&sheet, FIRST_DAY * (long long)DAY);
		put_row_end(&sheet);
	}
	sheet_end(&sheet);
	sheet = sheet_new(folder, "Group", "Id,Name,Type,DeveloperName,SystemModstamp");
	put_id(&sheet, "00G", 0);
	put_text(&sheet, "Inbound leads");
	put_text(&sheet, "Queue");
	put_text(&sheet, "Inbound_leads");
	put_time(&sheet, FIRST_DAY * (long long)DAY);
	put_row_end(&sheet);
	sheet_end(&sheet);
}

void write_people(const char *folder)
{
	write_roles(folder);
	write_users(folder);
}

struct figures {
	int deals, won;
	long long first, revenue, last_end;
};

static struct figures figures_of(int64_t account)
{
	struct figures figures = { .deals = DEALS_AN_ACCOUNT };
	for (int at = 0; at < DEALS_AN_ACCOUNT; at++) {
		struct deal deal = deal_of(account * DEALS_AN_ACCOUNT + at);
		if (deal.state != DEAL_WON)
			continue;
		figures.won++;
		figures.revenue += deal.amount;
		if (figures.first == 0 || deal.closes < figures.first)
			figures.first = deal.closes;
		if (deal.ends > figures.last_end)
			figures.last_end = deal.ends;
	}
	return figures;
}

static void put_address(struct sheet *sheet, uint64_t at, uint64_t what)
{
	put_kept(sheet, at, what, "1 Main Street");
	put_kept(sheet, at, what + 1, "Springfield");
	put_kept(sheet, at, what + 2, "CA");
	put_kept(sheet, at, what + 3, "94000");
	put_text(sheet, chance_mille(at, 40, 3) ? "Iran" : chance_mille(at, what + 4, 3) ? "" : "United States");
}

static void put_figures(struct sheet *sheet, uint64_t at)
{
	struct figures figures = figures_of((int64_t)at);
	bool wrong = chance_mille(at, 41, 30);
	put_number(sheet, figures.deals + wrong);
	put_number(sheet, figures.won);
	put_day(sheet, figures.first);
	put_format(sheet, "%lld.00", figures.revenue);
	put_day(sheet, figures.last_end);
}

static void put_account(struct sheet *sheet, int64_t account)
{
	static const char *const links[] = { "http://corp.example/po", "http://corp.example/agreements", "http://corp.example/invoices",
					     "http://corp.example/notes", "http://corp.example/nda" };
	uint64_t at = (uint64_t)account;
	char name[128];
	account_name(name, sizeof name, account);
	put_id(sheet, "001", account);
	put_text(sheet, name);
	put_text(sheet, figures_of(account).won ? "Customer" : "Prospect");
	put_id(sheet, "005", chance_mille(at, 42, 2) ? NOBODY : account_owner(account));
	put_kept(sheet, at, 43, "Technology");
	put_kept(sheet, at, 44, "Hot");
	put_kept(sheet, at, 45, "1200");
	put_format(sheet, "https://www.a%lld.example", (long long)(chance_mille(at, 46, 3) && account ? account - 1 : account));
	put_address(sheet, at, 50);
	put_address(sheet, at, 60);
	put_format(sheet, chance_mille(at, 70, 5) ? "linkedin.com/in/a%lld" : "https://www.linkedin.com/company/a%lld",
		   (long long)(chance_mille(at, 71, 3) && account ? account - 1 : account));
	put_kept(sheet, at, 72, "30");
	put_format(sheet, "https://www.linkedin.com/sales/company/%lld", (long long)account);
	put_kept(sheet, at, 73, "2026-01-15");
	put_kept(sheet, at, 74, "2026-02-15");
	put_kept(sheet, at, 75, "yes");
	put_kept(sheet, at, 76, "KEY-1");
	put_kept(sheet, at, 77, "Net 30");
	for (uint64_t link = 0; link < 5; link++)
		put_kept(sheet, at, 80 + link, links[link]);
	put_figures(sheet, at);
	put_stamps(sheet, working_time(FIRST_DAY - 30 - (long long)(chance(at, 90) % 300), at, 91));
}

static void put_contact(struct sheet *sheet, int64_t contact)
{
	uint64_t at = (uint64_t)contact;
	int64_t account = contact / CONTACTS_AN_ACCOUNT, nth = contact % CONTACTS_AN_ACCOUNT;
	put_id(sheet, "003", contact);
	put_id(sheet, "001", account);
	put_id(sheet, "005", account_owner(account));
	put_id(sheet, "003", nth ? contact - nth : contact + 1);
	put_format(sheet, "Guest %lld", (long long)contact);
	put_text(sheet, "Guest");
	put_number(sheet, contact);
	put_kept(sheet, at, 100, "Head of IT");
	put_kept(sheet, at, 101, "IT");
	if (chance_mille(at, 102, 3))
		put_text(sheet, "");
	else
		put_format(sheet, "guest%lld@a%lld.example", (long long)(chance_mille(at, 103, 5) && nth ? contact - 1 : contact), (long long)account);
	put_flag(sheet, contact_opted_out(contact));
	put_flag(sheet, contact_not_called(contact));
	put_kept(sheet, at, 104, "+1 555 0100");
	put_format(sheet, chance_mille(at, 105, 4) ? "linkedin.com/company/g%lld" : "linkedin.com/in/g%lld", (long long)contact);
	put_flag(sheet, nth == 0 && !chance_mille(at, 106, 50));
	put_text(sheet, contact % 2 ? "guest@home.example" : "");
	put_stamps(sheet, working_time(FIRST_DAY - 20 - (long long)(chance(at, 107) % 300), at, 108));
}

void write_accounts(const struct sizes *sizes, const char *folder)
{
	struct sheet sheet = sheet_new(folder, "Account", "Id,Name,Type,OwnerId,Industry,Rating,NumberOfEmployees,Website,"
		"BillingStreet,BillingCity,BillingState,BillingPostalCode,BillingCountry,"
		"ShippingStreet,ShippingCity,ShippingState,ShippingPostalCode,ShippingCountry,"
		"LinkedIn_company_URL__c,CISO_employees__c,Sales_Navigator_URL__c,Invoice_sent__c,Payment_received__c,Press_approval__c,"
		"License_key__c,Payment_terms__c,PO_link__c,Agreement_link__c,Invoices_link__c,Meeting_notes_link__c,NDA_link__c,"
		"Total_opportunities__c,Deals_won__c,First_deal_close__c,Cumulative_revenue__c,Subscription_end__c,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t account = 0; account < sizes->accounts; account++)
		put_account(&sheet, account);
	sheet_end(&sheet);
	sheet = sheet_new(folder, "Contact", "Id,AccountId,OwnerId,ReportsToId,Name,FirstName,LastName,Title,Department,Email,HasOptedOutOfEmail,"
		"DoNotCall,MobilePhone,LinkedIn__c,Champion__c,Personal_email__c,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t contact = 0; contact < sizes->contacts; contact++)
		put_contact(&sheet, contact);
	sheet_end(&sheet);
}

static const char *const statuses[] = { "Open - Not Contacted", "Working - Contacted", "Attempted to contact", "MQL", "Unqualified", "Converted" };

static int lead_status(const struct sizes *sizes, int64_t lead)
{
	uint64_t at = (uint64_t)lead, lot = chance(at, 120) % 1000;
	if (TODAY - lead_created(sizes, lead) / DAY < 30)
		return lot < 300 ? 0 : lot < 800 ? 1 : lot < 860 ? 2 : lot < 900 ? 3 : lot < 950 ? 4 : 5;
	return lot < 60 ? 1 : lot < 70 ? 2 : lot < 80 ? 3 : lot < 700 ? 4 : 5;
}

static void put_lead(struct sheet *sheet, const struct sizes *sizes, int64_t lead)
{
	uint64_t at = (uint64_t)lead;
	int status = lead_status(sizes, lead);
	bool converted = status == 5;
	put_id(sheet, "00Q", lead);
	put_id(sheet, chance_mille(at, 121, 10) ? "00G" : "005", chance_mille(at, 121, 10) ? 0 : chance_mille(at, 122, 2) ? NOBODY : lead_owner(lead));
	put_format(sheet, "Visitor %lld", (long long)lead);
	put_text(sheet, chance_mille(at, 123, 3) ? "?" : "Visitor");
	put_number(sheet, lead);
	put_format(sheet, "Company %lld", (long long)lead);
	put_text(sheet, converted && chance_mille(at, 124, 10) ? statuses[1] : statuses[status]);
	put_kept(sheet, at, 125, "Web");
	put_kept(sheet, at, 126, "Warm");
	put_format(sheet, chance_mille(at, 127, 5) ? "guest%lld@a%lld.example" : "visitor%lld@b%lld.example", (long long)lead, (long long)lead / CONTACTS_AN_ACCOUNT);
	put_flag(sheet, chance_mille(at, 128, 10));
	put_text(sheet, "false");
	put_flag(sheet, converted);
	put_day(sheet, converted ? lead_created(sizes, lead) / DAY + 2 : 0);
	put_text(sheet, chance_mille(at, 129, 2) ? "North Korea" : "United States");
	put_stamps(sheet, lead_created(sizes, lead));
}

static void put_lead_history(struct sheet *sheet, const struct sizes *sizes, int64_t lead)
{
	long long at = lead_created(sizes, lead) + 2 * DAY, now = (TODAY + 1LL) * DAY;
	put_id(sheet, "017", lead);
	put_id(sheet, "00Q", lead);
	put_text(sheet, "Status");
	put_text(sheet, statuses[0]);
	put_text(sheet, statuses[lead_status(sizes, lead)]);
	put_time(sheet, at < now ? at : now - 1);
	put_text(sheet, "false");
	put_row_end(sheet);
}

static void write_lead_statuses(const char *folder)
{
	struct sheet sheet = sheet_new(folder, "LeadStatus", "Id,MasterLabel,ApiName,IsConverted,SortOrder,SystemModstamp");
	for (int status = 0; status < 6; status++) {
		put_id(&sheet, "01J", status);
		put_text(&sheet, statuses[status]);
		put_text(&sheet, statuses[status]);
		put_flag(&sheet, status == 5);
		put_number(&sheet, status + 1);
		put_time(&sheet, FIRST_DAY * (long long)DAY);
		put_row_end(&sheet);
	}
	sheet_end(&sheet);
}

void write_leads(const struct sizes *sizes, const char *folder)
{
	write_lead_statuses(folder);
	struct sheet sheet = sheet_new(folder, "Lead", "Id,OwnerId,Name,FirstName,LastName,Company,Status,LeadSource,Rating,Email,HasOptedOutOfEmail,"
		"DoNotCall,IsConverted,ConvertedDate,Country,IsDeleted,CreatedDate,SystemModstamp");
	struct sheet history = sheet_new(folder, "LeadHistory", "Id,LeadId,Field,OldValue,NewValue,CreatedDate,IsDeleted");
	for (int64_t lead = 0; lead < sizes->leads; lead++) {
		put_lead(&sheet, sizes, lead);
		if (lead_status(sizes, lead) != 0)
			put_lead_history(&history, sizes, lead);
	}
	sheet_end(&history);
	sheet_end(&sheet);
}
