/* Tasks and events, the organisation's bulk, and cases.
 *
 * Tasks come in groups of eight, in the order of time: six touches, the sixth of which
 * somebody answers in the seventh, whom the owner answers in the eighth. Some groups chase
 * one person, some lots of 64 one account, and every 32nd task is the first touch of a lead. */
#include "bench/organisation.h"

enum { GROUP = 8, LOT = 64, LEAD_EVERY = 32 };

struct task {
	int64_t contact, lead, account, deal, owner;   /* or NOBODY */
	long long at;
	const char *kind;                              /* Email, Call, LinkedIn, other */
	bool inbound, done;
};

static void meet_contact(struct task *task, int64_t contact, uint64_t index)
{
	task->contact = contact;
	task->account = contact / CONTACTS_AN_ACCOUNT;
	task->owner = account_owner(task->account);
	if (task->owner >= FIRST_REP + REPS || chance_mille(index, 300, 12))
		task->owner = FIRST_REP + (int64_t)(chance(index, 301) % SELLERS);
	if (chance_mille(index, 302, 250))
		task->deal = deal_to_talk_about(task->account, index);
}

static void meet_lead(struct task *task, int64_t lead)
{
	task->lead = lead;
	task->owner = lead_owner(lead);
}

/* Whom a task of its own is about. */
static void meet_anybody(struct task *task, const struct sizes *sizes, uint64_t index)
{
	uint64_t lot = chance(index, 303) % 100;
	if (lot < 80) {
		meet_contact(task, (int64_t)(chance(index, 304) % (uint64_t)sizes->contacts), index);
	} else if (lot < 95) {
		int64_t newest = (int64_t)((double)index / (double)sizes->tasks * (double)sizes->leads);
		int64_t lead = newest - 1 - (int64_t)(chance(index, 304) % (uint64_t)(sizes->leads / 36 + 1));
		meet_lead(task, lead > 0 ? lead : 0);
	} else {
		task->owner = FIRST_REP + (int64_t)(chance(index, 304) % REPS);
		if (!chance_mille(index, 305, task->owner % 37 == 5 ? 900 : 250)) {
			task->account = (int64_t)(chance(index, 306) % (uint64_t)sizes->accounts);
			task->owner = account_owner(task->account);
		}
	}
}

static const char *kind_of(uint64_t index, const struct task *task)
{
	uint64_t lot = chance(index, 307) % 100;
	const char *kind = lot < 48 ? "Email" : lot < 83 ? "Call" : lot < 92 ? "LinkedIn" : "Other";
	bool careful = task->contact != NOBODY && !task->inbound && !chance_mille(index, 308, 100);
	if (careful && *kind == 'E' && contact_opted_out(task->contact))
		return "LinkedIn";
	if (careful && *kind == 'C' && contact_not_called(task->contact))
		return "LinkedIn";
	return task->inbound ? "Email" : kind;
}

static bool is_burst(uint64_t group)
{
	return chance_mille(group, 310, 25);
}

static struct task touch_of(const struct sizes *sizes, uint64_t index)
{
	uint64_t group = index / GROUP, slot = index % GROUP, lot = index / LOT;
	struct task task = { .contact = NOBODY, .lead = NOBODY, .account = NOBODY, .deal = NOBODY, .owner = NOBODY };
	long long day = FIRST_DAY + (long long)(index * SPAN / (uint64_t)sizes->tasks);
	if (chance_mille(lot, 311, 20)) {
		int64_t account = (int64_t)(chance(lot, 312) % (uint64_t)sizes->accounts);
		meet_contact(&task, account * CONTACTS_AN_ACCOUNT + (int64_t)(chance(index, 313) % CONTACTS_AN_ACCOUNT), index);
		day -= (long long)(chance(index, 314) % 40);
	} else if (is_burst(group)) {
		meet_contact(&task, (int64_t)(chance(group, 315) % (uint64_t)sizes->contacts), index);
		day -= (long long)(chance(index, 316) % 6);
	} else {
		meet_anybody(&task, sizes, index);
		if (slot == 1 && chance_mille(group, 317, 4))
			task.owner = FIRST_REP + (int64_t)(chance(index, 318) % REPS);
	}
	task.at = working_time(day, index, 319);
	if (chance_mille(index, 320, 5))
		task.at = task.at / DAY * DAY + 13 * 3600;
	task.done = !chance_mille(index, 321, 60);
	task.kind = kind_of(index, &task);
	return task;
}

