/* What the generator and the web server of the bench agree on. */
#ifndef BENCH_TASKS_H
#define BENCH_TASKS_H

enum { TASK_FIELDS = 26, TASK_REST_PAGE = 2000, TASK_BULK_PAGE = 50000 };

/* The columns in the order of the files, with the CRM's types. */
#define TASK_COLUMNS {                                                                        \
	{ "Id", "id" }, { "WhoId", "reference" }, { "WhatId", "reference" }, { "AccountId", "reference" }, \
	{ "OwnerId", "reference" }, { "Subject", "combobox" }, { "Status", "picklist" }, { "Priority", "picklist" }, \
	{ "TaskSubtype", "picklist" }, { "Type", "picklist" }, { "CallType", "picklist" },    \
	{ "CallDurationInSeconds", "int" }, { "CallDisposition", "string" }, { "ActivityDate", "date" }, \
	{ "CompletedDateTime", "datetime" }, { "CreatedDate", "datetime" }, { "CreatedById", "reference" }, \
	{ "LastModifiedDate", "datetime" }, { "LastModifiedById", "reference" }, { "SystemModstamp", "datetime" }, \
	{ "IsClosed", "boolean" }, { "IsArchived", "boolean" }, { "IsRecurrence", "boolean" }, \
	{ "IsHighPriority", "boolean" }, { "IsDeleted", "boolean" }, { "Description", "textarea" } }

#endif
