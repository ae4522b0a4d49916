/* EmailMessage beside the Tasks that the CRM made for them, who wrote to whom, and who
 * was invited to the meetings. Every pair counts once, so that nothing is planted here. */
#include "tests/demo/words.h"
#include "tests/demo/write.h"

struct sheets {
	struct export messages, relations;
	int message, relation;
};

static void put_relation(struct sheets *sheets, const char *type, enum object object, int person, long long at)
{
	struct export *sheet = &sheets->relations;
	export_id(sheet, OBJECT_MESSAGE_RELATION, sheets->relation++);
	export_id(sheet, OBJECT_MESSAGE, sheets->message);
	export_id(sheet, object, person);
	export_text(sheet, type);
	export_flag(sheet, false);
	export_instant(sheet, at);
	export_end_row(sheet);
}

static void put_message(struct sheets *sheets, const struct activity *activity, int task)
{
	struct export *sheet = &sheets->messages;
	bool lead = activity->lead != NOBODY, in = activity->inbound;
	char subject[200];
	snprintf(subject, sizeof subject, "%s%s", in ? "Re: " : "",
		 activity->subject ? activity->subject : words_pick(WORD_TOPIC, (size_t)task * 7 / 3));
	export_id(sheet, OBJECT_MESSAGE, sheets->message);
	export_flag(sheet, false);
	export_id(sheet, OBJECT_TASK, task);
	export_id(sheet, OBJECT_OPPORTUNITY, activity->opportunity);
	export_id(sheet, OBJECT_CASE, activity->about_case);
	export_flag(sheet, in);
	export_text(sheet, in ? "1" : "3");
	export_instant(sheet, activity->at);
	export_text(sheet, subject);
	export_text(sheet, "Never to be read by an audit");
	export_id(sheet, OBJECT_USER, activity->owner);
	export_instant(sheet, activity->at);
	export_instant(sheet, activity->at);
	export_end_row(sheet);
	put_relation(sheets, in ? "To" : "From", OBJECT_USER, activity->owner, activity->at);
	put_relation(sheets, in ? "From" : "To", lead ? OBJECT_LEAD : OBJECT_CONTACT,
		     lead ? activity->lead : activity->contact, activity->at);
	sheets->message++;
}

static bool has_message(const struct world *world, const struct activity *activity, int task)
{
	return activity->kind == KIND_EMAIL && !activity->open && !activity->deleted && task % 6 == 1 &&
	       activity->owner != user_integration(world) && (activity->contact != NOBODY || activity->lead != NOBODY);
}

static void put_guests(struct export *sheet, const struct activity *activity, int event, int *number)
{
	static const char *const answers[] = { "Accepted", "New", "Declined", "Accepted" };
	const bool lead = activity->lead != NOBODY;
	if (activity->child || activity->deleted || (activity->contact == NOBODY && !lead))
		return;
	for (int who = 0; who < 2; who++) {
		export_id(sheet, OBJECT_EVENT_RELATION, (*number)++);
		export_flag(sheet, false);
		export_id(sheet, OBJECT_EVENT, event);
		export_id(sheet, who ? OBJECT_USER : lead ? OBJECT_LEAD : OBJECT_CONTACT,
			  who ? activity->owner : lead ? activity->lead : activity->contact);
		export_text(sheet, who ? "Accepted" : answers[event % 4]);
		export_flag(sheet, true);
		export_instant(sheet, activity->at - 2LL * DEMO_DAY);
		export_end_row(sheet);
	}
}

bool write_messages(const struct world *world, const char *folder, struct error *err)
{
	struct sheets sheets = { 0 };
	struct export guests;
	int task = 0, event = 0, guest = 0;
	if (!export_open(&sheets.messages, folder, "EmailMessage", "Id,IsDeleted,ActivityId,RelatedToId,ParentId,Incoming,"
			 "Status,MessageDate,Subject,TextBody,CreatedById,CreatedDate,SystemModstamp", err) ||
	    !export_open(&sheets.relations, folder, "EmailMessageRelation",
			 "Id,EmailMessageId,RelationId,RelationType,IsDeleted,SystemModstamp", err) ||
	    !export_open(&guests, folder, "EventRelation", "Id,IsDeleted,EventId,RelationId,Status,IsInvitee,SystemModstamp", err))
		return false;
	for (size_t i = 0; i < world->activities; i++) {
		const struct activity *activity = &world->activity[i];
		if (activity->kind == KIND_MEETING)
			put_guests(&guests, activity, event++, &guest);
		else if (has_message(world, activity, task++))
			put_message(&sheets, activity, task - 1);
	}
	bool good = export_close(&sheets.messages, err);
	good = export_close(&sheets.relations, err) && good;
	return export_close(&guests, err) && good;
}
