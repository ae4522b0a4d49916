# Turns .sql files into one C table, { "checks/outreach-person", "…" }, sorted by
# the order given. Backslash first: mawk and gawk agree on this form alone.
function c_string(line) {
	gsub(/\\/, "&&", line)
	gsub(/"/, "\\\"", line)
	gsub(/\?\?/, "?\"\"?", line)
	return "\t  \"" line "\\n\"\n"
}
BEGIN { print "#include \"lib/store/sql.h\"\n\nconst struct sql_file sql_files[] = {" }
FNR == 1 {
	if (NR > 1) print "\t},"
	name = FILENAME
	sub(/^.*sql\//, "", name)
	sub(/\.sql$/, "", name)
	printf "\t{ \"%s\",\n", name
}
{ printf "%s", c_string($0) }
END { print "\t},\n\t{ 0 },\n};" }
