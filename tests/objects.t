#!/bin/bash
# The smaller objects of the CRM over its web API: what may be asked for only so and so,
# what an organisation lacks, what the operator leaves out, and the same from files.
set -u
. "$(dirname "$0")/support/night.sh"

org=$scratch/org
mkdir "$org"
# file OBJECT: its lines from standard input
file() { cat > "$org/$1.csv"; }
stamp=2026-06-01T10:00:00.000Z
file User <<END
Id,Name,Email,IsActive,UserType,UserRoleId,TimeZoneSidKey,SystemModstamp
005000000000001AAA,Ann,ann@us.example,true,Standard,,America/Los_Angeles,$stamp
END
file Account <<END
Id,Name,OwnerId,IsDeleted,CreatedDate,SystemModstamp
001000000000001AAA,Acme,005000000000001AAA,false,$stamp,$stamp
END
file Opportunity <<END
Id,Name,AccountId,OwnerId,StageName,IsDeleted,CreatedDate,LastStageChangeDate,PushCount,SystemModstamp
006000000000001AAA,Deal 2026,001000000000001AAA,005000000000001AAA,Proposal,false,$stamp,$stamp,2,$stamp
END
file Contact <<END
Id,Name,AccountId,Email,IsDeleted,CreatedDate,SystemModstamp
003000000000001AAA,Ben,001000000000001AAA,ben@acme.example,false,$stamp,$stamp
003000000000002AAA,Cat,001000000000001AAA,cat@acme.example,false,$stamp,$stamp
END
file Task <<END
Id,OwnerId,WhoId,WhatId,AccountId,Subject,Status,TaskSubtype,ActivityDate,CompletedDateTime,IsClosed,IsArchived,IsDeleted,CreatedDate,SystemModstamp
00T000000000001AAA,005000000000001AAA,003000000000001AAA,,001000000000001AAA,Email: Offer,Completed,Email,2026-06-20,2026-06-20T17:00:00.000Z,true,false,false,$stamp,$stamp
00T000000000002AAA,005000000000001AAA,003000000000001AAA,,001000000000001AAA,Old,Completed,Call,2025-02-03,2025-02-03T17:00:00.000Z,true,true,false,$stamp,$stamp
END
file Event <<END
Id,OwnerId,WhoId,WhatId,AccountId,Subject,StartDateTime,ActivityDate,IsAllDayEvent,IsChild,IsArchived,IsDeleted,SystemModstamp
00U000000000001AAA,005000000000001AAA,003000000000001AAA,,001000000000001AAA,Review,2026-06-22T17:00:00.000Z,2026-06-22,false,false,false,false,$stamp
00U000000000002AAA,005000000000001AAA,003000000000001AAA,,001000000000001AAA,Kickoff,2025-01-22T17:00:00.000Z,2025-01-22,false,false,true,false,$stamp
END
file EventRelation <<END
Id,EventId,RelationId,Status,IsInvitee,IsDeleted,SystemModstamp
0RE000000000001AAA,00U000000000001AAA,003000000000002AAA,Accepted,true,false,$stamp
END
file EmailMessage <<END
Id,ActivityId,RelatedToId,ParentId,Incoming,Status,MessageDate,Subject,FromAddress,ToAddress,TextBody,CreatedById,IsDeleted,CreatedDate,SystemModstamp
02s000000000001AAA,00T000000000001AAA,,,false,3,2026-06-20T17:00:00.000Z,Offer,ann@us.example,ben@acme.example,secret words,005000000000001AAA,false,$stamp,$stamp
02s000000000002AAA,,001000000000001AAA,,true,1,2026-06-21T17:00:00.000Z,Re: Offer,cat@acme.example,ann@us.example,secret words,005000000000001AAA,false,$stamp,$stamp
END
file EmailMessageRelation <<END
Id,EmailMessageId,RelationId,RelationType,RelationAddress,IsDeleted,SystemModstamp
0EM000000000001AAA,02s000000000001AAA,003000000000001AAA,To,ben@acme.example,false,$stamp
END
file ContentDocumentLink <<END
Id,ContentDocumentId,LinkedEntityId,ContentDocument.Title,ContentDocument.FileType,ContentDocument.FileExtension,ContentDocument.CreatedDate,ContentDocument.OwnerId,IsDeleted,SystemModstamp
06A000000000001AAA,069000000000001AAA,001000000000001AAA,Acme notes 2026-06-01,PDF,pdf,$stamp,005000000000001AAA,false,$stamp
06A000000000002AAA,069000000000001AAA,006000000000001AAA,Acme notes 2026-06-01,PDF,pdf,$stamp,005000000000001AAA,false,$stamp
06A000000000003AAA,069000000000001AAA,005000000000001AAA,Acme notes 2026-06-01,PDF,pdf,$stamp,005000000000001AAA,false,$stamp
06A000000000004AAA,069000000000002AAA,001000000000001AAA,"A ""new"" note",SNOTE,snote,$stamp,005000000000001AAA,false,$stamp
END
file Group <<END
Id,Name,DeveloperName,Type,SystemModstamp
00G000000000001AAA,Inbox,Inbox,Queue,$stamp
00G000000000002AAA,All,All,Organization,$stamp
END
file OpportunityFieldHistory <<END
Id,OpportunityId,Field,OldValue,NewValue,CreatedDate,CreatedById,IsDeleted
017000000000001AAA,006000000000001AAA,CloseDate,2026-05-01,2026-08-01,2026-05-20T10:00:00.000Z,005000000000001AAA,false
END
file Quote <<END
Id,Name,QuoteNumber,OpportunityId,Status,ExpirationDate,GrandTotal,IsDeleted,CreatedDate,SystemModstamp
0Q0000000000001AAA,First,00000001,006000000000001AAA,Presented,2026-07-31,12345678.5,false,$stamp,$stamp
END
start_standin || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }
seen() { curl -s "http://127.0.0.1:$port/__requests"; }
# soql QUERY: what the stand-in says to it
soql() { curl -s -G "http://127.0.0.1:$port/services/data/v64.0/queryAll" -H "Authorization: Bearer $token" --data-urlencode "q=$1"; }

