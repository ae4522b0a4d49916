"""Batches of staged rows by chance, as SQL for psql: each is merged in the schema that the
first word names. Two schemas given the same seed get the same batches.
    merge_batches.py SCHEMA SEED OBJECT STEPS
"""
import random
import sys

schema, seed, obj, steps = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
chance = random.Random(seed)
FIELDS = {
    'task': {'Id': 'id', 'OwnerId': 'ref', 'WhoId': 'ref', 'Subject': 'text', 'Status': 'text', 'ActivityDate': 'date',
             'CompletedDateTime': 'instant', 'IsClosed': 'flag', 'IsRecurrence': 'flag', 'IsDeleted': 'deleted',
             'SystemModstamp': 'stamp'},
    'account': {'Id': 'id', 'OwnerId': 'ref', 'Name': 'text', 'Industry': 'text', 'CreatedDate': 'instant',
                'IsDeleted': 'deleted', 'SystemModstamp': 'stamp', 'Fax': 'text', 'Licence': 'text'},
}[obj]
PREFIX = {'task': '00T', 'account': '001'}[obj]
DATES = ['2024-05-01', '2024-02-29', '5/17/2024', '2024-05-01 00:00', '2024-13-01', 'soon', '2024-05--1', '0001-01-01', '']
FLAGS = ['true', 'false', '1', 'No', 'perhaps', '']
REFS = ['005000000000001AAA', '005000000000001', '000000000000000AAA', ' 005000000000002AAA', 'legacy-7', 'x' * 70, '']
TEXTS = ['a', 'b', 'Größe, "x"', '', 'line\nline']
ODD = 12   # in a hundred


def instant(step, second, rest):
    text = '2026-%02d-%02dT10:%02d:%02d.000' % (1 + step // 28, 1 + step % 28, second // 60, second % 60)
    return text + ('+0000' if rest else 'Z')


def value(kind, rest):
    odd = chance.randrange(100) < ODD
    if kind == 'ref':
        return chance.choice(REFS if odd else REFS[:1])
    if kind == 'date':
        return chance.choice(DATES if odd else DATES[:1])
    if kind == 'flag':
        return chance.choice(FLAGS if odd else FLAGS[:2])
    if kind == 'instant':
        return chance.choice(['2024-02-29T10:00:00Z', '5/1/2024 10:00 PM', 'noon', '2024-05-01T10:00:00+02:00', '2024-05-01'] if odd
                             else [instant(3, 7, rest), instant(4, 7, rest)])
    return chance.choice(TEXTS)


def new_row(number, step, second, rest):
    row = {field: value(kind, rest) for field, kind in FIELDS.items()}
    row['Id'] = '%s%012dAAA' % (PREFIX, number) if number % 7 else '%s%012d' % (PREFIX, number)
    row['IsDeleted'] = 'true' if chance.randrange(10) == 0 else 'false'
    row['SystemModstamp'] = instant(step, second, rest)
    return row


def respelled(row, rest):
    """The same row by the other interface."""
    spell = (lambda v: v.replace('.000Z', '.000+0000')) if rest else (lambda v: v.replace('.000+0000', '.000Z'))
    return {field: spell(v) for field, v in row.items()}


def literal(text):
    return "E'%s'" % text.replace('\\', '\\\\').replace("'", "\\'").replace('\n', '\\n') if text else 'NULL'


def show(step, rows, whole, zone):
    names = list(FIELDS)
    print("SET crmaudit.files_zone = '%s';" % zone)
    print("SELECT stage_make('%s', '{%s}');" % (obj, ','.join(names)))
    for row in rows:
        print('INSERT INTO stage_%s (%s) VALUES (%s);' % (obj, ', '.join('"%s"' % n for n in names),
                                                           ', '.join(literal(row[n]) for n in names)))
    print('DELETE FROM stage_changed;')
    print("SELECT '%d merged', merge_object('%s', '%s', %s);" % (step, obj, '2026-03-01T00:%02d:00Z' % step, whole))
    print("SELECT '%d unreadable', amount, example FROM unreadable_values('%s');" % (step, obj))
    print("SELECT '%d changed', record_id FROM stage_changed GROUP BY record_id ORDER BY record_id;" % step)
    columns = 'task_id, owner_id, who_id, subject, status, due_on, completed_at, is_closed, is_recurrence, is_deleted, stamp' \
        if obj == 'task' else 'account_id, valid_from, valid_to, owner_id, name, industry, created_at, is_deleted, stamp, custom, extra'
    table = 'task' if obj == 'task' else 'account_version'
    print("SELECT '%d row', %s FROM %s ORDER BY 2, 3, 4;" % (step, columns, table))


def batch(source, step, rest):
    """What a pull of step brings: a part or all of the source, some rows twice, some of them old."""
    whole = step == 0 or chance.randrange(3) == 0
    second = 0
    for number in chance.sample(range(60), 12):
        second += 1
        if number in source and chance.randrange(6) == 0:
            del source[number]
        else:
            old = source.get(number)
            source[number] = new_row(number, step, second, rest)
            source[number]['before'] = old
    numbers = [n for n in source if whole or chance.randrange(3) == 0]
    rows = []
    for number in numbers:
        row = dict(source[number])
        before = row.pop('before', None)
        if before and chance.randrange(3) == 0:
            rows.append({k: v for k, v in before.items() if k != 'before'})
        rows.append(row)
        if chance.randrange(8) == 0:
            rows.append(dict(row))
    if chance.randrange(4) == 0:
        rows.append(dict(new_row(1, step, 59, rest), Id=chance.choice(['', 'y' * 70])))
    chance.shuffle(rows)
    return [respelled(row, rest) for row in rows], whole


source = {}
print("SET search_path = %s;" % schema)
for step in range(steps):
    rows, whole = batch(source, step, chance.randrange(2) == 0)
    show(step, rows, 'true' if whole else 'false', 'UTC' if step < steps - 5 else 'Europe/Berlin')
