-- What became of each check, as in "crmaudit status": one without a result says why.
-- shared: check_id title rule result reason fails warns appeared resolved thresholds
SELECT c.check_id, c.title, c.rule, coalesce(k.result, 'not_checked') AS result,
       CASE WHEN redacted() AND k.result = 'error' THEN left_out()
            WHEN k.result IS NOT NULL THEN nullif(k.reason, '')
            WHEN c.is_enabled THEN 'not part of this run' ELSE 'it is switched off' END AS reason,
       r.fails, r.warns, r.appeared, r.resolved,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'value', p.value, 'unit', p.unit, 'scope', p.scope, 'origin', p.origin)
                                  || CASE WHEN p.scope = 'all' THEN '{}' ELSE jsonb_build_object('who', shown_name(p.who)) END
                                  ORDER BY p.name, array_position(ARRAY['all', 'role', 'rep'], p.scope), p.who), '[]')
          FROM parameter AS p
         WHERE p.check_id = c.check_id) AS thresholds
  FROM check_catalogue AS c
  LEFT JOIN run_check AS k ON k.check_id = c.check_id AND k.run_id = run_id()
  LEFT JOIN LATERAL (SELECT k.fails, k.warns, k.news AS appeared, k.resolved WHERE k.result IN ('pass', 'warn', 'fail')) AS r ON true
 ORDER BY c.place, c.check_id