rest_configuration rest
same "a pull over REST" 0 "$(status_of run rest -v pull)"
cp "$scratch/said" "$scratch/rest.log"
present() { ask "$1" "SELECT string_agg(sobject || ' ' || rows_here, ', ' ORDER BY sobject) FROM source_state WHERE is_present"; }
same "every object that there is" "Account 1, Contact 2, ContentDocumentLink 3, EmailMessage 2, EmailMessageRelation 1, Event 2, EventRelation 1, Group 1, Opportunity 1, OpportunityFieldHistory 1, Quote 1, Task 2, User 1" "$(present rest)"
ok "what it lacks is absent without a word" sh -c "! grep -iE 'warn|error' '$scratch/rest.log'"
same "files on accounts and deals, with the fields of their document" \
	"06A000000000001AAA|Acme notes 2026-06-01|PDF|pdf|2026-06-01 10:00:00 06A000000000002AAA|Acme notes 2026-06-01|PDF|pdf|2026-06-01 10:00:00 06A000000000004AAA|A \"new\" note|SNOTE|snote|2026-06-01 10:00:00" \
	"$(ask rest "SELECT link_id, title, file_type, extension, document_created_at AT TIME ZONE 'UTC' FROM document_link ORDER BY 1" | paste -sd' ')"
same "queues alone of the groups" "Inbox" "$(ask rest "SELECT string_agg(name, ' ') FROM queue")"
same "a change of the close date" "CloseDate 2026-05-01 2026-08-01" "$(ask rest "SELECT field, old_value, new_value FROM opportunity_field_history" | tr '|' ' ')"
same "a quote, its money exactly" "12345678.5" "$(ask rest "SELECT grand_total FROM quote")"
same "new columns of a deal" "2 2026-06-01" "$(ask rest "SELECT push_count, (stage_changed_at AT TIME ZONE 'UTC')::date FROM opportunity_version" | tr '|' ' ')"
same "archived activities too" "00T000000000002AAA 00U000000000002AAA" "$(ask rest "SELECT string_agg(activity_id, ' ' ORDER BY activity_id) FROM activity WHERE at < '2026-01-01'")"
same "the e-mail of a task counts once" "00T000000000001AAA into 02s000000000001AAA" "$(ask rest "SELECT activity_id || ' into ' || folded_into FROM activity WHERE folded_into IS NOT NULL")"
same "an answer by e-mail" "inbound 003000000000002AAA 001000000000001AAA" "$(ask rest "SELECT direction, person_id, account_id FROM activity WHERE activity_id = '02s000000000002AAA'" | tr '|' ' ')"
ok "no text of an e-mail is asked for" sh -c "! curl -s 'http://127.0.0.1:$port/__requests' | grep -q TextBody"

