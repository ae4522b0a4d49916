-- All waivers: those that end within 14 days, then the others that run, then those over.
SELECT f.finding_id,
       CASE WHEN r.waiver_id IS NULL THEN CASE w.withdrawn_why WHEN 'replaced' THEN 'replaced' ELSE CASE WHEN w.withdrawn_on IS NULL THEN 'ended' ELSE 'withdrawn' END END
            WHEN w.until <= as_of_day() + 14 THEN 'ends soon' ELSE 'running' END AS status,
       w.until - as_of_day() AS days_left, w.until, w.check_id, w.record_id, w.part, f.rep, f.label, w.severity, f.state,
       w.reason, w.granted_by, w.granted_on, w.ended_on, w.withdrawn_on, w.withdrawn_by, w.withdrawn_why, w.source
  FROM waiver AS w
  LEFT JOIN running_waiver AS r USING (waiver_id)
  LEFT JOIN finding_life AS f
         ON f.check_id = w.check_id AND f.record_id = w.record_id AND f.part = w.part AND f.rep_id = w.rep_id
 ORDER BY r.waiver_id IS NULL, CASE WHEN r.waiver_id IS NOT NULL THEN w.until END, w.until DESC, w.waiver_id DESC
