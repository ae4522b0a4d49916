"""Mutants of our SQL against the cases of tests/checks: see tests/mutate.sh, which starts this.

    mutate.py "SCHEMA SCHEMA…" [CHECK|FUNCTION|VIEW|FILE…]

Every schema is one worker. A case is one transaction: what is given and derived, then for each
mutant that nothing has noticed yet a savepoint, the check's run, and the comparison.
"""

import collections
import decimal
import glob
import os
import queue
import re
import subprocess
import sys
import threading

# What may be read differently, and how. A person and an account have one name each, so that min and
# max of it are one; and for check_run no rep is '' and no weight is 0.
CHANGES = [(re.compile(old), new) for old, new in [
    (r">=", ">"), (r"<=", "<"), (r"(?<![<>=-])>(?![=>])", ">="), (r"(?<![<>])<(?![=>])", "<="), (r"<>", "="),
    (r"(?<![<>!:]) = ", " <> "),
    (r"\bIS NULL\b", "IS NOT NULL"), (r"\bIS NOT NULL\b", "IS NULL"), (r"\bIS DISTINCT FROM\b", "="),
    (r"\bIS NOT FALSE\b", "IS TRUE"), (r"\bIS NOT TRUE\b", "IS FALSE"),
    (r"\bAND\b", "OR"), (r"\bOR\b(?! REPLACE)", "AND"), (r"\bNOT (?!NULL|MATERIALIZED)", ""), (r"(?<!NOT )\bEXISTS\b", "NOT EXISTS"),
    (r"\bmin\((?!\w\.person|\w\.account\))", "max("), (r"\bmax\(", "min("), (r"\bgreatest\(", "least("), (r"\bleast\(", "greatest("),
    (r"\bLEFT JOIN\b", "JOIN"), (r" DESC\b", ""),
    (r"\bDISTINCT (?!ON|FROM)", ""), (r"days_before\((?=\d)", "days_before(1 + "), (r"days_before\((?=\d)", "days_before(-1 + "),
    (r"'fail'", "'warn'"), (r"'warn'", "'fail'"), (r"\bcoalesce\((?=[\w.]+, )(?!\w\.owner_id, ''\)(,| AS))(?!\w\.\w+, 0\) AS weight)", "nullif("),
    (r" AT TIME ZONE org_zone\(\)", " AT TIME ZONE 'UTC'"), (r" AT TIME ZONE r\.zone", " AT TIME ZONE org_zone()"),
    (r"\* 100\b", "* 101"), (r" - (?=[a-z(])", " + "), (r"\bperson_type\b", "person_id"),
]]

# What checks lean on is judged by these cases, but for the readers of texts and settings, which
# have tests of their own (derive.t, merge.t, bad_input.t, fuzz.t, settings_test.c), and for whose
# team is asked for (team.t), which no case is.
ELSEWHERE = re.compile(r"/(001|002|003|012|025)_")
DEFINITION = re.compile(r"CREATE (OR REPLACE )?(FUNCTION|VIEW) (\w+)")

Mutant = collections.namedtuple("Mutant", "place line words define text")


STOP = re.compile(r"'(?:[^']|'')*'|--[^\n]*|[(),;]|\$\$|\b(?:BETWEEN|AND|OR|THEN|CASE|END|WHEN|ELSE|GROUP|ORDER|LIMIT|OFFSET|WINDOW|"
                  r"LEFT|CROSS|JOIN|WHERE|UNION|RETURNING|ROWS|RANGE)\b")


def condition_end(text, start):
    depth, cases, between = 0, 0, 0
    for hit in STOP.finditer(text, start):
        word = hit[0]
        if depth == 0 and cases == 0 and not (word[0] in "'-" or word in ("(", "CASE", "BETWEEN") or (word == "AND" and between)):
            return hit.start()
        depth += {"(": 1, ")": -1}.get(word, 0)
        cases += {"CASE": 1, "END": -1}.get(word, 0)
        if depth == 0 and cases == 0:
            between += {"BETWEEN": 1, "AND": -1}.get(word, 0)
    return len(text)


