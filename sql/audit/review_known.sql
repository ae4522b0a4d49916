-- $1 a file's hash
SELECT read_on FROM review_file WHERE sha256 = $1
