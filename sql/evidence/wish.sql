-- title: Touches of the rep, and what the person had said then
SELECT a.at, a.day, a.what, a.who, a.activity_id AS id,
       a.not_touch IS NULL AND a.at >= days_before(30) AND a.kind = f.detail ->> 'kind' AND coalesce(s.said_no, false) AS counts,
       CASE WHEN a.not_touch IS NOT NULL THEN a.not_touch
            WHEN a.at < days_before(30) THEN 'before the window'
            WHEN a.kind <> f.detail ->> 'kind' THEN 'of another kind'
            WHEN s.said_no THEN 'the person''s record said no then'
            ELSE 'the person''s record did not say no then' END AS remark
  FROM finding AS f
  JOIN activity_told AS a ON a.rep_id = f.rep_id AND a.person_id = f.record_id AND (a.at >= days_before(37) OR a.at IS NULL)
  LEFT JOIN contact_version AS c ON c.contact_id = a.person_id AND c.valid_from <= a.at AND c.valid_to > a.at
  LEFT JOIN lead_version AS l ON l.lead_id = a.person_id AND l.valid_from <= a.at AND l.valid_to > a.at
 CROSS JOIN LATERAL (SELECT CASE a.kind WHEN 'email' THEN coalesce(c.opted_out, l.opted_out)
                                        WHEN 'call' THEN coalesce(c.do_not_call, l.do_not_call) END AS said_no) AS s
 WHERE f.finding_id = $1
 ORDER BY a.at, a.activity_id, a.source