/* Those who are quiet have only plans. */
static bool is_quiet(const struct task *task)
{
	return task->owner % 97 == 13 && !task->inbound && TODAY - task->at / DAY < 45;
}

static struct task task_of(const struct sizes *sizes, uint64_t index)
{
	uint64_t group = index / GROUP, slot = index % GROUP;
	struct task task = touch_of(sizes, slot < 6 || chance_mille(group, 330, 80) ? index : group * GROUP + 5);
	if (index % LEAD_EVERY == 0 && (int64_t)(index / LEAD_EVERY) < sizes->leads) {
		int64_t lead = (int64_t)(index / LEAD_EVERY);
		task = (struct task){ .contact = NOBODY, .account = NOBODY, .deal = NOBODY, .kind = "Call", .done = true };
		meet_lead(&task, lead);
		task.at = lead_created(sizes, lead) + (chance_mille(index, 331, 60) ? 3 * DAY : 1800);
	} else if (slot == 6 && task.contact != NOBODY) {
		task.inbound = true;
		task.kind = "Email";
		task.done = true;
		task.at += 600;
	} else if (slot == 7 && !chance_mille(group, 330, 80)) {
		task.kind = "Email";
		task.done = true;
		task.at += 2400;
		task.inbound = false;
	}
	if (task.at > (TODAY + 1LL) * DAY)
		task.done = false;
	task.done = task.done && !is_quiet(&task);
	return task;
}

static void put_about(struct sheet *sheet, const struct task *task)
{
	if (task->contact != NOBODY)
		put_id(sheet, "003", task->contact);
	else
		put_id(sheet, "00Q", task->lead);
	if (task->deal != NOBODY)
		put_id(sheet, "006", task->deal);
	else
		put_id(sheet, "001", task->contact == NOBODY ? task->account : NOBODY);
	put_id(sheet, "001", task->account);
	put_id(sheet, "005", task->owner);
}

static void put_task(struct sheet *sheet, const struct sizes *sizes, uint64_t index)
{
	static const char *const subjects[] = { "pricing", "the roadmap", "device inventory", "next steps", "the security review", "budget" };
	static const char filler[] = "Spoke about scope, \"timing\",\nand who else should join, the size of the rollout and what the team needs before the review of next quarter. ";
	struct task task = task_of(sizes, index);
	bool plain = *task.kind == 'L' || *task.kind == 'O';
	put_id(sheet, "00T", (int64_t)index);
	put_about(sheet, &task);
	put_format(sheet, "%s %s %llu", task.inbound ? "Email received:" : task.kind, subjects[chance(index, 340) % 6], (unsigned long long)index % 997);
	put_text(sheet, task.done ? "Completed" : "Not Started");
	put_text(sheet, plain ? "Task" : task.kind);
	put_text(sheet, task.kind);
	put_text(sheet, *task.kind != 'C' ? "" : "Outbound");
	put_day(sheet, task.at / DAY);
	put_time(sheet, task.done ? task.at : 0);
	put_time(sheet, task.at - 600);
	put_flag(sheet, task.done);
	put_text(sheet, "false");
	put_text(sheet, "false");
	put_time(sheet, task.at);
	put_format(sheet, "%.*s", chance_mille(index, 341, 550) ? (int)(20 + chance(index, 342) % (sizeof filler - 21)) : 0, filler);
	put_row_end(sheet);
}

