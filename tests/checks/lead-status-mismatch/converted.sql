-- E3, converted but open: by the CRM's list of statuses, by label or API name, whatever the name says; a status that it
-- doesn't list, or lists as deleted, by its name. An empty status is B4's.
INSERT INTO lead_status (status_id, label, api_name, is_converted, is_deleted) VALUES ('1', 'Qualified', 'Qualified', false, false), ('2', 'Handed on', 'Done', true, false), ('3', 'Odd', 'Odd', true, true);
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{open,label,api,named,closed,unlisted,unqual,blank,deleted,notyet,mql}'::text[]) AS n;
UPDATE lead_version SET is_converted = CASE WHEN lead_id <> '00Qnotyet' THEN true END, company = 'Acme', name = CASE lead_id WHEN '00Qopen' THEN '?' ELSE name END,
       status = CASE lead_id WHEN '00Qopen' THEN 'qualified ' WHEN '00Qlabel' THEN 'Handed on' WHEN '00Qapi' THEN 'done' WHEN '00Qnamed' THEN 'Converted to deal' WHEN '00Qclosed' THEN 'Closed - Won'
                WHEN '00Qunlisted' THEN 'Working' WHEN '00Qunqual' THEN 'SAL unqualified' WHEN '00Qblank' THEN ' ' WHEN '00Qdeleted' THEN 'Odd' WHEN '00Qmql' THEN 'Sales Qualified' ELSE 'Working' END;
