#!/usr/bin/python3
"""Reads a file in Prometheus' text format (version 0.0.4), strictly by its description:
HELP and TYPE once and before a name's samples, those of one name together, every label
and escape well-formed, no series twice, a line feed at the end. Prints the samples as
NAME{label=value,…} VALUE, label values as they were before escaping; or fails.
"""
import re
import sys

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"')
UNESCAPE = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


def labels_of(text, where):
    found, at = {}, 0
    while at < len(text):
        match = LABEL.match(text, at)
        assert match, f"{where}: labels: {text[at:]}"
        assert match[1] not in found, f"{where}: label {match[1]} twice"
        found[match[1]] = re.sub(r'\\[\\"n]', lambda m: UNESCAPE[m[0]], match[2])
        at = match.end()
        assert at == len(text) or text[at] == ",", f"{where}: labels: {text[at:]}"
        at += 1
    return found


def read(text):
    assert text.endswith("\n"), "no line feed at the end"
    helped, typed, seen, current = set(), set(), set(), None
    for number, line in enumerate(text[:-1].split("\n"), 1):
        where = f"line {number}"
        if line.startswith("# HELP "):
            match = re.fullmatch(rf"# HELP ({NAME}) ((?:[^\\]|\\\\|\\n)+)", line)
            assert match and match[1] not in helped, f"{where}: {line}"
            helped.add(match[1])
            current = match[1]
        elif line.startswith("# TYPE "):
            match = re.fullmatch(rf"# TYPE ({NAME}) gauge", line)
            assert match and match[1] == current and match[1] not in typed, f"{where}: {line}"
            typed.add(match[1])
        else:
            match = re.fullmatch(rf"({NAME})\{{(.*)\}} ([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", line)
            assert match, f"{where}: {line}"
            assert match[1] == current and match[1] in typed, f"{where}: {match[1]} apart from its TYPE"
            labels = labels_of(match[2], where)
            series = (match[1], tuple(sorted(labels.items())))
            assert series not in seen, f"{where}: twice: {line}"
            seen.add(series)
            yield match[1], labels, match[3]


for name, labels, value in read(open(sys.argv[1], newline="").read()):
    print(f"{name}{{{','.join(f'{k}={v}' for k, v in labels.items())}}} {value}")
