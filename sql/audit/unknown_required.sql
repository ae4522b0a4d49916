-- A field of [required.…] that is in no list of ours, with the list
SELECT format('[%s] %s: there is no such field; there are %s', s.section, s.name,
              (SELECT string_agg(d.name, ', ' ORDER BY d.place) FROM required_field_default AS d
                WHERE 'required.' || d.object = s.section)) AS words
  FROM setting AS s
 WHERE s.section LIKE 'required.%'
   AND NOT EXISTS (SELECT FROM required_field_default AS d WHERE 'required.' || d.object = s.section AND d.name = s.name)
 ORDER BY s.section, s.name
 LIMIT 1
