ANALYZE account_version, contact_version, lead_version, opportunity_version, crm_user_version, support_case, task, event,
        event_relation, email_message, email_relation, opportunity_history, opportunity_field_history, account_history,
        contact_history, lead_history, opportunity_contact_role, opportunity_team_member, account_team_member,
        campaign_member, quote, contract, note, document_link, approval, approval_step