same "a second pull" 0 "$(status_of run rest -v pull)"
ok "asks for what changed alone" grep -q 'pull EmailMessage: as it was' "$scratch/said"
ok "but for all files again" grep -q 'pull ContentDocumentLink: 3 rows read' "$scratch/said"
sed -i 's/Acme notes 2026-06-01/Acme minutes/' "$org/ContentDocumentLink.csv"
sed -i 's/ContentDocument.OwnerId/ContentDocument.Hidden/' "$org/ContentDocumentLink.csv"
sed -i '/00G000000000001AAA/d' "$org/Group.csv"
curl -s -X POST "http://127.0.0.1:$port/__reload" >/dev/null
same "a third pull" 0 "$(status_of run rest -v pull)"
ok "does without a field of the file that is hidden now" grep -q 'ContentDocument.OwnerId is gone or hidden' "$scratch/said"
same "which sees a title that changed without a stamp" "Acme minutes" "$(ask rest "SELECT DISTINCT title FROM document_link WHERE file_type = 'PDF'")"
same "and a queue that went" "t" "$(ask rest "SELECT is_deleted FROM queue WHERE name = 'Inbox'")"

# the stand-in refuses what the CRM refuses
echo secret > "$scratch/secret"
token=$(curl -s -u demo-consumer-key:secret -d grant_type=client_credentials "http://127.0.0.1:$port/services/oauth2/token" |
	sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
refused="Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator."
ok "files without a filter are refused" grep -qF "$refused" <(soql "SELECT Id FROM ContentDocumentLink")
ok "by the stamp alone too" grep -qF "$refused" <(soql "SELECT Id FROM ContentDocumentLink WHERE SystemModstamp > 2026-01-01T00:00:00Z")
ok "and two semi-joins by OR" grep -qF "MALFORMED_QUERY" \
	<(soql "SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId IN (SELECT Id FROM Account) OR LinkedEntityId IN (SELECT Id FROM Opportunity)")
ok "a semi-join finds what it names" grep -qF '"totalSize":1,' <(soql "SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId IN (SELECT Id FROM Opportunity WHERE StageName = 'Proposal')")

# the same by the Bulk API, where everything goes that way
rest_configuration bulk 'bulk_rows = 1'
same "a pull by the Bulk API" 0 "$(status_of run bulk -v pull)"
ok "that takes files too" grep -q 'ContentDocumentLink: about 4 rows, asking by the Bulk API' "$scratch/said"
columns="link_id, document_id, entity_id, title, file_type, extension, document_created_at, is_deleted, stamp"
same "gives the same files" "$(ask rest "SELECT $columns FROM document_link ORDER BY 1")" "$(ask bulk "SELECT $columns FROM document_link ORDER BY 1")"
columns="activity_id, direction, is_done, rep_id, person_id, account_id, at, subject, folded_into"
same "and the same activities" "$(ask rest "SELECT $columns FROM activity ORDER BY 1")" "$(ask bulk "SELECT $columns FROM activity ORDER BY 1")"

files_configuration files
ok "a pull from files" run files -q pull
same "and the same from files" "$(ask rest "SELECT $columns FROM activity ORDER BY 1")" "$(ask files "SELECT $columns FROM activity ORDER BY 1")"

rest_configuration less 'skip = EmailMessage, eventrelation'
same "what is left out" 0 "$(status_of run less -q pull)"
same "is not here" "0" "$(ask less "SELECT count(*) FROM email_message")"
run less status > "$scratch/status" 2>&1
ok "status says why" grep -qE 'EmailMessage .*left out by \[salesforce\] skip' "$scratch/status"
ok "and of others nothing such" sh -c "! grep -E 'EmailMessageRelation|Quote ' '$scratch/status' | grep -q 'left out'"
cp "$here/sql/audit/needs.sql" "$scratch/needs.sql"
needs() { ask "$1" "SET crmaudit.run = '1'; SET crmaudit.as_of = '2026-06-30'; SET crmaudit.rep = ''; SET crmaudit.org_zone = 'UTC'; SELECT reason FROM ($(sed "s/\$1/'{\"check\": $2}'/" "$here/sql/audit/needs.sql")) AS lacking"; }
same "a check that needs it says so" "EmailMessage is left out by [salesforce] skip" "$(needs less '["email_message"]')"
same "one that needs what the organisation lacks, too" "no rows of Contract were loaded" "$(needs rest '["contract"]')"
same "an empty list of what may be none of is an answer" "" "$(ask rest "UPDATE source_state SET rows_here = 0 WHERE object = 'quote'"; needs rest '["quote"]')"
rest_configuration typo 'skip = EmailMessages'
same "a name that is none of ours is status 78" 78 "$(status_of run typo -q pull)"
ok "and named" grep -q 'skip: no EmailMessages is read' "$scratch/said"
run typo doctor > "$scratch/status" 2>&1
ok "the doctor names it beforehand" grep -q 'FAIL .*skip: no EmailMessages is read' "$scratch/status"
done_testing