def conditions(text):
    """(start, end, what holds where it is dropped) of every condition."""
    for hit in re.finditer(r"\b(WHERE|AND|OR|ON|WHEN)\s+", text):
        line = text[text.rfind("\n", 0, hit.start()) + 1:hit.start()]
        before = text[:hit.start()]
        while re.search(r"\([^()]*\)", before[-400:]):
            before = before[:-400] + re.sub(r"\([^()]*\)", "", before[-400:])
        last = re.findall(r"\b(?:WHERE|AND|OR|ON|WHEN|BETWEEN)\b", before)[-1:]
        end = condition_end(text, hit.end())
        if line.lstrip().startswith("--") or (hit[1] == "AND" and last == ["BETWEEN"]) or before.rstrip().endswith("DISTINCT"):
            continue
        # check_run keeps to the scope: conditions on it only save reading
        if not re.fullmatch(r"\s*(true|'[^']*'|.* BETWEEN scope_low\(\) AND scope_high\(\)|)\s*", text[hit.end():end]):
            yield hit.end(), hit.end() + len(text[hit.end():end].rstrip()), "FALSE" if hit[1] == "OR" else "TRUE"


def mutants_of(lines, first, last):
    """(line number, words, all lines changed) of lines[first:last]."""
    for at in range(first, last):
        line = lines[at]
        if line.lstrip().startswith("--") or (at == last - 1 and line.startswith(" ORDER BY")):
            continue
        for old, new in CHANGES:
            for hit in old.finditer(line):
                changed = line[:hit.start()] + new + line[hit.end():]
                yield at + 1, changed.strip(), lines[:at] + [changed] + lines[at + 1:]
    text = "".join(lines[first:last])
    for start, end, instead in conditions(text):
        at = first + text.count("\n", 0, start)
        dropped = " ".join(text[start:end].split())
        words = f"dropped: {dropped}" + ("" if lines[at].rstrip("\n;").endswith(" " + dropped) and len(lines[at].split()) == 1 + len(dropped.split())
                                         else f" in: {lines[at].strip()}")
        yield at + 1, words, lines[:first] + [text[:start] + instead + text[end:]] + lines[last:]


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines(keepends=True)


def definitions():
    """name → (path, lines, first, last, name in the database) of every function and view as it holds in the end."""
    found = {}
    for path in sorted(glob.glob("sql/schema/*.sql")):
        lines = lines_of(path)
        for first, line in enumerate(lines):
            renamed = re.match(r"ALTER (?:FUNCTION|VIEW) (\w+)(?:\(.*\))? RENAME TO (\w+)", line)
            followed = re.match(r"SELECT view_follow_masters\('(\w+)', '(\w+)'", line)
            if renamed or followed:
                old, new = (renamed or followed).groups()
                for key in [key for key in found if key[0] == old]:
                    found[(new,) + key[1:]] = found.pop(key)
            head = DEFINITION.match(line)
            if not head:
                continue
            last = first + 1
            if head[2] == "FUNCTION" and not re.search(r"\bRETURN\b", "".join(lines[first:first + 3]).split("$$")[0]):
                while "".join(lines[first:last]).count("$$") < 2:
                    last += 1
            else:
                while last < len(lines) and not lines[last - 1].rstrip().endswith(";"):
                    last += 1
            arguments = re.search(r"\((.*)", line)[1] if head[2] == "FUNCTION" else ""
            found[(head[3], re.split(r"\)\s|\) RETURNS", arguments)[0])] = (path, lines, first, last)
    return found


def definition_mutants(name, where):
    path, lines, first, last = where
    old = DEFINITION.match(lines[first])
    for line, words, changed in mutants_of(lines, first, last):
        define = "".join(changed[first:len(changed) - len(lines) + last]).replace(old[0], f"CREATE OR REPLACE {old[2]} {name}", 1)
        yield Mutant(f"{os.path.basename(path)}:{line}", line, words, define.rstrip().rstrip(";") + ";\n", None)


WHO = ["sql/audit/reps.sql", "sql/audit/params.sql"]


def who_anew(texts):
    return "DELETE FROM run_param;\nDELETE FROM run_rep WHERE run_id = run_id();\n" + "".join(text + ";\n" for text in texts)


