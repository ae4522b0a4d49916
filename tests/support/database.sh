# A throw-away PostgreSQL for tests: a cluster of its own in a new folder, reached by a
# unix socket alone, gone when the shell ends. Source it from the project's top folder.
#     database_start                 once; CRMAUDIT_TEST_SERVER=SOCKET_FOLDER takes that server
#     database_schema NAME           a fresh schema with our tables, default settings and given_…()
#     database_psql NAME [words]     psql in it, its scope set as a run sets it
# database_psql looks from $as_of, $as_of_day, as $rep where these are set.
. tests/support/cluster.sh

database_as_owner() {
	if [ "$(id -u)" = 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

database_programs() {
	local folder
	for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
		[ -x "$folder/initdb" ] && echo "$folder" && return
	done
	dirname "$(command -v initdb)"
}

database_stop() {
	database_as_owner "$(database_programs)/pg_ctl" -D "$database_folder/data" -m immediate -w stop >/dev/null 2>&1
	rm -rf "$database_folder"
}

# a copy of what serves the nights where the program is built
database_cluster() {
	local crmaudit kept
	crmaudit=$(realpath "${BUILD:-build}/crmaudit")
	if [ -x "$crmaudit" ] && kept=$(PGOPTIONS='' kept_cluster "$crmaudit" 2>>"$database_folder/log"); then
		cp -a "$kept/postgresql/data" "$database_folder/data"
	else
		database_as_owner "$(database_programs)/initdb" -D "$database_folder/data" -U crmaudit -A trust -E UTF8 --locale=C.UTF-8 \
			--no-sync --no-instructions >"$database_folder/log" 2>&1
	fi
}

database_start() {
	database_socket=${CRMAUDIT_TEST_SERVER:-}
	[ -z "$database_socket" ] || return 0
	local programs
	programs=$(database_programs)
	database_folder=$(mktemp -d /tmp/crmaudit-test.XXXXXX) || return 1
	trap database_stop EXIT
	trap 'exit 1' INT TERM
	chmod 0755 "$database_folder"
	[ "$(id -u)" != 0 ] || chown postgres "$database_folder"
	database_cluster &&
		database_as_owner "$programs/pg_ctl" -D "$database_folder/data" -l "$database_folder/data/server.log" -w \
			-o "-k $database_folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
			start >>"$database_folder/log" 2>&1 || {
		sed 's/^/# /' "$database_folder/log"
		echo 'Bail out! no PostgreSQL to test with'
		return 1
	}
	database_socket=$database_folder
}

database_psql() {
	local name=$1
	shift
	# the settings of lib/store/db.c, and the scope of sql/store/scope.sql
	PGHOST=$database_socket PGUSER=crmaudit PGDATABASE=postgres PGOPTIONS="-c search_path=$name -c timezone=UTC \
-c datestyle=ISO,MDY -c client_min_messages=warning -c jit=off -c crmaudit.run=${run:-1} \
-c crmaudit.as_of=${as_of:-2026-06-30T19:00:00Z} -c crmaudit.as_of_day=${as_of_day:-2026-06-30} \
-c crmaudit.org_zone=America/Los_Angeles -c crmaudit.files_zone=UTC -c crmaudit.rep=${rep:-}" \
		psql -X -A -t -q -v ON_ERROR_STOP=1 "$@"
}

database_schema() {
	local name=$1 file
	{
		echo "DROP SCHEMA IF EXISTS $name CASCADE; CREATE SCHEMA $name;"
		for file in sql/schema/*.sql sql/sources/fields.sql sql/testing/given.sql; do
			cat "$file"
			echo ';'
		done
	} | database_psql "$name" -1 >/dev/null
}
