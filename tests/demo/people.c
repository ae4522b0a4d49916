/* User, UserRole, Contact, Lead. */
#include "tests/demo/words.h"
#include "tests/demo/write.h"

#include <ctype.h>
#include <string.h>

enum { ROLE_VP, ROLE_MANAGER, ROLE_AE, ROLE_SDR, ROLES };

static const char *const roles[ROLES] = {
	"VP of Sales", "Sales Manager", "Account Executive", "Sales Development Rep",
};

static int role_of(const struct world *world, int user)
{
	if (user == 0)
		return ROLE_VP;
	if (user <= world->managers)
		return ROLE_MANAGER;
	return rep_of_user(world, user) % 3 == 2 ? ROLE_SDR : ROLE_AE;
}

const char *user_name(int user, char *ret)
{
	snprintf(ret, 256, "%s %s", words_pick(WORD_FIRST, (size_t)user * 5 + 3),
		words_pick(WORD_LAST, (size_t)user * 7 + 2));
	return ret;
}

/* Plain letters for addresses: anything else is left out. */
static void put_plain(char *ret, size_t size, const char *text)
{
	size_t length = strlen(ret);
	for (; *text && length + 1 < size; text++)
		if (isascii((unsigned char)*text) && isalnum((unsigned char)*text))
			ret[length++] = (char)tolower((unsigned char)*text);
	ret[length] = '\0';
}

static void write_user(struct export *sheet, const struct world *world, int user)
{
	char name[256], email[300] = "";
	bool robot = user == user_integration(world), gone = user == user_inactive(world);
	user_name(user, name);
	put_plain(email, 200, name);
	snprintf(email + strlen(email), 60, "%d@corp.example", user);
	export_id(sheet, OBJECT_USER, user);
	export_text(sheet, robot ? "sequencer@corp.example" : email);
	export_text(sheet, robot ? "Sequencer Integration" : name);
	export_text(sheet, robot ? "Sequencer" : words_pick(WORD_FIRST, (size_t)user * 5 + 3));
	export_text(sheet, robot ? "Integration" : words_pick(WORD_LAST, (size_t)user * 7 + 2));
	export_text(sheet, robot ? "sequencer@corp.example" : email);
	snprintf(name, sizeof name, "u%d", user);
	export_text(sheet, name);
	export_text(sheet, robot ? NULL : roles[gone ? ROLE_AE : role_of(world, user)]);
	export_text(sheet, "Sales");
	export_flag(sheet, !gone);
	export_text(sheet, robot ? "CloudIntegrationUser" : "Standard");
	export_id(sheet, OBJECT_ROLE, robot ? NOBODY : gone ? ROLE_AE : role_of(world, user));
	int rep = rep_of_user(world, user);
	export_id(sheet, OBJECT_USER, rep != NOBODY ? 1 + rep / 6 % world->managers : user == 0
		|| robot ? NOBODY : gone ? 1 : 0);
	export_text(sheet, calendar_zone(zone_of_user(world, user)));
	long long created = (long long)(world->as_of_day - 900 + user % 200) * DEMO_DAY + 16 * 3600;
	export_instant(sheet, created);
	export_instant(sheet, created + 200LL * DEMO_DAY);
	export_instant(sheet, created + 200LL * DEMO_DAY);
	export_end_row(sheet);
}

