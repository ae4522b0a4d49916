#!/bin/bash
# From tasks and e-mail messages to activities: which of a pair counts, who wrote to whom,
# and what a later change of either does.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh
database_start || exit 1
database_schema derive || { echo "Bail out! no schema"; exit 1; }

count=0
failed=0
# same WORDS WANTED GOT
same() {
	count=$((count + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		echo "not ok $count - $1"
		diff <(echo "$2") <(echo "$3") | sed 's/^/# /'
	fi
}
run() { database_psql derive -1 >/dev/null; }
# changed OBJECT ID SQL: what a merge would do, and the derivation behind it
changed() {
	database_psql derive -1 -c "DELETE FROM stage_changed" -c "INSERT INTO stage_changed VALUES ('$1', '$2')" -c "$3" \
		-c "SELECT activity_derive()" >/dev/null
}
# activity WHERE: id, direction, done, rep, person, what it is about, into which it folds
activities() {
	database_psql derive -c "SELECT concat_ws('|', activity_id, direction, is_done, coalesce(rep_id, '-'), coalesce(person_id, '-'),
		coalesce(opportunity_id, case_id, account_id, '-'), coalesce(folded_into, '-')) FROM activity WHERE $1 ORDER BY activity_id, source"
}
# The increments end where a derivation of everything does.
same_as_anew() {
	local before
	before=$(activities true)
	database_psql derive -1 -c "DELETE FROM derivation" -c "SELECT activity_derive()" >/dev/null
	same "$1: as if all were derived anew" "$before" "$(activities true)"
}

run <<'END'
SELECT given_user('005ann'), given_user('005bot'), given_account('001acme', '005ann'), given_contact('003ben', '001acme'),
       given_contact('003cat', '001acme'), given_contact('003dan', '001acme'), given_lead('00Qeve', '005ann');
UPDATE contact_version SET email = substr(contact_id, 4) || '@acme.example';
UPDATE contact_version SET email = 'desk@acme.example' WHERE contact_id IN ('003cat', '003dan');
UPDATE lead_version SET email = 'Eve@lead.example';
INSERT INTO task (task_id, owner_id, who_id, what_id, account_id, subject, status, subtype, completed_at, created_at, due_on) VALUES
  ('00Tpair', '005ann', '003ben', NULL, '001acme', 'Email: Offer', 'Completed', 'Email', '2026-06-01 16:00Z', '2026-06-01 16:00Z', '2026-06-01'),
  ('00Tback', '005ann', '003ben', '006deal', '001acme', 'Re: Offer', 'Completed', 'Email', '2026-06-02 16:00Z', '2026-06-02 16:00Z', '2026-06-02'),
  ('00Tlist', '005ann', '003ben', NULL, '001acme', 'News', 'Completed', 'ListEmail', '2026-06-03 16:00Z', '2026-06-03 16:00Z', '2026-06-03'),
  ('00Tdesk', '005ann', '003dan', NULL, '001acme', 'Desk', 'Completed', 'Email', '2026-06-04 16:00Z', '2026-06-04 16:00Z', '2026-06-04'),
  ('00Tday1', '005ann', '003ben', NULL, '001acme', 'Dated', 'Completed', 'Email', NULL, NULL, '2026-06-05'),
  ('00Tday2', '005ann', '003ben', NULL, '001acme', 'Dated', 'Completed', 'Email', NULL, NULL, '2026-06-06'),
  ('00Tnear', '005ann', '003ben', NULL, '001acme', '[Tool] Near', 'Completed', 'Email', '2026-06-07 16:05Z', '2026-06-07 16:05Z', '2026-06-07'),
  ('00Tfar', '005ann', '003ben', NULL, '001acme', 'Near', 'Completed', 'Email', '2026-06-07 16:11Z', '2026-06-07 16:11Z', '2026-06-07');
INSERT INTO email_message (message_id, activity_id, related_to_id, case_id, is_incoming, is_bounced, status, sent_at, subject, from_address, to_address, created_by) VALUES
  ('02Sack', NULL, NULL, NULL, true, NULL, '0', '2026-06-08 16:00Z', 'Thanks', 'Eve <eve@LEAD.example>', 'ann@us.example', '005bot'),
  ('02Sback', '00Tback', NULL, NULL, true, NULL, '1', '2026-06-02 16:00Z', 'Re: Offer', 'ben@acme.example', 'ann@us.example', '005bot'),
  ('02Sbounce', NULL, NULL, NULL, false, true, '3', '2026-06-09 16:00Z', 'Gone', NULL, 'ben@acme.example; x@y.example', '005ann'),
  ('02Scase', NULL, NULL, '500help', true, NULL, '1', '2026-06-09 17:00Z', 'Help', 'nobody@else.example', 'desk@us.example', '005bot'),
  ('02Sdesk', '00Tdesk', NULL, NULL, false, NULL, '3', '2026-06-04 16:00Z', 'Desk', NULL, 'desk@acme.example', '005ann'),
  ('02Sdraft', NULL, '006deal', NULL, false, NULL, '5', '2026-06-10 16:00Z', 'Later', NULL, 'ben@acme.example', '005ann'),
  ('02Slist', '00Tlist', NULL, NULL, false, NULL, '3', '2026-06-03 16:00Z', 'News', NULL, NULL, '005ann'),
  ('02Snear', NULL, NULL, NULL, false, NULL, '3', '2026-06-07 16:00Z', 'Re: near!', NULL, 'ben@acme.example', '005ann'),
  ('02Spair', '00Tpair', NULL, NULL, false, NULL, '3', '2026-06-01 16:02Z', 'Offer', NULL, 'ben@acme.example', '005bot'),
  ('02Sday', NULL, NULL, NULL, false, NULL, '3', '2026-06-05 18:00Z', 'Dated', NULL, 'ben@acme.example', '005ann');
INSERT INTO email_relation (relation_id, message_id, person_id, type) VALUES
  ('0EM1', '02Spair', '005ann', 'From'), ('0EM2', '02Spair', '003cat', 'Cc'), ('0EM3', '02Spair', '003ben', 'To'), ('0EM4', '02Spair', '003dan', 'To'),
  ('0EM5', '02Sback', '003ben', 'From'), ('0EM6', '02Sback', '005ann', 'To');
SELECT activity_derive();
END

same "a task and its e-mail count once, as the message" "00Tpair|outbound|t|005ann|003ben|001acme|02Spair
02Spair|outbound|t|005ann|003ben|001acme|-" "$(activities "activity_id LIKE '%pair'")"
same "which knows that it came in" "00Tback|outbound|t|005ann|003ben|006deal|02Sback
02Sback|inbound|t|005ann|003ben|006deal|-" "$(activities "activity_id LIKE '%back'")"
same "a sender by address, whatever its case" "02Sack|inbound|t|-|00Qeve|-|-" "$(activities "activity_id = '02Sack'")"
same "an address of two is nobody's: whom the task names" "003dan" \
	"$(database_psql derive -c "SELECT person_id FROM activity WHERE activity_id = '02Sdesk'")"
same "what bounced or waits is no touch" "02Sbounce|outbound|f|005ann|003ben|-|-
02Sdraft|outbound|f|005ann|003ben|006deal|-" "$(activities "activity_id IN ('02Sbounce', '02Sdraft')")"
same "a message to a case is about that case" "02Scase|inbound|t|-|-|500help|-" "$(activities "activity_id = '02Scase'")"
same "a mass mailing stays automated" "t" "$(database_psql derive -c "SELECT is_automated FROM activity WHERE activity_id = '02Slist'")"
same "without a link the first within ten minutes is kept" "00Tfar|outbound|t|005ann|003ben|001acme|-
00Tnear|outbound|t|005ann|003ben|001acme|02Snear
02Snear|outbound|t|005ann|003ben|-|-" "$(activities "activity_id ~ 'near|far'")"
same "a task without a time folds into an e-mail of its day" "00Tday1|02Sday
00Tday2|-" "$(database_psql derive -c "SELECT activity_id || '|' || coalesce(folded_into, '-') FROM activity WHERE activity_id LIKE '00Tday%' ORDER BY 1")"
# of 18 rows six are not counted: 00Tpair, 00Tback, 00Tlist, 00Tdesk, 00Tday1 and 00Tnear
same "six rows fold" "6 18" "$(database_psql derive -c "SELECT count(folded_into) || ' ' || count(*) FROM activity")"
same "the touches of it" "00Tday2 00Tfar 02Sday 02Sdesk 02Slist 02Snear 02Spair" \
	"$(database_psql derive -c "SELECT string_agg(activity_id, ' ' ORDER BY activity_id) FROM touch")"
same_as_anew "at first"

changed email_relation 0EM3 "UPDATE email_relation SET is_deleted = true WHERE relation_id = '0EM3'"
same "a relation that goes makes room for the next" "003dan" "$(database_psql derive -c "SELECT person_id FROM activity WHERE activity_id = '02Spair'")"
same_as_anew "a relation gone"
changed email_message 02Spair "UPDATE email_message SET is_deleted = true WHERE message_id = '02Spair'"
same "a message that goes gives its task back" "00Tpair|outbound|t|005ann|003ben|001acme|-" "$(activities "activity_id LIKE '%pair'")"
same_as_anew "a message gone"
changed task 00Tdesk "UPDATE task SET who_id = '003cat' WHERE task_id = '00Tdesk'"
same "a task tells its message of another person" "003cat" "$(database_psql derive -c "SELECT person_id FROM activity WHERE activity_id = '02Sdesk'")"
same_as_anew "a task changed"
changed contact 003cat "UPDATE contact_version SET email = 'cat@acme.example' WHERE contact_id = '003cat'"
changed contact 003dan "SELECT 1"
same "an address that becomes one's own names its owner" "003dan" "$(database_psql derive -c "SELECT person_id FROM activity WHERE activity_id = '02Sdesk'")"
same_as_anew "an address changed"
changed email_message 02Sdraft "UPDATE email_message SET status = '3' WHERE message_id = '02Sdraft'"
same "a draft that is sent is a touch" "1" "$(database_psql derive -c "SELECT count(*) FROM touch WHERE activity_id = '02Sdraft'")"
changed email_message 02Snear "UPDATE email_message SET subject = 'Other' WHERE message_id = '02Snear'"
same "another subject unfolds, and the next two fold" "00Tfar|outbound|t|005ann|003ben|001acme|00Tnear
00Tnear|outbound|t|005ann|003ben|001acme|-" "$(activities "activity_id ~ '00T(near|far)'")"
same_as_anew "at last"
same "the indexes are all there" "7" "$(database_psql derive -c "SELECT count(*) FROM pg_indexes WHERE schemaname = 'derive' AND tablename = 'activity' AND indexname <> 'activity_pk'")"

run <<'END'
INSERT INTO user_role (role_id, name, parent_id) VALUES ('00Evp', 'VP', NULL), ('00Edir', 'Director', '00Evp'), ('00Eae', 'AE', '00Edir');
SELECT given_user('005vp'), given_user('005dir'), given_user('005ae');
UPDATE crm_user_version SET role_id = '00E' || substr(user_id, 4) WHERE user_id IN ('005vp', '005dir', '005ae');
UPDATE crm_user_version SET manager_id = '005dir' WHERE user_id = '005ae';
UPDATE crm_user_version SET manager_id = '005ae' WHERE user_id = '005dir';
END
same "who stands above whom, rings included" "005ae|005dir|manager|1
005ae|005dir|role|1
005ae|005vp|role|2
005dir|005ae|manager|1
005dir|005vp|role|1" "$(database_psql derive -c "SELECT concat_ws('|', user_id, above_id, tree, depth) FROM user_above ORDER BY 1")"
echo "1..$count"
[ "$failed" = 0 ]
