-- What [managers] delegates names and no user is.
SELECT item, CASE WHEN boss_id IS NULL THEN btrim(split_part(item, ':', 1)) ELSE btrim(split_part(item, ':', 2)) END AS who
  FROM delegate
 WHERE EXISTS (SELECT FROM crm_user) AND (boss_id IS NULL OR deputy_id IS NULL)
 ORDER BY item
