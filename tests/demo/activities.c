/* Task and Event, oldest first. */
#include "tests/demo/words.h"
#include "tests/demo/write.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	const struct activity *left = a, *right = b;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return left->number - right->number;
}

static void put_links(struct export *sheet, const struct activity *activity)
{
	bool lead = activity->lead != NOBODY;
	export_id(sheet, lead ? OBJECT_LEAD : OBJECT_CONTACT, lead ? activity->lead
		: activity->contact);
	if (activity->opportunity != NOBODY)
		export_id(sheet, OBJECT_OPPORTUNITY, activity->opportunity);
	else if (activity->about_case != NOBODY)
		export_id(sheet, OBJECT_CASE, activity->about_case);
	else
		export_id(sheet, OBJECT_ACCOUNT, activity->about_account ? activity->account : NOBODY);
	/* the CRM leaves the account of a case's activity empty */
	bool through_case = activity->about_case != NOBODY && activity->contact == NOBODY;
	export_id(sheet, OBJECT_ACCOUNT, through_case ? NOBODY : activity->account);
	export_id(sheet, OBJECT_USER, activity->owner);
}

/* Some are logged by hand: no subtype, and only the subject says the kind. */
static bool by_hand(const struct activity *activity, int number)
{
	return (activity->kind == KIND_CALL || activity->kind == KIND_EMAIL) && !activity->inbound
		&& !activity->subject
		&& number % 23 == 7;
}

static const char *subject_of(const struct activity *activity, int number, char *ret)
{
	const char *topic = words_pick(WORD_TOPIC, (size_t)number * 7 / 3);
	const char *gist = activity->subject ? activity->subject : topic;
	if (by_hand(activity, number))
		return activity->kind == KIND_CALL ? "Call" : number % 2 ? "Email" : "Send Quote";
	if (activity->kind == KIND_OTHER)
		return words_pick(WORD_CHORE, (size_t)number);
	if (activity->kind == KIND_EMAIL)
		snprintf(ret, 256, activity->inbound ? "Email received: %s" : "Email: %s", gist);
	else
		snprintf(ret, 256, activity->kind == KIND_CALL ? "Call about %s"
			: "LinkedIn message on %s", gist);
	return ret;
}

static const char *subtype_of(const struct world *world, const struct activity *activity, int number)
{
	static const char *const names[] = { "Email", "Call", "LinkedIn", "Task" };
	if (activity->owner == user_integration(world))
		return "ListEmail";
	return by_hand(activity, number) ? "Task" : names[activity->kind];
}

static void put_end(struct export *sheet, const struct world *world, long long created,
	long long changed)
{
	long long last = (long long)world->as_of_day * DEMO_DAY + 23 * 3600;
	export_instant(sheet, created < last ? created : last);
	export_instant(sheet, changed < last ? changed : last);
	export_instant(sheet, changed < last ? changed : last);
	export_end_row(sheet);
}

static const char *description_of(int number)
{
	return number % 41 ? NULL
		: "Spoke about scope.\nThey said: \"send it in writing, please\", so do.\n\n— sent from the train";
}

static void write_task(struct export *sheet, const struct world *world,
	const struct activity *activity, int number)
{
	char subject[256], seconds[16];
	int day = calendar_day(&world->calendar, zone_of_user(world, activity->owner), activity->at);
	bool call = activity->kind == KIND_CALL;
	export_id(sheet, OBJECT_TASK, number);
	export_flag(sheet, activity->deleted);
	put_links(sheet, activity);
	export_text(sheet, subject_of(activity, number, subject));
	export_text(sheet, description_of(number));
	export_day(sheet, day);
	export_text(sheet, !activity->open ? "Completed" : number % 3 ? "Not Started" : "In Progress");
	export_text(sheet, number % 17 ? "Normal" : "High");
	export_flag(sheet, !activity->open);
	export_flag(sheet, !activity->open && world->as_of_day - day >= 365);
	export_text(sheet, subtype_of(world, activity, number));
	export_text(sheet, !call || by_hand(activity, number) ? NULL : activity->inbound ? "Inbound"
		: "Outbound");
	snprintf(seconds, sizeof seconds, "%d", 30 + number % 900);
	export_text(sheet, call ? seconds : NULL);
	if (activity->open)
		export_text(sheet, NULL);
	else
		export_instant(sheet, activity->at);
	put_end(sheet, world, activity->open ? activity->at - 5LL * DEMO_DAY : activity->at,
		activity->open ? activity->at - 5LL * DEMO_DAY : activity->at + (number % 5 ? 0
			: 1800));
}

static void write_event(struct export *sheet, const struct world *world,
	const struct activity *activity, int number)
{
	char subject[256];
	int day = calendar_day(&world->calendar, zone_of_user(world, activity->owner), activity->at);
	int minutes = number % 3 ? 30 : 60;
	snprintf(subject, sizeof subject, "%s: %s", words_pick(WORD_MEETING, (size_t)number),
		words_pick(WORD_TOPIC, (size_t)number));
	export_id(sheet, OBJECT_EVENT, number);
	export_flag(sheet, activity->deleted);
	put_links(sheet, activity);
	export_text(sheet, subject);
	export_text(sheet, description_of(number));
	export_text(sheet, number % 2 ? "Video call" : NULL);
	export_instant(sheet, activity->at);
	export_instant(sheet, activity->at + minutes * 60);
	export_instant(sheet, activity->at);
	export_day(sheet, day);
	export_number(sheet, minutes);
	export_flag(sheet, false);
	export_flag(sheet, activity->child);
	export_flag(sheet, activity->child);
	export_flag(sheet, world->as_of_day - day >= 365);
	export_text(sheet, "Event");
	export_text(sheet, "Busy");
	long long created = activity->at - (long long)(3 + number % 9) * DEMO_DAY;
	put_end(sheet, world, created, activity->at > created ? created + DEMO_DAY : created);
}

static const char task_columns[] =
	"Id,IsDeleted,WhoId,WhatId,AccountId,OwnerId,Subject,Description,ActivityDate,Status,Priority,IsClosed,IsArchived,"
	"TaskSubtype,CallType,CallDurationInSeconds,CompletedDateTime,CreatedDate,LastModifiedDate,SystemModstamp";
static const char event_columns[] =
	"Id,IsDeleted,WhoId,WhatId,AccountId,OwnerId,Subject,Description,Location,StartDateTime,EndDateTime,ActivityDateTime,"
	"ActivityDate,DurationInMinutes,IsAllDayEvent,IsChild,IsGroupEvent,IsArchived,EventSubtype,ShowAs,CreatedDate,"
	"LastModifiedDate,SystemModstamp";

bool write_activities(struct world *world, const char *folder, struct error *err)
{
	struct export tasks, events;
	qsort(world->activity, world->activities, sizeof *world->activity, compare);
	if (!export_open(&tasks, folder, "Task", task_columns, err) || !export_open(&events, folder,
		"Event", event_columns, err))
		return false;
	int task = 0, event = 0;
	for (size_t i = 0; i < world->activities; i++) {
		const struct activity *activity = &world->activity[i];
		if (activity->kind == KIND_MEETING)
			write_event(&events, world, activity, event++);
		else
			write_task(&tasks, world, activity, task++);
	}
	bool good = export_close(&tasks, err);
	return export_close(&events, err) && good;
}
