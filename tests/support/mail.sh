# Sourced after night.sh: mail servers on loopback, and an organisation to send for.

# A real server, Debian's chasquid, unpacked by the Makefile; its mail lies in $scratch/mail/USER
# as a Maildir. Users of acme.example: those named. Its ports are in $submission and $tls.
chasquid=${BUILD:-build}/chasquid/usr/bin/chasquid
mta=
free_ports() { /usr/bin/python3 -c '
import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in held))' "$1"; }
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
certificate() { # PATH [NAME]: PATH.crt and PATH.key, its own authority
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=${2:-localhost}" -addext "subjectAltName=DNS:${2:-localhost}" \
		-keyout "$1.key" -out "$1.crt" 2>/dev/null
}
start_mta() { # USER…
	local home=$scratch/mta smtp
	read -r smtp submission tls < <(free_ports 3)
	mkdir -p "$home/certs/localhost" "$home/domains/acme.example" "$home/data" "$scratch/mail"
	certificate "$scratch/mta"
	cp "$scratch/mta.crt" "$home/certs/localhost/fullchain.pem"
	cp "$scratch/mta.key" "$home/certs/localhost/privkey.pem"
	cat > "$home/mda" <<-END
		#!/bin/sh
		mkdir -p "$scratch/mail/\$1/new" "$scratch/mail/\$1/cur" "$scratch/mail/\$1/tmp"
		file=\$(mktemp "$scratch/mail/\$1/tmp/XXXXXXXX") && cat > "\$file" && mv "\$file" "$scratch/mail/\$1/new/"
	END
	chmod +x "$home/mda"
	cat > "$home/chasquid.conf" <<-END
		hostname: "localhost"
		smtp_address: "127.0.0.1:$smtp"
		submission_address: "127.0.0.1:$submission"
		submission_over_tls_address: "127.0.0.1:$tls"
		mail_delivery_agent_bin: "$home/mda"
		mail_delivery_agent_args: "%to_user%"
		data_dir: "$home/data"
		mail_log_path: "$home/mail.log"
	END
	for user in "$@"; do
		"$chasquid-util" "-C=$home" user-add "$user@acme.example" --password=sesame >/dev/null || return 1
	done
	"$chasquid" -config_dir "$home" >"$home/log" 2>&1 &
	mta=$!
	until answers "$submission" && answers "$tls"; do kill -0 $mta 2>/dev/null || return 1; sleep 0.02; done
}
# arrived USER AMOUNT: waits until so much has been delivered
arrived() {
	local tries
	for ((tries = 0; tries < 500; tries++)); do
		[ "$(ls "$scratch/mail/$1/new" 2>/dev/null | wc -l)" -ge "$2" ] && return
		sleep 0.02
	done
	return 1
}

# One that misbehaves: what it took is in $scratch/took, its port in $odd
odd_server=
start_odd() {
	rm -rf "$scratch/took" "$scratch/odd-port"
	mkdir "$scratch/took"
	/usr/bin/python3 "$here/tests/support/smtp.py" "$scratch/odd-port" "$scratch/took" "$@" >"$scratch/odd.log" 2>&1 &
	odd_server=$!
	until [ -s "$scratch/odd-port" ]; do kill -0 $odd_server || return 1; sleep 0.02; done
	odd=$(cat "$scratch/odd-port")
}
stop_odd() { kill $odd_server; wait $odd_server 2>/dev/null; odd_server=; }
took() { ls "$scratch/took" | grep -c eml; }
# took_for ADDRESS: how many it took for that recipient
took_for() { cat "$scratch"/took/*.eml 2>/dev/null | grep -a '^X-To' | tr -d '\r' | grep -cx "X-To: $1"; }
rules() { echo "$1" > "$scratch/took/rules.json"; }

stop_mail() {
	for server in $mta $odd_server; do kill "$server" 2>/dev/null; done
	wait $mta $odd_server 2>/dev/null
}

# The organisation: Vera leads Max and Nora; Max has Ann and Ben, Nora has Cy, Paul has Dot
# and no e-mail. A deal past its date for each rep.
id() { printf '0050000000000%sAAA' "$1"; }
user() { # NUMBER NAME E-MAIL MANAGER
	printf '%s,%s,%s,%s@acme.example,true,Standard,%s\n' "$(id "$1")" "$2" "$3" "${2,,}" "${4:+$(id "$4")}"
}
deal() { # NUMBER OWNER NAME
	printf '0060000000000%sAAA,%s,001000000000001AAA,%s,Proposal,2026-06-20,false,false,100\n' "$1" "$3" "$(id "$2")"
}
deals() { # what comes on top
	echo 'Id,Name,AccountId,OwnerId,StageName,CloseDate,IsClosed,IsWon,Amount'
	deal 11 11 'Deal of Ann'
	deal 13 13 'Deal of Cy'
	deal 14 14 'Deal of Dot'
	"$@"
}
sales_team() {
	org=$scratch/team
	mkdir -p "$org"
	{
		echo 'Id,Name,Email,Username,IsActive,UserType,ManagerId'
		user 01 Vera vera@acme.example
		user 02 Max Max@Acme.example 01
		user 03 'Nora Núñez' nora@acme.example 01
		user 04 Paul ''
		user 11 Ann ann@acme.example 02
		user 12 Ben ben@acme.example 02
		user 13 Cy cy@acme.example 03
		user 14 Dot dot@acme.example 04
	} > "$org/User.csv"
	printf 'Id,Name,OwnerId\n001000000000001AAA,Acme,%s\n' "$(id 11)" > "$org/Account.csv"
	deals : > "$org/Opportunity.csv"
}
