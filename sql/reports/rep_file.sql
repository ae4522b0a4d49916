-- $1 rep. The name of a rep's file: the e-mail's local part, else the name; with the id where two
-- reps would share it, for nobody may get to see another's workbook.
WITH named AS (
  SELECT rep_id, name, btrim(regexp_replace(lower(coalesce(nullif(split_part(email, '@', 1), ''), name)), '[^a-z0-9]+', '-', 'g'), '-') AS slug
    FROM run_rep
   WHERE run_id = run_id()
), counted AS (
  SELECT rep_id, name, slug, count(*) OVER (PARTITION BY slug) AS sharing
    FROM named
)
SELECT 'rep-' || CASE WHEN slug = '' THEN $1 WHEN sharing > 1 THEN slug || '-' || $1 ELSE slug END AS file, name
  FROM counted
 WHERE rep_id = $1
