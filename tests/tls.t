#!/bin/bash
# A PostgreSQL of the operator's own, reached by TCP under a name: encrypted and verified
# unless the configuration says otherwise. A real server with a certificate of our making.
set -u
. "$(dirname "$0")/support/night.sh"
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$programs/initdb" ] || skip_all "no initdb here"

as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
stop_it() { as_owner "$programs/pg_ctl" -D "$scratch/pg/data" -m immediate -w stop >/dev/null 2>&1; finish; }
trap stop_it EXIT
chmod 0755 "$scratch"
mkdir "$scratch/pg"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=db.example -addext subjectAltName=DNS:db.example \
	-keyout "$scratch/pg/server.key" -out "$scratch/pg/server.crt" 2>/dev/null
chmod 0600 "$scratch/pg/server.key"
[ "$(id -u)" != 0 ] || chown -R postgres "$scratch/pg"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
words="-p $port -k $scratch/pg -c listen_addresses=127.0.0.1 -c fsync=off -c log_connections=on -c ssl=on"
words+=" -c ssl_cert_file=$scratch/pg/server.crt -c ssl_key_file=$scratch/pg/server.key"
as_owner "$programs/initdb" -D "$scratch/pg/data" -U crmaudit -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$scratch/log" 2>&1 &&
	as_owner "$programs/pg_ctl" -D "$scratch/pg/data" -w -l "$scratch/pg/log" start -o "$words" >"$scratch/log" 2>&1 ||
	{ echo "Bail out! no server: $(cat "$scratch/log" "$scratch/pg/log" | tail -2)"; exit 1; }
cp "$scratch/pg/server.crt" "$scratch/authority.pem"

says() { grep -qE -- "$1" "$scratch/said" || { cat "$scratch/said"; false; }; }
# to CONNINFO: the doctor's look at a database there; its status
to() { configuration far '[database]' "conninfo = $1 port=$port user=crmaudit dbname=postgres"; run far -q doctor 2>&1 | grep -E '^[a-zA-Z]+ +database ' >"$scratch/said"; }
there="host=db.example hostaddr=127.0.0.1"
known="sslrootcert=$scratch/authority.pem"

to "$there"
ok 'a certificate that nobody vouches for is refused' says '^FAIL .*certificate verify failed'
same 'before the login is told' '' "$(grep 'connection auth' "$scratch/pg/log")"
to "$there $known"
ok 'one of a known authority is taken, without a word' says '^ok +database +PostgreSQL [0-9.]+ .*login crmaudit$'
ok 'it is TLS' grep -q 'connection authorized: .*SSL enabled' "$scratch/pg/log"
to "host=other.example hostaddr=127.0.0.1 $known"
ok 'not under another name' says '^FAIL .*does not match host name "other.example"'
to "$there sslmode=require"
ok 'less is possible where it is said, and the doctor warns' says '^warn .*sslmode require does not make sure that it is that server'
to "$there sslmode=disable"
ok 'none at all too' says '^warn .*sslmode disable does not'
printf '[far]\nhost=db.example\nhostaddr=127.0.0.1\nsslmode=require\n' >"$scratch/services"
PGSERVICEFILE=$scratch/services to "service=far"
ok 'a service file is heard' says '^warn .*sslmode require'
printf '[far]\nhost=db.example\nhostaddr=127.0.0.1\n' >"$scratch/services"
PGSERVICEFILE=$scratch/services to "service=far $known"
ok 'one that says nothing of it is not taken for less' says '^ok '
PGSERVICEFILE=$scratch/services to "service=far"
ok 'nor trusts anybody' says '^FAIL .*certificate'
to "host=127.0.0.1"
ok 'this machine needs none' says '^ok '
PGHOST=db.example PGHOSTADDR=127.0.0.1 to "$known"
ok 'the environment may name the host' says '^ok '
done_testing
