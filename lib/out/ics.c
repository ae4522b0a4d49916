#include "lib/out/ics.h"

#include "lib/base/scope.h"
#include "lib/base/text.h"
#include "lib/out/replace.h"

#include <libical/ical.h>

#include <errno.h>
#include <string.h>

SCOPED(component, icalcomponent *, icalcomponent_free)
#define scoped_component __attribute__((cleanup(scope_component)))

static bool put_time(icalcomponent *event, icalproperty_kind kind, const char *text, struct error *err)
{
	struct icaltimetype at = icaltime_from_string(text);
	if (icaltime_is_null_time(at) || !icaltime_is_utc(at))
		return error_set(err, ERROR_BUG, "'%s' is no time of an invitation", text);
	icalproperty *property = icalproperty_new(kind);
	icalproperty_set_value(property, icalvalue_new_datetime(at));
	icalcomponent_add_property(event, property);
	return true;
}

/* A parameter's value has no escape for a double quote; libical would write it as it is. */
static void put_name(icalproperty *property, const char *name)
{
	scoped_free char *plain = string_new(name);
	for (char *at = plain; *at; at++)
		if (*at == '"')
			*at = '\'';
	if (*plain)
		icalproperty_add_parameter(property, icalparameter_new_cn(plain));
}

static void put_organizer(icalcomponent *event, const struct ics_person *person)
{
	scoped_free char *address = string_format("mailto:%s", person->email);
	icalproperty *property = icalproperty_new_organizer(address);
	put_name(property, person->name);
	icalcomponent_add_property(event, property);
}

static void put_attendee(icalcomponent *event, const struct ics_person *person)
{
	scoped_free char *address = string_format("mailto:%s", person->email);
	icalproperty *property = icalproperty_new_attendee(address);
	put_name(property, person->name);
	icalproperty_add_parameter(property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
	icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
	icalproperty_add_parameter(property, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
	icalcomponent_add_property(event, property);
}

/* Others who see the calendar need not know what it is about: private. */
static bool put_event(icalcomponent *calendar, const struct ics_invitation *invitation, struct error *err)
{
	icalcomponent *event = icalcomponent_new_vevent();
	icalcomponent_add_component(calendar, event);
	icalcomponent_add_property(event, icalproperty_new_uid(invitation->uid));
	icalcomponent_add_property(event, icalproperty_new_sequence(invitation->sequence));
	if (!put_time(event, ICAL_DTSTAMP_PROPERTY, invitation->stamp, err) ||
	    !put_time(event, ICAL_DTSTART_PROPERTY, invitation->starts, err) ||
	    !put_time(event, ICAL_DTEND_PROPERTY, invitation->ends, err))
		return false;
	put_organizer(event, &invitation->organizer);
	put_attendee(event, &invitation->attendee);
	icalcomponent_add_property(event, icalproperty_new_summary(invitation->summary));
	icalcomponent_add_property(event, icalproperty_new_description(invitation->description));
	icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	return true;
}

bool ics_text(const struct ics_invitation *invitation, char **ret, struct error *err)
{
	icalerror_set_errors_are_fatal(false);
	scoped_component icalcomponent *calendar = icalcomponent_new_vcalendar();
	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//crmaudit//coaching//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_REQUEST));
	if (!put_event(calendar, invitation, err))
		return false;
	*ret = icalcomponent_as_ical_string_r(calendar);
	return true;
}

bool ics_write(const struct ics_invitation *invitation, const char *path, struct error *err)
{
	scoped_free char *text = NULL, *fresh = NULL;
	if (!ics_text(invitation, &text, err) || !replace_begin(path, &fresh, err))
		return false;
	scoped_file FILE *file = fopen(fresh, "we");
	if (file == NULL || fputs(text, file) < 0 || fflush(file) != 0) {
		int reason = errno;
		unlink(fresh);
		return error_set(err, ERROR_WRITE, "cannot write %s: %s", path, strerror(reason));
	}
	return replace_finish(fresh, path, err);
}
