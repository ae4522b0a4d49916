# The private server's folder as `db start` makes it, made once for all scripts: to make one
# takes a second, to copy it a tenth. A copy does not wait for the disk.
#     kept_cluster CRMAUDIT          prints the state folder of it, beside the program that made it

kept_cluster() (
	crmaudit=$1 kept=$(dirname "$1")/cluster
	exec 9>"$kept.lock" && flock 9 || exit
	if [ ! "$kept/crmaudit" -nt "$crmaudit" ]; then
		rm -rf "$kept" "$kept.new"
		mkdir "$kept.new" && printf '[org]\nname = any\n' > "$kept.new/any.ini" || exit
		export XDG_STATE_HOME=$kept.new
		"$crmaudit" -q -c "$kept.new/any.ini" db start >/dev/null 9>&- &&
			"$crmaudit" -q -c "$kept.new/any.ini" db stop >/dev/null 9>&- &&
			printf '%s\n' 'fsync = off' 'full_page_writes = off' >> "$kept.new/crmaudit/postgresql/data/postgresql.conf" &&
			touch "$kept.new/crmaudit" && mv "$kept.new" "$kept" || exit
	fi
	echo "$kept/crmaudit"
)
