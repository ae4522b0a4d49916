-- $1 the checks in their order, $2 their thresholds, both as JSON
SELECT catalogue_put($1::jsonb, $2::jsonb)
