-- Whether a night was published in the last hours. $1 now, $2 how many hours
SELECT EXISTS (SELECT FROM publication WHERE $1::timestamptz - published_at <= $2::integer * interval '1 hour') AS is_young