static bool write_users(const struct world *world, const char *folder, struct error *err)
{
	struct export sheet;
	if (!export_open(&sheet, folder, "User",
		"Id,Username,Name,FirstName,LastName,Email,Alias,Title,Department,IsActive,"
			"UserType,UserRoleId,ManagerId,TimeZoneSidKey,CreatedDate,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int user = 0; user < world->users; user++)
		write_user(&sheet, world, user);
	return export_close(&sheet, err);
}

static bool write_roles(const struct world *world, const char *folder, struct error *err)
{
	static const int parents[ROLES] = { NOBODY, ROLE_VP, ROLE_MANAGER, ROLE_MANAGER };
	struct export sheet;
	if (!export_open(&sheet, folder, "UserRole",
		"Id,Name,DeveloperName,ParentRoleId,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int role = 0; role < ROLES; role++) {
		char developer[64] = "";
		put_plain(developer, sizeof developer, roles[role]);
		export_id(&sheet, OBJECT_ROLE, role);
		export_text(&sheet, roles[role]);
		export_text(&sheet, developer);
		export_id(&sheet, OBJECT_ROLE, parents[role]);
		export_instant(&sheet, (long long)(world->as_of_day - 1000) * DEMO_DAY);
		export_instant(&sheet, (long long)(world->as_of_day - 1000) * DEMO_DAY);
		export_end_row(&sheet);
	}
	return export_close(&sheet, err);
}

struct identity {
	const char *first, *last;
	char whole[256], email[256], phone[32];
};

static void invent(struct identity *ret, struct chance chance, int number, const char *host)
{
	ret->first = words_pick(WORD_FIRST, (size_t)chance_number(chance, 40, number, 4000));
	ret->last = words_pick(WORD_LAST, (size_t)chance_number(chance, 41, number, 4000));
	snprintf(ret->whole, sizeof ret->whole, "%s %s", ret->first, ret->last);
	ret->email[0] = '\0';
	put_plain(ret->email, 200, ret->whole);
	snprintf(ret->email + strlen(ret->email), 56, ".%d@%s", number, host);
	snprintf(ret->phone, sizeof ret->phone, "+1 555 01%02d %04d", number / 10000 % 100,
		number % 10000);
}

static void put_stamps(struct export *sheet, long long created, long long changed)
{
	export_instant(sheet, created);
	export_instant(sheet, changed);
	export_instant(sheet, changed);
	export_end_row(sheet);
}

static bool write_contacts(const struct world *world, const char *folder, struct error *err)
{
	struct chance chance = chance_of(world, OBJECT_CONTACT);
	struct export sheet;
	if (!export_open(&sheet, folder, "Contact",
		"Id,IsDeleted,AccountId,FirstName,LastName,Name,Title,Department,Email,Phone,"
			"OwnerId,HasOptedOutOfEmail,DoNotCall,LinkedIn_profile__c,CreatedDate,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int i = 0; i < world->contacts; i++) {
		struct identity who;
		char host[64];
		int account = world->contact_account[i];
		snprintf(host, sizeof host, "account%d.example", account);
		invent(&who, chance, i, host);
		export_id(&sheet, OBJECT_CONTACT, i);
		export_flag(&sheet, false);
		export_id(&sheet, OBJECT_ACCOUNT, account);
		export_text(&sheet, who.first);
		export_text(&sheet, who.last);
		export_text(&sheet, who.whole);
		export_text(&sheet, words_pick(WORD_TITLE, (size_t)chance_number(chance, 42, i, 1000)));
		export_text(&sheet, chance_percent(chance, 43, i, 70) ? "IT" : "Security");
		export_text(&sheet, who.email);
		export_text(&sheet, who.phone);
		export_id(&sheet, OBJECT_USER, user_of_rep(world, world->account[account].owner));
		export_flag(&sheet, false);
		export_flag(&sheet, false);
		snprintf(host, sizeof host, "linkedin.com/in/demo-%d", i);
		export_text(&sheet, host);
		long long created = (long long)(world->as_of_day - 410 - i % 200) * DEMO_DAY + 15 * 3600 + i % 3600;
		put_stamps(&sheet, created, created + (long long)(i % 400) * DEMO_DAY);
	}
	return export_close(&sheet, err);
}

static bool write_leads(const struct world *world, const char *folder, struct error *err)
{
	static const char *const statuses[] = { "Open - Not Contacted", "Working - Contacted",
		"Nurturing", "MQL", "Unqualified" };
	static const char *const sources[] = { "Web", "Event", "Referral", "Partner", "Content" };
	struct chance chance = chance_of(world, OBJECT_LEAD);
	struct export sheet;
	if (!export_open(&sheet, folder, "Lead",
		"Id,IsDeleted,FirstName,LastName,Name,Company,Title,Email,Phone,Status,LeadSource,"
			"Rating,Country,OwnerId,IsConverted,HasOptedOutOfEmail,DoNotCall,CreatedDate,LastModifiedDate,SystemModstamp", err))
		return false;
	for (int i = 0; i < world->leads; i++) {
		struct identity who;
		char company[128];
		snprintf(company, sizeof company, "lead%d.example", i);
		invent(&who, chance, i + 1000000, company);
		snprintf(company, sizeof company, "%s %s", words_pick(WORD_TRADE, (size_t)i * 3),
			words_pick(WORD_LAST, (size_t)i));
		export_id(&sheet, OBJECT_LEAD, i);
		export_flag(&sheet, false);
		export_text(&sheet, who.first);
		export_text(&sheet, who.last);
		export_text(&sheet, who.whole);
		export_text(&sheet, company);
		export_text(&sheet, words_pick(WORD_TITLE, (size_t)chance_number(chance, 42, i, 1000)));
		export_text(&sheet, who.email);
		export_text(&sheet, who.phone);
		export_text(&sheet, statuses[chance_number(chance, 43, i, 5)]);
		export_text(&sheet, sources[chance_number(chance, 44, i, 5)]);
		export_text(&sheet, chance_percent(chance, 45, i, 30) ? "Hot" : "Warm");
		export_text(&sheet, words_place((size_t)i)->country);
		export_id(&sheet, OBJECT_USER, user_of_rep(world, world->lead[i].owner));
		export_flag(&sheet, false);
		export_flag(&sheet, false);
		export_flag(&sheet, false);
		long long created = (long long)(world->as_of_day - 405 - i % 90) * DEMO_DAY + 16 * 3600 + i % 3600;
		put_stamps(&sheet, created, created + (long long)(i % 400) * DEMO_DAY);
	}
	return export_close(&sheet, err);
}

bool write_people(const struct world *world, const char *folder, struct error *err)
{
	return write_users(world, folder, err) && write_roles(world, folder, err)
		&& write_contacts(world, folder, err)
		&& write_leads(world, folder, err);
}
