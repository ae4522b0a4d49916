-- Who was forgotten here, and how many of those records the CRM still shows.
SELECT count(*) AS records,
       count(*) FILTER (WHERE EXISTS (SELECT FROM contact_version AS v WHERE v.contact_id = f.record_id AND v.valid_to = 'infinity' AND NOT v.is_deleted)
                           OR EXISTS (SELECT FROM lead_version AS v WHERE v.lead_id = f.record_id AND v.valid_to = 'infinity' AND NOT v.is_deleted)
                           OR EXISTS (SELECT FROM crm_user_version AS v WHERE v.user_id = f.record_id AND v.valid_to = 'infinity' AND NOT v.is_deleted
                                                                          AND v.is_active IS NOT FALSE)) AS still_there
  FROM forgotten AS f
