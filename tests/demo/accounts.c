/* Account, with its customer fields, and the mapping of those to our names. */
#include "tests/demo/words.h"
#include "tests/demo/write.h"

#include "lib/base/scope.h"

#include <stdarg.h>

/* The first 16 are what plant_fields() leaves out, by bit; the first 8 of them
 * are asked of every account. */
enum field {
	BILLING_STREET, BILLING_POSTAL_CODE, INDUSTRY, RATING, EMPLOYEES, LINKEDIN, CISO, NAVIGATOR,
	INVOICE_SENT, PAYMENT_RECEIVED, PRESS_APPROVAL, LICENSE_KEY, PAYMENT_TERMS, SHIPPING_CITY,
		MEETING_NOTES, SIGNED_NDA,
	ALWAYS,
};

static const char columns[] =
	"Id,IsDeleted,Name,Type,ParentId,Industry,Rating,NumberOfEmployees,Website,Phone,Description,OwnerId,"
	"BillingStreet,BillingCity,BillingState,BillingPostalCode,BillingCountry,"
	"ShippingStreet,ShippingCity,ShippingState,ShippingPostalCode,ShippingCountry,"
	"LinkedIn_company_URL__c,CISO_employees__c,Sales_Navigator_URL__c,Invoice_sent__c,Payment_received__c,Subscription_end__c,"
	"Press_approval__c,License_key__c,Total_opportunities__c,Deals_won__c,First_deal_close__c,Cumulative_revenue__c,"
	"Payment_terms__c,PO_link__c,Agreement_link__c,Invoices_link__c,Meeting_notes_link__c,NDA_link__c,"
	"CreatedDate,LastModifiedDate,SystemModstamp";

static const char fields[] =
	"[fields.account]\n"
	"linkedin_company_url = LinkedIn_company_URL__c\n"
	"ciso_employees = CISO_employees__c\n"
	"sales_navigator_url = Sales_Navigator_URL__c\n"
	"invoice_sent = Invoice_sent__c\n"
	"payment_received = Payment_received__c\n"
	"subscription_end = Subscription_end__c\n"
	"press_approval = Press_approval__c\n"
	"license_key = License_key__c\n"
	"total_opportunities = Total_opportunities__c\n"
	"deals_won = Deals_won__c\n"
	"first_deal_close = First_deal_close__c\n"
	"cumulative_revenue = Cumulative_revenue__c\n"
	"payment_terms = Payment_terms__c\n"
	"purchase_orders = PO_link__c\n"
	"signed_agreements = Agreement_link__c\n"
	"invoices = Invoices_link__c\n"
	"meeting_notes = Meeting_notes_link__c\n"
	"signed_nda = NDA_link__c\n";

static const char *odd_name(int account)
{
	switch (account) {
	case 3:  return "=HYPERLINK(\"http://example.com\",\"Prize\") Ltd";
	case 8:  return "Smith, Jonesworth & \"Partners\" LLC";
	case 15: return "+49 Calling Cards GmbH";
	case 21: return "株式会社ヤマモリ Robotics";
	case 34: return "@Handlebar <b>Media</b> Inc.";
	case 55: return "The Honourable and Exceedingly Patient Society for the Advancement of Very Long Account Names in "
			"Customer Relationship Systems, Their Exports, Their Spreadsheets and the People Who Must Read Them on a "
			"Monday, Northern Chapter, B.V.";
	default: return NULL;
	}
}

const char *account_name(int account, char *ret)
{
	const char *odd = odd_name(account);
	size_t names = words_count(WORD_COMPANY), trades = words_count(WORD_TRADE);
	size_t index = (size_t)account, legals = words_count(WORD_LEGAL), round = index / (names * trades);
	if (odd)
		snprintf(ret, 256, "%s", odd);
	else if (round)
		snprintf(ret, 256, "%s %s %zu %s", words_pick(WORD_COMPANY, index),
			 words_pick(WORD_TRADE, index / names), round + 1, words_pick(WORD_LEGAL, index % legals));
	else
		snprintf(ret, 256, "%s %s %s", words_pick(WORD_COMPANY, index),
			 words_pick(WORD_TRADE, index / names),
			 words_pick(WORD_LEGAL, (index * 5 + index / names) % legals));
	return ret;
}

static void put(struct export *sheet, const struct account *account, enum field field, const char *text)
{
	bool missing = field < ALWAYS && account->missing >> field & 1;
	export_text(sheet, missing ? field == INDUSTRY ? "?" : NULL : text);
}

__attribute__((format(printf, 4, 5)))
static void put_format(struct export *sheet, const struct account *account, enum field field,
	const char *format, ...)
{
	char text[256];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	put(sheet, account, field, text);
}

static void put_address(struct export *sheet, const struct account *account, int number, bool shipping)
{
	const struct place *town = words_place((size_t)number * 7);
	const char *floor = number % 9 == 4 ? "\nFloor 3, \"East\" wing" : "";
	put_format(sheet, account, shipping ? ALWAYS : BILLING_STREET, "%d %s%s", 100 + number % 800,
		   words_pick(WORD_STREET, (size_t)number), floor);
	put(sheet, account, shipping ? SHIPPING_CITY : ALWAYS, town->city);
	export_text(sheet, town->state);
	put(sheet, account, shipping ? ALWAYS : BILLING_POSTAL_CODE, town->code);
	export_text(sheet, town->country);
}

