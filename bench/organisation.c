/* organisation TASKS FOLDER: the exports of an organisation with so many tasks, as
 * `crmaudit pull` reads them. */
#include "bench/organisation.h"

#include <stdlib.h>
#include <sys/stat.h>

int main(int count, char **words)
{
	long long tasks = count == 3 ? atoll(words[1]) : 0;
	if (tasks < 1000) {
		fputs("usage: organisation TASKS FOLDER, 1000 tasks or more\n", stderr);
		return 64;
	}
	const struct sizes sizes = { .tasks = tasks, .events = tasks / 10, .accounts = tasks / 50,
		.contacts = tasks / 50 * CONTACTS_AN_ACCOUNT, .leads = tasks * 3 / 100,
		.deals = tasks / 50 * DEALS_AN_ACCOUNT, .cases = tasks / 50 };
	mkdir(words[2], 0777);
	write_people(words[2]);
	write_accounts(&sizes, words[2]);
	write_leads(&sizes, words[2]);
	write_deals(&sizes, words[2]);
	write_papers(&sizes, words[2]);
	write_events(&sizes, words[2]);
	write_tasks(&sizes, words[2]);
	return 0;
}