static void put_case(struct sheet *sheet, const struct sizes *sizes, int64_t number)
{
	uint64_t at = (uint64_t)number, lot = chance(at, 350) % 100;
	int64_t contact = (int64_t)(chance(at, 351) % (uint64_t)sizes->contacts);
	bool closed = !chance_mille(at, 352, 30);
	put_id(sheet, "500", number);
	put_number(sheet, 1000 + number);
	put_id(sheet, "001", contact / CONTACTS_AN_ACCOUNT);
	put_id(sheet, "003", contact);
	put_text(sheet, closed ? "Closed" : "Working");
	put_text(sheet, lot < 5 ? "Critical" : lot < 20 ? "High" : lot < 70 ? "Medium" : "Low");
	put_flag(sheet, closed);
	put_id(sheet, "005", CHIEF);
	put_text(sheet, "false");
	put_time(sheet, working_time(FIRST_DAY + number * SPAN / sizes->cases, at, 353));
	put_time(sheet, working_time(FIRST_DAY + number * SPAN / sizes->cases, at, 353));
	put_row_end(sheet);
}

void write_tasks(const struct sizes *sizes, const char *folder)
{
	struct sheet sheet = sheet_new(folder, "Task", "Id,WhoId,WhatId,AccountId,OwnerId,Subject,Status,TaskSubtype,Type,CallType,ActivityDate,"
		"CompletedDateTime,CreatedDate,IsClosed,IsRecurrence,IsDeleted,SystemModstamp,Description");
	for (int64_t index = 0; index < sizes->tasks; index++)
		put_task(&sheet, sizes, (uint64_t)index);
	sheet_end(&sheet);
	sheet = sheet_new(folder, "Case", "Id,CaseNumber,AccountId,ContactId,Status,Priority,IsClosed,OwnerId,IsDeleted,CreatedDate,SystemModstamp");
	for (int64_t number = 0; number < sizes->cases; number++)
		put_case(&sheet, sizes, number);
	sheet_end(&sheet);
}

static void put_relation(struct sheet *sheet, int64_t number, int64_t event, const char *prefix, int64_t person, const char *status)
{
	put_id(sheet, "0RE", number);
	put_id(sheet, "00U", event);
	put_id(sheet, prefix, person);
	put_text(sheet, status);
	put_text(sheet, "true");
	put_text(sheet, "false");
	put_time(sheet, FIRST_DAY * (long long)DAY);
	put_row_end(sheet);
}

static void put_event(struct sheet *sheet, int64_t number, const struct event *one)
{
	uint64_t at = (uint64_t)number;
	int64_t account = one->contact / CONTACTS_AN_ACCOUNT;
	put_id(sheet, "00U", number);
	put_id(sheet, "003", one->contact);
	put_id(sheet, "006", chance_mille(at, 360, 400) ? deal_to_talk_about(account, at) : NOBODY);
	put_id(sheet, "001", account);
	put_id(sheet, "005", one->owner);
	put_format(sheet, "Discovery call %lld", (long long)number % 997);
	put_time(sheet, one->starts);
	put_day(sheet, one->starts / DAY);
	put_text(sheet, "false");
	put_text(sheet, "false");
	put_text(sheet, "false");
	put_text(sheet, "false");
	put_time(sheet, one->starts - 7 * DAY);
	put_row_end(sheet);
}

void write_events(const struct sizes *sizes, const char *folder)
{
	struct sheet sheet = sheet_new(folder, "Event", "Id,WhoId,WhatId,AccountId,OwnerId,Subject,StartDateTime,ActivityDate,IsAllDayEvent,IsChild,"
		"IsRecurrence,IsDeleted,SystemModstamp");
	struct sheet relation = sheet_new(folder, "EventRelation", "Id,EventId,RelationId,Status,IsInvitee,IsDeleted,SystemModstamp");
	for (int64_t event = 0; event < sizes->events; event++) {
		struct event one = event_of(sizes, event);
		uint64_t lot = chance((uint64_t)event, 361) % 100;
		put_event(&sheet, event, &one);
		put_relation(&relation, event * 2, event, "005", one.owner, "Accepted");
		put_relation(&relation, event * 2 + 1, event, "003", one.contact, lot < 80 ? "Accepted" : lot < 95 ? "New" : "Declined");
	}
	sheet_end(&relation);
	sheet_end(&sheet);
}
