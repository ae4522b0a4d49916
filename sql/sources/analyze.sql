ANALYZE account_version, contact_version, lead_version, opportunity_version, crm_user_version, support_case, task, event
