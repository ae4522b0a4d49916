/* Outreach plants. Each pattern stands on persons of its own whose history ends
 * with an answer 75 days before as of, so that its counts are its own. */
#include "tests/demo/world.h"

#include <stddef.h>

struct step {
	int age, minutes;
	enum kind kind;
	bool inbound, open, deleted;
	const char *subject;
};

#define STEP(kind_, age_, minutes_, ...) { .kind = kind_, .age = age_, .minutes = minutes_, __VA_ARGS__ }
#define MAIL(...) STEP(KIND_EMAIL, __VA_ARGS__, )
#define CALL(...) STEP(KIND_CALL, __VA_ARGS__, )
#define LINK(...) STEP(KIND_LINKEDIN, __VA_ARGS__, )
#define MEET(...) STEP(KIND_MEETING, __VA_ARGS__, )
#define END { .age = -1 }

struct pattern {
	int times;
	struct count person, same_day, no_reply;   /* findings of one planting */
	const struct step *step;
};

static const struct step four_in_six_days[] = {
	MAIL(11, 0), CALL(10, 30), LINK(8, 0), MAIL(6, 45), END,
};
static const struct step six_in_six_days[] = {
	MAIL(12, 0), CALL(11, 10), MAIL(10, 20), MAIL(10, 200, .inbound = true), CALL(9, 0),
	MAIL(8, 30), LINK(7, 15), END,
};
static const struct step nine_in_a_month[] = {
	MAIL(28, 0), CALL(25, 0), MAIL(22, 0), MAIL(22, 180, .inbound = true),
	MAIL(19, 0), LINK(16, 0), MAIL(13, 0), CALL(13, 180, .inbound = true),
	MAIL(10, 0), CALL(7, 0), MAIL(4, 0), END,
};
static const struct step thirteen_in_a_month[] = {
	MAIL(27, 0), CALL(25, 0), MAIL(23, 0), LINK(21, 0), MAIL(21, 200, .inbound = true),
	MAIL(19, 0), CALL(17, 0), MAIL(15, 0), CALL(13, 0), CALL(13, 200, .inbound = true),
	MAIL(11, 0), CALL(9, 0), MAIL(7, 0), LINK(5, 0), MAIL(5, 200, .inbound = true),
	MAIL(3, 0), END,
};
static const struct step two_calls[] = { CALL(9, 0), CALL(9, 190), END };
static const struct step three_mails[] = {
	MAIL(6, 0, .subject = "Pricing"), MAIL(6, 100, .subject = "One more thing"),
	MAIL(6, 220, .subject = "Did you see my notes?"), END,
};
static const struct step five_unanswered[] = {
	MAIL(42, 0), CALL(33, 0), MAIL(24, 0), LINK(15, 0), MAIL(6, 0), END,
};
static const struct step seven_unanswered[] = {
	MAIL(62, 0), CALL(53, 0), MAIL(44, 0), LINK(35, 0), MAIL(26, 0), CALL(17, 0), MAIL(8, 0), END,
};
static const struct step eight_unanswered[] = {
	MAIL(61, 0), CALL(53, 0), MAIL(45, 0), MAIL(37, 0), CALL(29, 0), MAIL(21, 0), LINK(13, 0),
	MAIL(5, 0), END,
};
static const struct step hammered[] = {
	MAIL(8, 0), CALL(8, 60), MAIL(7, 0, .subject = "Quick question"),
	MAIL(7, 90, .subject = "Still there?"),
	MAIL(7, 230, .subject = "Last try today"), CALL(6, 0), LINK(6, 30), MAIL(5, 0), END,
};
static const struct step mail_and_call_daily[] = {
	MAIL(10, 0), CALL(10, 120), MAIL(9, 0), CALL(9, 120), MAIL(8, 0), CALL(8, 120), END,
};
static const struct step busy_day_busy_week[] = {
	CALL(16, 0), CALL(16, 200), MAIL(14, 0), LINK(12, 0), END,
};

/* Near misses: nothing may be found. */
static const struct step three_in_a_week[] = { MAIL(10, 0), CALL(8, 0), MAIL(6, 0),
	MAIL(7, 60, .deleted = true), CALL(7, 90, .deleted = true), END };
/* a week and an hour and a half: a change of clocks may lie between */
static const struct step fourth_after_a_week[] = {
	MAIL(17, 0), CALL(15, 0), MAIL(13, 0), CALL(10, 90), END,
};
static const struct step eight_in_a_month[] = {
	MAIL(29, 0), CALL(25, 0), MAIL(22, 0), MAIL(22, 180, .inbound = true), MAIL(18, 0), LINK(15, 0),
	MAIL(11, 0), CALL(11, 180, .inbound = true), MAIL(8, 0), CALL(4, 0), END,
};
static const struct step mail_and_call_one_day[] = { MAIL(9, 0), CALL(9, 60), END };
static const struct step mail_logged_twice[] = {
	MAIL(12, 0, .subject = "Pricing"), MAIL(12, 5, .subject = "Re: Pricing"), END,
};
static const struct step four_unanswered[] = { MAIL(33, 0), CALL(24, 0), MAIL(15, 0), CALL(6, 0), END };
static const struct step nine_unanswered_long_ago[] = {
	MAIL(73, 0), CALL(68, 0), MAIL(63, 0), MAIL(58, 0), CALL(53, 0), MAIL(48, 0), LINK(43, 0),
	MAIL(38, 0), MAIL(33, 0), END,
};
static const struct step meeting_between[] = {
	MAIL(55, 0), CALL(46, 0), MAIL(37, 0), CALL(28, 0), MEET(20, 0), MAIL(11, 0), CALL(3, 0), END,
};
static const struct step open_tasks[] = {
	MAIL(9, 0, .open = true), CALL(8, 0, .open = true), MAIL(7, 0, .open = true), CALL(6, 0,
	.open = true),
	CALL(6, 60, .open = true), MAIL(5, 0, .open = true), END,
};
static const struct step calls_from_them[] = {
	CALL(9, 0, .inbound = true), CALL(8, 0, .inbound = true), CALL(8, 100, .inbound = true),
	MAIL(7, 0, .inbound = true), CALL(6, 0, .inbound = true), END,
};

