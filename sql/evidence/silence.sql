-- title: Touches of the rep and answers of the person
-- The month before the last answer is shown too.
WITH f AS (
  SELECT f.*, (SELECT max(n.at) FROM answer AS n WHERE n.person_id = f.record_id) AS answered_at
    FROM finding AS f
   WHERE f.finding_id = $1
), seen AS (
  SELECT a.at, a.day, a.what, a.who, a.activity_id, a.not_touch, a.folded_into IS NULL AND a.aside IS NULL
         AND (a.direction = 'inbound' OR a.kind = 'meeting') AS is_answer, f.answered_at
    FROM f
    JOIN activity_told AS a ON a.person_id = f.record_id AND (a.rep_id = f.rep_id OR a.direction = 'inbound' OR a.kind = 'meeting')
  UNION ALL
  SELECT a.at, a.day, a.what, a.who, a.activity_id, a.not_touch, true, f.answered_at
    FROM f
    JOIN meeting_guest AS g ON g.person_id = f.record_id
    JOIN activity_told AS a ON a.activity_id = g.activity_id AND a.source = 'event' AND a.at < as_of()
)
SELECT s.at, s.day, s.what, s.who, s.activity_id AS id,
       s.not_touch IS NULL AND s.at > coalesce(s.answered_at, '-infinity') AS counts,
       CASE WHEN s.is_answer AND s.at = s.answered_at THEN 'the last answer: the count begins behind it'
            WHEN s.is_answer THEN 'an answer'
            WHEN s.not_touch IS NOT NULL THEN s.not_touch
            WHEN s.at <= s.answered_at THEN 'not behind the last answer'
            ELSE 'a touch without an answer since' END AS remark
  FROM seen AS s
 WHERE s.at IS NULL OR s.answered_at IS NULL OR s.at >= s.answered_at - interval '30 days'
 ORDER BY s.at, s.activity_id
