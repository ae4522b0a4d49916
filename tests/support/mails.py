#!/usr/bin/python3
"""Reads mails back, by Python's own parser: mails.py WHAT FILE….

table: a line each, "to | subject | attachment"; text: the words of the one; id: its number;
attached FILE: that the attachment is that file, byte for byte; figures: that the text says
the figures that stand on the Summary of the attached workbook, as openpyxl reads it.
"""
import email
import email.policy
import hashlib
import io
import re
import sys

def read(path):
    with open(path, "rb") as file:
        return email.message_from_binary_file(file, policy=email.policy.default)


def attachment(mail):
    parts = list(mail.iter_attachments())
    assert len(parts) <= 1, parts
    return parts[0] if parts else None


def text(mail):
    return mail.get_body().get_content()


def check_headers(mail):
    for name in "Date", "From", "To", "Message-ID", "Subject", "MIME-Version":
        assert len(mail.get_all(name, [])) == 1, (name, mail.items())
    assert mail["Date"].datetime.utcoffset().total_seconds() == 0
    assert re.fullmatch(r"<[!-;=?-~]+@[a-z.]+>", mail["Message-ID"]), mail["Message-ID"]
    assert not mail.defects and all(not part.defects for part in mail.walk())
    assert all(len(line) <= 998 for line in mail.as_bytes().split(b"\n"))


what, paths = sys.argv[1], sys.argv[2:]
if what == "attached":
    wanted, paths = paths[0], paths[1:]
mails = [read(path) for path in paths]
for mail in mails:
    check_headers(mail)
if what == "table":
    for mail in sorted(mails, key=lambda mail: (mail["To"], mail["Subject"])):
        part = attachment(mail)
        print(mail["To"], mail["Subject"], part.get_filename() if part else "-", sep=" | ")
elif what == "text":
    print(text(mails[0]))
elif what == "id":
    print(mails[0]["Message-ID"])
elif what == "attached":
    with open(wanted, "rb") as file:
        assert attachment(mails[0]).get_content() == file.read()
    print(hashlib.sha256(attachment(mails[0]).get_content()).hexdigest())
elif what == "figures":
    import openpyxl
    sheet = openpyxl.load_workbook(io.BytesIO(attachment(mails[0]).get_content()))["Summary"]
    # a figure stands beneath its name, or beside it
    cells = {(row, column): str(cell) for row, line in enumerate(sheet.iter_rows(values_only=True))
             for column, cell in enumerate(line) if cell is not None}
    said = dict(re.findall(r"^(Open fails|New findings|Escalated|To coach|Not checked): (\d+)", text(mails[0]), re.M))
    assert len(said) == 5, text(mails[0])
    for name, figure in said.items():
        near = {cells.get((row + down, column + 1 - down)) for (row, column), cell in cells.items() if cell == name for down in (0, 1)}
        assert figure in near, (name, figure, near)