def who_mutants(path):
    """Of what says who is a rep, and whose thresholds hold, before the check."""
    lines = lines_of(path)
    for line, words, changed in mutants_of(lines, 0, len(lines)):
        texts = ["".join(changed) if other == path else read(other) for other in WHO]
        yield Mutant(f"{os.path.basename(path)}:{line}", line, words, who_anew(texts), None)


def threshold_mutants(check, lines):
    """Of the figures that a check's header names: one more, one less of the last digit."""
    for at, line in enumerate(lines, 1):
        said = re.match(r"-- param: (\w+), \w+, ([\d.]+),", line)
        if not said:
            continue
        name, figure = said.groups()
        digit = decimal.Decimal(1).scaleb(-len(figure.partition(".")[2]))
        for other in (decimal.Decimal(figure) + digit, decimal.Decimal(figure) - digit):
            define = (f"UPDATE parameter SET value = '{other}' WHERE check_id = '{check}' AND name = '{name}' AND scope = 'all'"
                      f" AND value = '{figure}';\n" + who_anew(map(read, WHO)))
            yield Mutant(f"{check}.sql:{at}", at, f"{name} {other}, not {figure}", define, None)


def leaned_on(text, known):
    """The names of functions and views that a text uses, directly or through others."""
    used, waiting = set(), [text]
    while waiting:
        words = set(re.findall(r"\w+", re.sub(r"--.*|'[^'\n]*'", "", waiting.pop())))
        for key, (_, lines, first, last) in known.items():
            if key[0] in words and key not in used:
                used.add(key)
                waiting.append("".join(lines[first:last]))
    return used


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


FOUND = """(SELECT coalesce(string_agg(concat_ws('|', {columns}), E'\\n' ORDER BY record_id, part COLLATE "C", rep_id), '') FROM stage_finding)"""
ROW = "record_id, part, rep_id, severity, why"
DETAIL = "record_type, record_id, label, coalesce(account_id, ''), weight, detail"


def case_script(check, path, text, mutants):
    same = FOUND.format(columns=ROW) + " = " + quoted(read(path[:-4] + ".expected").rstrip("\n"))
    if os.path.exists(path[:-4] + ".detail"):
        same += " AND " + FOUND.format(columns=DETAIL) + " = " + quoted(read(path[:-4] + ".detail").rstrip("\n"))
    yield "BEGIN;\n\\o /dev/null\n" + read(path) + ";\nSELECT activity_derive();\n"
    yield "".join(read(path) + ";\n" for path in WHO) + "\\o\nSET LOCAL statement_timeout = '5s';\n"
    for number, mutant in mutants:
        yield f"SAVEPOINT m;\n\\set same error\n{mutant.define or ''}\\set defined :SQLSTATE\n"
        yield f"SELECT check_run({quoted(check)}, {quoted(mutant.text or text)}) \\g /dev/null\n\\set state :SQLSTATE\n"
        yield f"SELECT {same} AS same \\gset\n\\echo {number} :defined :state :same\nROLLBACK TO m;\nRELEASE m;\n"
    yield "ROLLBACK;\n"


def psql(schema, script):
    command = '. tests/support/database.sh; database_start; database_psql "$@"'
    done = subprocess.run(["bash", "-c", command, "-", schema, "-v", "ON_ERROR_STOP=0", "-f", "-"], input=script,
                          capture_output=True, text=True, check=False)
    if os.environ.get("MUTATE_DEBUG"):
        sys.stderr.write(done.stderr[-3000:])
    for line in done.stdout.splitlines():
        words = line.split()
        if len(words) == 4:
            yield int(words[0]), words[1], words[2], words[3]


class Hunt:
    def __init__(self, mutants):
        self.mutants = mutants
        self.killed, self.invalid, self.run, self.broken = set(), set(), set(), []

    def case(self, schema, check, path, numbers):
        """One case against the mutants that are still alive; 0 is none at all."""
        text = read(f"sql/checks/{check}.sql")
        alive = [number for number in numbers if number not in self.killed | self.invalid]
        trial = [(0, Mutant("", 0, "", None, None))] + [(number, self.mutants[number]) for number in alive]
        answered = set()
        for number, defined, state, same in psql(schema, "".join(case_script(check, path, text, trial))):
            answered.add(number)
            if number == 0:
                if same != "t":
                    self.broken.append(path)
                    return
            elif defined[:2] in ("42", "22") and defined != "00000" or state[:2] == "42":
                self.invalid.add(number)
            elif same != "t":
                self.killed.add(number)
            self.run.add(number)
        if len(answered) <= len(alive):
            self.broken.append(path)


