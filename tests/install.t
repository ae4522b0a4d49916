#!/bin/bash
# The package as an operator meets it: `make install` and `make deb`; installed, run as the
# service's account within the limits of its units, removed and purged. All in namespaces of
# its own, on an overlay of this machine's files, so that the machine stays as it was.
set -u
if [ "$(id -u)" != 0 ] || ! unshare --mount --pid --net --fork --mount-proc true 2>/dev/null; then
	echo "1..0 # SKIP wants root, and namespaces"
	exit 0
fi
[ "${1:-}" = inside ] || exec unshare --mount --pid --net --fork --mount-proc --kill-child "$0" inside
. "$(dirname "$0")/support/night.sh"
! ldd "$crmaudit" | grep -q libasan || skip_all "what is packed is the program without sanitizers"
ip link set lo up
root=$scratch/root
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
make_root() {
	mkdir "$root" "$scratch/layer"
	mount -t tmpfs layer "$scratch/layer" && mkdir "$scratch/layer/upper" "$scratch/layer/work" &&
		mount -t overlay root -o "lowerdir=/,upperdir=$scratch/layer/upper,workdir=$scratch/layer/work" "$root" &&
		mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
		mount -t tmpfs run "$root/run" && mount -t tmpfs tmp "$root/tmp"
}
unmount() { cd / && umount -R "$root" && umount "$scratch/layer"; }
trap 'unmount; finish' EXIT
make_root || { echo "1..0 # SKIP no overlay can be mounted"; exit 0; }