static void skip(struct export *sheet, int cells)
{
	while (cells-- > 0)
		export_text(sheet, NULL);
}

static void put_links(struct export *sheet, const struct account *account, int number)
{
	static const char *const folders[] = { "po", "agreements", "invoices", "meeting-notes", "nda" };
	for (int i = 0; i < 5; i++)
		put_format(sheet, account, i == 3 ? MEETING_NOTES : i == 4 ? SIGNED_NDA : ALWAYS,
			   "https://files.corp.example/%s?account=%d", folders[i], number);
}

static void put_customer(struct export *sheet, const struct world *world,
	const struct account *account, int number)
{
	char day[16];
	calendar_write_day(world->as_of_day - 20 - number % 200, day);
	put(sheet, account, INVOICE_SENT, day);
	calendar_write_day(world->as_of_day - 5 - number % 190, day);
	put(sheet, account, PAYMENT_RECEIVED, day);
	export_day(sheet, world->as_of_day + 120 + number % 200);
	put(sheet, account, PRESS_APPROVAL, number % 4 ? "Logo and quote" : "No");
	put_format(sheet, account, LICENSE_KEY, "LK-%06d-%04X", number, number * 7919 % 65536);
	export_number(sheet, account->opportunities);
	export_number(sheet, account->won);
	export_day(sheet, account->first_won_day);
	export_number(sheet, account->revenue);
	put(sheet, account, PAYMENT_TERMS, number % 5 ? "Net 30" : "Net 60");
	put_links(sheet, account, number);
}

static const char *type_of(const struct account *account, int number)
{
	static const char *const customers[] = { "Customer", "Customer", "Customer - Direct",
		"Customer - Channel", "Prospect" };
	static const char *const others[] = { "Prospect", "Prospect", "Partner", "", "Analyst" };
	return (account->won ? customers : others)[number * 3 / 2 % 5];
}

static void put_values(struct export *sheet, const struct world *world,
	const struct account *account, int number)
{
	struct chance chance = chance_of(world, OBJECT_ACCOUNT);
	char name[256];
	export_text(sheet, account_name(number, name));
	export_text(sheet, type_of(account, number));
	export_text(sheet, NULL);
	size_t industry = (size_t)chance_number(chance, 50, number, 100);
	int employees = number % 97 == 5 ? 0 : 20 + chance_number(chance, 52, number, 9000);
	put(sheet, account, INDUSTRY, words_pick(WORD_INDUSTRY, industry));
	put(sheet, account, RATING, chance_percent(chance, 51, number, 30) ? "Hot" : "Warm");
	put_format(sheet, account, EMPLOYEES, "%d", employees);
	put_format(sheet, account, ALWAYS, "https://www.account%d.example", number);
	put_format(sheet, account, ALWAYS, "+1 555 0200 %04d", number % 10000);
	export_text(sheet, number % 11 ? NULL
		: "Met at the autumn fair.\nWants \"no surprises\"; see notes, all of them.");
	export_id(sheet, OBJECT_USER, user_of_rep(world, account->owner));
	put_address(sheet, account, number, false);
	if (account->won)
		put_address(sheet, account, number, true);
	else
		skip(sheet, 5);
	put_format(sheet, account, LINKEDIN, "https://www.linkedin.com/company/account%d", number);
	put_format(sheet, account, CISO, "%d", number % 83 == 1 ? 0 : 1 + number % 40);
	put_format(sheet, account, NAVIGATOR, "https://www.linkedin.com/sales/company/%d",
		100000 + number);
	if (account->won)
		put_customer(sheet, world, account, number);
	else
		skip(sheet, 15);
	long long created = (long long)(world->as_of_day - 700 - number % 500) * DEMO_DAY + 17 * 3600;
	long long changed = (long long)(world->as_of_day - 1 - number % 300) * DEMO_DAY + 18 * 3600 + number % 60;
	export_instant(sheet, created);
	export_instant(sheet, changed);
	export_instant(sheet, changed);
	export_end_row(sheet);
}

bool write_accounts(const struct world *world, const char *folder, struct error *err)
{
	static const struct account empty = { .missing = ~0u, .first_opportunity = NOBODY };
	struct export sheet;
	if (!export_open(&sheet, folder, "Account", columns, err))
		return false;
	for (int i = 0; i < world->accounts + 3; i++) {
		bool deleted = i >= world->accounts;
		export_id(&sheet, OBJECT_ACCOUNT, i);
		export_flag(&sheet, deleted);
		put_values(&sheet, world, deleted ? &empty : &world->account[i], i);
	}
	return export_close(&sheet, err);
}

bool write_fields(const char *folder, struct error *err)
{
	scoped_free char *path = string_format("%s/fields.ini", folder);
	scoped_file FILE *file = fopen(path, "w");
	if (file == NULL)
		return error_set(err, ERROR_CREATE, "%s: %m", path);
	return fputs(fields, file) != EOF && fflush(file) == 0 ? true : error_set(err, ERROR_WRITE,
		"%s: %m", path);
}
