-- Mapped fields that the source lacks or hides, of the objects it has.
SELECT f.object, f.name, f.field, f.is_custom, s.sobject, s.source
  FROM source_field AS f
  JOIN source_state AS s USING (object)
 WHERE s.is_present AND NOT f.is_present
 ORDER BY f.is_custom DESC, f.object, f.place