# make install
pages() { sed -n 's/^\t\.name = "\(.*\)",/\1/p' "$here"/jobs/*.c; }
wanted_files() {
	echo 755 bin/crmaudit
	printf '644 lib/systemd/system/%s\n' crmaudit-db.service crmaudit@.service crmaudit@.timer
	printf '644 %s\n' lib/sysusers.d/crmaudit.conf lib/tmpfiles.d/crmaudit.conf \
		share/bash-completion/completions/crmaudit share/doc/crmaudit/examples/crmaudit.ini \
		share/doc/crmaudit/examples/crontab share/man/man1/crmaudit.1 share/man/man5/crmaudit.ini.5 \
		share/man/man7/crmaudit-checks.7
	printf '644 share/doc/crmaudit/%s\n' own-checks.md running.md settings.md workbooks.md
	pages | sed 's|.*|644 share/man/man1/crmaudit-&.1|'
}
ok "make install" make -s -C "$here" install BUILD="$build" DESTDIR="$scratch/tree" PREFIX=/opt/crmaudit
tree=$scratch/tree/opt/crmaudit
same "puts every file there in its mode, and none beside" "$(wanted_files | sort)" "$(cd "$scratch/tree" && find . -type f -printf '%m %p\n' | sed 's| ./opt/crmaudit/| |' | sort)"
ok "with its own folder in what it puts there" grep -rq '^ExecStart=/opt/crmaudit/bin/crmaudit ' "$tree/lib/systemd"
same "and no word left open" "" "$(grep -rlI '@bindir@' "$tree")"

# the manual
lint_pages() {
	local page said
	for page in "$tree"/share/man/man*/*; do
		said=$(mandoc -Tlint -Wwarning "$page" 2>&1; LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
		[ -z "$said" ] || { echo "$page: $said"; return 1; }
	done
}
help_in_pages() {
	local job option
	for job in $(pages); do
		mandoc -Tascii "$tree/share/man/man1/crmaudit-$job.1" | col -b > "$scratch/page"
		for option in $("$crmaudit" "$job" --help | grep -oE -- '^ .{5}--[a-z-]+' | grep -o -- '--.*'); do
			grep -q -- "^ .*$option\b" "$scratch/page" || { echo "$job lacks $option"; return 1; }
		done
	done
}
settings_in_page() {
	mandoc -Tascii "$tree/share/man/man5/crmaudit.ini.5" | col -b > "$scratch/page"
	"$crmaudit" doctor --settings | sed -n 's/^;\([^ ]*\) = .*/\1/p' | while read -r key; do
		grep -qF -- "  $key =" "$scratch/page" || { echo "lacks $key"; exit 1; }
	done
}
ok "no page of the manual has a mistake" lint_pages
ok "a job's page has every option of its help" help_in_pages
ok "crmaudit.ini(5) has every setting" settings_in_page

# make deb
make_deb() { make -s -C "$here" deb BUILD="$build" && cp "$build"/deb/*.deb "$root/tmp/crmaudit.deb"; }
ok "make deb, and lintian finds nothing" make_deb
ok "another" make -s -C "$here" deb BUILD="$build" LINTIAN=true
ok "has the same bytes" cmp "$build"/deb/*.deb "$root/tmp/crmaudit.deb"

# installed
account_of() { in_root stat -c '%a %U:%G' "$@"; }
# what is other than on this machine, but for what dpkg writes down
listing() { (cd "$scratch/layer/upper" && find . -path ./var/lib/dpkg -prune -o -path ./var/log -prune -o -path ./var/cache -prune -o \( -type f -o -type l \) -printf '%P\n' | sort); }
rm -rf "$root/etc/crmaudit" "$root/var/lib/crmaudit" "$root/var/lib/man-db/auto-update"
ok "dpkg installs it" in_root dpkg -i /tmp/crmaudit.deb
same "with an account" "/var/lib/crmaudit:/usr/sbin/nologin" "$(in_root getent passwd crmaudit | cut -d: -f6,7)"
same "and its folders" "750 root:crmaudit
750 root:crmaudit
700 crmaudit:crmaudit" "$(account_of /etc/crmaudit /etc/crmaudit/checks /var/lib/crmaudit)"
same "systemd finds no mistake in the units" "" "$(in_root systemd-analyze verify crmaudit@demo.service crmaudit@demo.timer crmaudit-db.service 2>&1 | grep -i crmaudit)"
scores() {
	local unit score
	for unit in crmaudit@.service crmaudit-db.service; do
		score=$(in_root systemd-analyze security --offline=true "/lib/systemd/system/$unit" | sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
		echo "# systemd-analyze security $unit: $score" >&3
		[ "${score%.*}" -lt 3 ] || return 1
	done
}
exec 3>&1
ok "which leave little open" scores

# a night as the unit runs it: its command, its account, and what of its limits wants no systemd
key=/run/credentials/salesforce_private_key
within() {
	in_root unshare --mount sh -ec 'mount --bind /var/lib/crmaudit /var/lib/crmaudit
		mount -t tmpfs tmp /tmp
		mount -o remount,bind,ro /
		exec setpriv --reuid crmaudit --regid crmaudit --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
			env -i PATH=/usr/bin:/bin CREDENTIALS_DIRECTORY='"${key%/*}"' "$@"' within "$@"
}
command_of() { sed -n "s|^ExecStart=||p" "$root/lib/systemd/system/$1" | sed 's/%i/demo/'; }
demo_org && start_standin || { echo "Bail out! no stand-in CRM"; exit 1; }
rest_configuration demo
sed -i '/^private_key_file/d; s|^folder = .*|folder = /var/lib/crmaudit/reports|' "$scratch/demo.ini"
in_root install -o root -g crmaudit -m 0640 /dev/stdin /etc/crmaudit/demo.ini < "$scratch/demo.ini"
in_root install -d -o crmaudit -m 0500 "${key%/*}"
in_root install -o crmaudit -m 0440 /dev/stdin $key < "$scratch/key.pem"
refused() { ! within sh -c 'mkdir /usr/x || mkdir /etc/crmaudit/x' 2>/dev/null; }
ok "within the limits nothing else can be written" refused
ok "the private server starts" within $(command_of crmaudit-db.service)
ok "where the unit looks for its process" in_root sh -c "kill -0 \$(head -1 $(sed -n 's/^PIDFile=//p' "$root/lib/systemd/system/crmaudit-db.service"))"
ok "a night runs, its key a credential" within $(command_of crmaudit@.service) --as-of $as_of
same "its workbook is the account's alone" "600 crmaudit:crmaudit" "$(account_of /var/lib/crmaudit/reports/manager.xlsx)"
by_cron=$(sed -n 's/^0 3 .*  crmaudit  //p' "$root/usr/share/doc/crmaudit/examples/crontab" | sed 's/acme/demo/; s/ nightly/ status/')
ok "the example's line of cron meets the same store" sh -c 'grep -q nightly "$1"' sh <(within sh -c "$by_cron")
ok "and the account finds them by hand" within sh -c 'crmaudit -q -c /etc/crmaudit/demo.ini findings --format json | grep -q outreach-person'

# removed
in_root mkdir -p /etc/systemd/system/timers.target.wants
in_root systemctl --root=/ enable crmaudit@demo.timer 2>/dev/null
ok "dpkg removes it" in_root dpkg -r crmaudit
same "and nothing of it runs" "" "$(ps -o args= -u "$(in_root id -u crmaudit)")"
ok "purged" in_root sh -c 'dpkg --purge crmaudit >/tmp/purged 2>&1'
ok "it tells what is left" grep -q 'left as they are, with the account crmaudit that owns them: /etc/crmaudit /var/lib/crmaudit' "$root/tmp/purged"
same "which is the data, the configuration and the account" "etc/crmaudit/demo.ini
$(printf 'etc/%s\n' group gshadow passwd shadow)" "$(listing | grep -vE '^var/lib/crmaudit/|^etc/[a-z]*-$|^etc/.pwd.lock$')"
ok "the workbook among them" test -s "$root/var/lib/crmaudit/reports/manager.xlsx"
again() { in_root dpkg -i /tmp/crmaudit.deb && in_root sh -c 'rm -r /etc/crmaudit/demo.ini /var/lib/crmaudit/*' && in_root dpkg --purge crmaudit; }
ok "installed again and purged without data" again
accounts='passwd|shadow|group|gshadow|subuid|subgid'
same "it leaves no file" "" "$(listing | grep -vE "^etc/($accounts)-?\$|^etc/.pwd.lock$")"
same "and no account" "$(cd /etc && eval "sort {${accounts//|/,}}")" "$(cd "$root/etc" && eval "sort {${accounts//|/,}}")"
done_testing
