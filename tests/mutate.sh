#!/bin/bash
# How sharp tests/checks is: changes one condition at a time in a check's SQL and runs that
# check's cases against the change. Prints what no case noticed; status 1 if there is any.
#     tests/mutate.sh [CHECK…]
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

# One file per change in folder $2, named by number; a line on each to stdout.
mutants() {
	perl -e '
		my ($path, $folder) = @ARGV;
		open my $in, "<", $path or die "$path: $!\n";
		my @lines = <$in>;
		my @changes = (
			[qr/>=/, ">"], [qr/<=/, "<"], [qr/(?<![<>=-])>(?![=>])/, ">="], [qr/(?<![<>])<(?![=>])/, "<="], [qr/<>/, "="],
			[qr/(?<![<>!:]) = /, " <> "],
			[qr/\bIS NULL\b/, "IS NOT NULL"], [qr/\bIS NOT NULL\b/, "IS NULL"], [qr/\bIS DISTINCT FROM\b/, "="],
			[qr/\bAND\b/, "OR"], [qr/\bOR\b/, "AND"], [qr/\bNOT (?!NULL)/, ""], [qr/(?<!NOT )\bEXISTS\b/, "NOT EXISTS"],
			[qr/\bmin\(/, "max("], [qr/\bmax\(/, "min("], [qr/\bLEFT JOIN\b/, "JOIN"], [qr/ DESC\b/, ""],
			[qr/\bDISTINCT (?!ON|FROM)/, ""], [qr/days_before\((?=\d)/, "days_before(1 + "], [qr/days_before\((?=\d)/, "days_before(-1 + "],
			[qr/\x27fail\x27/, "\x27warn\x27"], [qr/\x27warn\x27/, "\x27fail\x27"], [qr/\bcoalesce\((?=[\w.]+, )/, "nullif("],
			[qr/ AT TIME ZONE org_zone\(\)/, " AT TIME ZONE \x27UTC\x27"], [qr/ AT TIME ZONE r\.zone/, " AT TIME ZONE org_zone()"],
			[qr/\* 100\b/, "* 101"], [qr/ - (?=[a-z(])/, " + "], [qr/\bperson_type\b/, "person_id"],
		);
		my ($number, $begun) = (0, 0);
		my $put = sub {
			my ($at, $line, $words) = @_;
			$number++;
			open my $out, ">", "$folder/$number.sql" or die "$folder: $!\n";
			print $out map { $_ == $at ? $line : $lines[$_] } 0 .. $#lines;
			$line =~ s/^\s+|\s+$//g;
			printf "%d %d: %s\n", $number, $at + 1, $line eq "" ? "dropped: $words" : $line;
		};
		for my $at (0 .. $#lines) {
			my $line = $lines[$at];
			next if $line =~ /^--/ || ($line =~ /^ ORDER BY/ && $at == $#lines);
			for my $change (@changes) {
				my ($from, $to) = @$change;
				while ($line =~ /$from/g) {
					my $changed = $line;
					substr($changed, $-[0], $+[0] - $-[0]) = $to;
					$put->($at, $changed, "");
				}
			}
			(my $words = $line) =~ s/^\s+|\s+$//g;
			$put->($at, "\n", $words) if $line =~ /^\s*(AND|OR)\b/ && $line !~ /THEN/;
		}' "$1" "$2"
}

database_start || exit 1
export CRMAUDIT_TEST_SERVER=$database_socket
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${database_folder:-}" ] || database_stop' EXIT
[ $# -gt 0 ] || set -- $(basename -s .sql sql/checks/*.sql)
all=0
survived=0
for check; do
	rm -f "$work"/*
	mutants "sql/checks/$check.sql" "$work" >"$work/list"
	while read -r number words; do
		all=$((all + 1))
		if tests/checks.t --sql "$work/$number.sql" "$check" >/dev/null 2>&1 </dev/null; then
			survived=$((survived + 1))
			echo "$check.sql:$words"
		fi
	done <"$work/list"
done
echo "$survived of $all changes went unnoticed"
[ "$survived" = 0 ]
