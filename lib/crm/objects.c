#include "lib/crm/objects.h"

#include "lib/base/text.h"

const struct source_object objects_all[] = {
	{ "user_role", "UserRole" },
	{ "crm_user", "User" },
	{ "account", "Account" },
	{ "contact", "Contact" },
	{ "lead", "Lead" },
	{ "opportunity_stage", "OpportunityStage" },
	{ "opportunity", "Opportunity" },
	{ "support_case", "Case" },
	{ "task", "Task" },
	{ "event", "Event" },
	{ "event_relation", "EventRelation" },
	{ "email_message", "EmailMessage" },
	{ "email_relation", "EmailMessageRelation" },
	{ "opportunity_history", "OpportunityHistory" },
	{ "opportunity_field_history", "OpportunityFieldHistory" },
	{ "account_history", "AccountHistory" },
	{ "contact_history", "ContactHistory" },
	{ "lead_history", "LeadHistory" },
	{ "opportunity_contact_role", "OpportunityContactRole" },
	{ "opportunity_team_member", "OpportunityTeamMember" },
	{ "account_team_member", "AccountTeamMember" },
	{ "campaign_member", "CampaignMember" },
	{ "quote", "Quote" },
	{ "contract", "Contract" },
	{ "note", "Note" },
	{ "document_link", "ContentDocumentLink" },
	{ "queue", "Group" },
	{ "lead_status", "LeadStatus" },
	{ "approval", "ProcessInstance" },
	{ "approval_step", "ProcessInstanceStep" },
	{ 0 },
};
_Static_assert(sizeof objects_all / sizeof *objects_all == OBJECTS_COUNT + 1, "the count is of another list");

const struct source_object *objects_find(const char *sobject)
{
	for (const struct source_object *object = objects_all; object->name; object++)
		if (string_same(object->sobject, sobject))
			return object;
	return NULL;
}