#define WARN { .warn = 1 }
#define FAIL { .fail = 1 }

static const struct pattern patterns[] = {
	{ .times = 7, .person = WARN, .step = four_in_six_days },
	{ .times = 3, .person = FAIL, .step = six_in_six_days },
	{ .times = 3, .person = WARN, .step = nine_in_a_month },
	{ .times = 2, .person = FAIL, .step = thirteen_in_a_month },
	{ .times = 6, .same_day = WARN, .step = two_calls },
	{ .times = 2, .same_day = FAIL, .step = three_mails },
	{ .times = 3, .no_reply = WARN, .step = five_unanswered },
	{ .times = 2, .no_reply = WARN, .step = seven_unanswered },
	{ .times = 3, .no_reply = FAIL, .step = eight_unanswered },
	{ .times = 1, .person = FAIL, .same_day = FAIL, .no_reply = FAIL, .step = hammered },
	{ .times = 2, .person = FAIL, .no_reply = WARN, .step = mail_and_call_daily },
	{ .times = 1, .person = WARN, .same_day = WARN, .step = busy_day_busy_week },
	{ .times = 2, .step = three_in_a_week },
	{ .times = 2, .step = fourth_after_a_week },
	{ .times = 2, .step = eight_in_a_month },
	{ .times = 2, .step = mail_and_call_one_day },
	{ .times = 2, .step = mail_logged_twice },
	{ .times = 2, .step = four_unanswered },
	{ .times = 2, .step = nine_unanswered_long_ago },
	{ .times = 1, .step = meeting_between },
	{ .times = 1, .step = open_tasks },
	{ .times = 1, .step = calls_from_them },
};

static void count(struct world *world, enum check check, struct count found)
{
	world->planted[check].warn += found.warn;
	world->planted[check].fail += found.fail;
}

static void start_answered(struct world *world, struct person person)
{
	add_with(world, person, KIND_EMAIL, 75, 0)->inbound = true;
}

static void follow(struct world *world, struct person person, const struct step *step)
{
	start_answered(world, person);
	for (; step->age >= 0; step++) {
		struct activity *activity = add_with(world, person, step->kind, step->age,
			step->minutes);
		activity->inbound = step->inbound;
		activity->open = step->open;
		activity->deleted = step->deleted;
		activity->subject = step->subject;
	}
}

/* A person for one pattern: now and then a lead, which has no account. */
static struct person take_person(struct world *world, bool lead)
{
	for (int i = 0; lead && i < world->leads; i++)
		if (world->lead[i].traffic == TRAFFIC_FULL && rep_is_eager(world->lead[i].owner)) {
			world->lead[i].traffic = TRAFFIC_OLD;
			return (struct person){ .contact = NOBODY, .lead = i };
		}
	const struct account *account = &world->account[take_account(world, 1, true, TRAFFIC_OLD)];
	return (struct person){ .contact = account->first_contact, .lead = NOBODY };
}

/* Three touches each to so many contacts, nine or ten days apart: nothing but the
 * account's sum is too high. */
static void plant_account(struct world *world, int contacts)
{
	const struct account *account = &world->account[take_account(world, contacts, true,
		TRAFFIC_OLD)];
	static const enum kind kinds[] = { KIND_EMAIL, KIND_CALL, KIND_LINKEDIN };
	for (int c = 0; c < contacts; c++) {
		int contact = account->first_contact + c;
		start_answered(world, (struct person){ .contact = contact, .lead = NOBODY });
		for (int round = 0; round < 3; round++)
			add_with_contact(world, contact, kinds[(round + c) % 3], 28 - c - 9 * round,
				20 * c);
	}
}

void plant_outreach(struct world *world)
{
	for (int i = 0; i < 2 * world->scale; i++)
		plant_account(world, 9);
	count(world, CHECK_ACCOUNT, (struct count){ .fail = 2 * world->scale });
	for (int i = 0; i < 4 * world->scale; i++)
		plant_account(world, 6);
	count(world, CHECK_ACCOUNT, (struct count){ .warn = 4 * world->scale });
	for (int i = 0; i < world->scale; i++)
		plant_account(world, 5);   /* fifteen: a near miss */
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++)
		for (int i = 0; i < patterns[p].times * world->scale; i++) {
			follow(world, take_person(world, i % 7 == 2), patterns[p].step);
			count(world, CHECK_PERSON, patterns[p].person);
			count(world, CHECK_SAME_DAY, patterns[p].same_day);
			count(world, CHECK_NO_REPLY, patterns[p].no_reply);
		}
}