def work(hunt, schema, cases):
    while True:
        try:
            check, path, numbers = cases.get_nowait()
        except queue.Empty:
            return
        hunt.case(schema, check, path, numbers)


def main(schemas, wanted):
    known = definitions()
    checks = sorted(os.path.basename(path)[:-4] for path in glob.glob("sql/checks/*.sql"))
    uses = {check: leaned_on(read(f"sql/checks/{check}.sql"), known) for check in checks}
    everything = []
    possible = set()
    of_check = collections.defaultdict(list)

    def key_of(mutant):
        return mutant.place.rsplit(":", 1)[0], mutant.words

    def add(mutant, names, is_meant):
        possible.add(key_of(mutant))
        if not is_meant:
            return
        everything.append(mutant)
        for check in names:
            of_check[check].append(len(everything))

    def meant(*names):
        return not wanted or any(name in wanted for name in names)

    equivalents = {}
    for line in lines_of("tests/mutate.known"):
        if line.strip() and not line.startswith("#"):
            file, rest = line.rstrip("\n").split("|", 1)
            equivalents[(file, rest.rsplit("|", 1)[0])] = rest.rsplit("|", 1)[1]
    for check in checks:
        path = f"sql/checks/{check}.sql"
        lines = lines_of(path)
        for line, words, changed in mutants_of(lines, 0, len(lines)):
            mutant = Mutant(f"{check}.sql:{line}", line, words, None, "".join(changed))
            add(mutant, [check], meant(check, path))
        for mutant in threshold_mutants(check, lines):
            add(mutant, [check], meant(check, path))
    before = set().union(*(leaned_on(read(path), known) for path in WHO))
    for key, where in known.items():
        users = [check for check in checks if key in uses[check]]
        is_meant = meant(key[0], where[0], os.path.basename(where[0]))
        for mutant in [] if ELSEWHERE.search(where[0]) else definition_mutants(key[0], where):
            if users:
                add(mutant, users, is_meant)
            elif key in before:
                add(mutant._replace(define=mutant.define + who_anew(map(read, WHO))), checks, is_meant)

    for path in WHO:
        for mutant in who_mutants(path):
            add(mutant, checks, meant(path, os.path.basename(path)))

    hunt = Hunt([None] + everything)
    cases = queue.Queue()
    for check in checks:
        if of_check[check]:
            for path in sorted(glob.glob(f"tests/checks/{check}/*.sql")):
                cases.put((check, path, of_check[check]))
    workers = [threading.Thread(target=work, args=(hunt, schema, cases)) for schema in schemas]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    for path in hunt.broken:
        print(f"{path} fails without any change, or its session broke off")
    valid = [number for number in range(1, len(everything) + 1) if number not in hunt.invalid]
    survivors, excused = [], {}
    for number in valid:
        mutant = everything[number - 1]
        if number not in hunt.killed:
            key = key_of(mutant)
            if key in equivalents:
                excused[key] = mutant.place
            else:
                survivors.append(mutant)
    for mutant in survivors:
        print(f"{mutant.place}: {mutant.words}")
    for key, place in excused.items():
        print(f"cannot matter: {place}: {key[1]}: {equivalents[key]}")
    for key in sorted(set(equivalents) - possible):
        print(f"tests/mutate.known has what no change yields any more: {key[0]}|{key[1]}")
    for key in sorted(set(equivalents) & {key_of(everything[number - 1]) for number in valid} - set(excused)):
        print(f"tests/mutate.known has what is noticed: {key[0]}|{key[1]}")
    print(f"{len(survivors)} of {len(valid)} changes went unnoticed; {len(excused)} more cannot matter")
    return 1 if survivors or hunt.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].split(), sys.argv[2:]))
