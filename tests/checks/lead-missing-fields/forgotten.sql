-- B4, whom we have forgotten lacks nothing, as nobody is to fill it in again; the others do.
SELECT given_object_fields('lead');
SELECT given_lead('00Qgone', '005ann'), given_lead('00Qhere', '005ann');
UPDATE lead_version SET source = 'Web', status = 'Open';
INSERT INTO forgotten VALUES ('00Qgone', 'lead', '2026-06-01', 'root');
