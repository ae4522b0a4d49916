#!/usr/bin/python3
"""Every text of an organisation's exports gets a word that is found again.

marked.py mark FOLDER           writes the exports anew, with zq7OBJECTFIELD in each text
marked.py find PATH… [--words]  what of it, of addresses, telephone numbers and ids of records
                                stands in those files, workbooks unpacked; a line each
"""
import csv, glob, io, os, re, sys, zipfile

# Lists of choices that the CRM's own set-up holds, and who is a rep: these stay readable.
LISTS = {'Type', 'Rating', 'Status', 'StageName', 'Priority', 'TaskSubtype', 'CallType', 'RelationType', 'Field', 'StepStatus',
         'ContentDocument.FileType', 'ContentDocument.FileExtension', 'ShowAs', 'EventSubtype', 'TeamMemberRole', 'Origin', 'Codename__c'}
STAFF = {'User', 'UserRole', 'LeadStatus', 'Group'}
PLAIN = re.compile(r'|true|false|-?[\d.]+|\d{4}-\d\d-\d\d([T ].*)?|[0-9a-zA-Z]{15}|[0-9a-zA-Z]{18}')
# A fourth of the accounts with all that hangs on them, and no old activities: the rest only takes time.
KEPT_FROM, KEPT_OF = '2026-05-25', 4
ORDER = ['Account', 'Contact', 'Opportunity', 'Quote', 'Task', 'Event', 'EmailMessage']


def marked(value, column, word):
    if PLAIN.fullmatch(value):
        return value
    if 'Phone' in column:
        return '+1 415 555 0177'
    if '://' in value:
        return value + '/' + word
    return word + '.' + value if '@' in value else f'{value} {word}'


def mark(folder):
    gone = set()
    names = [os.path.basename(path)[:-4] for path in glob.glob(folder + '/*.csv')]
    for name in ORDER + sorted(set(names) - set(ORDER)):
        path = f'{folder}/{name}.csv'
        with open(path, newline='') as file:
            head, *rows = csv.reader(file)
        day = head.index('CreatedDate') if 'CreatedDate' in head else None
        kept = [row for at, row in enumerate(rows) if (name != 'Account' or at % KEPT_OF == 0) and gone.isdisjoint(row)
                and (name not in ('Task', 'Event', 'EmailMessage') or row[day] >= KEPT_FROM)]
        gone.update({row[0] for row in rows} - {row[0] for row in kept})
        rows = kept
        if name == 'Account':
            head.append('Codename__c')
            # two accounts of the same codename, one whose codename is its name, one that is an address
            words = ['Sedna', 'sedna', rows[2][head.index('Name')] + ' zq7AccountName', 'x@zq7codename.example']
            rows = [row + [words[at] if at < len(words) else ''] for at, row in enumerate(rows)]
        if name not in STAFF:
            rows = [[value if column in LISTS else marked(value, column, 'zq7' + name + re.sub(r'\W|_', '', column))
                     for column, value in zip(head, row)] for row in rows]
        with open(path, 'w', newline='') as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head] + rows)


FOUND = [('', rb'zq7[A-Za-z0-9]*'), ('address ', rb'[\w.+-]+@[\w-]+\.\w+'), ('telephone ', rb'\+?1? ?\(?415\)?[ -]?555[ -]?0177'),
         ('record ', rb'(?:001|003|006|00Q|00T|00U|02s|500|0Q0|800)5e00000[0-9A-Za-z]{7,10}'), ('link ', rb'[\w.]*force\.com')]


def parts(path):
    with open(path, 'rb') as file:
        data = file.read()
    if not data.startswith(b'PK'):
        yield path, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for part in book.namelist():
            yield f'{path}:{part}', part.encode() + b'\n' + book.read(part)


def find(paths, words):
    files = [path for top in paths for path in ([top] if os.path.isfile(top) else glob.glob(top + '/**', recursive=True)) if os.path.isfile(path)]
    seen = set()
    for path in files:
        for part, data in parts(path):
            data = part.encode() + b'\n' + data
            for kind, pattern in FOUND:
                for hit in set(re.findall(pattern, data)):
                    seen.add(kind + hit.decode() + ('' if words else ' in ' + part))
    print(*sorted(seen), sep='\n')
    return 0 if files and not seen else 1


if __name__ == '__main__':
    job, *rest = sys.argv[1:]
    if job == 'mark':
        mark(rest[0])
    else:
        sys.exit(find([path for path in rest if path != '--words'], '--words' in rest))
