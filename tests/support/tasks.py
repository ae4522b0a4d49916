"""Writes a small organisation whose tasks tie: tasks.py FOLDER COUNT TIE [CHANGES]
COUNT tasks of one user, TIE of them to a stamp, an hour apart back from 2026-06-30. Their
Ids come in pairs that differ in the case of one letter alone. CHANGES is a list of
number=field=value, with numbers from 0; a number past the end is a new task."""
import csv, sys
from datetime import datetime, timedelta

folder, count, tie = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def whole(id15):   # the three last characters say which letters are capitals
    return id15 + ''.join('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[sum(id15[block + bit].isupper() << bit for bit in range(5))]
                          for block in (0, 5, 10))

user = whole('0055e0000000001')
task = {'Id': None, 'Subject': None, 'Status': 'Completed', 'OwnerId': user, 'ActivityDate': '2026-06-01', 'IsDeleted': 'false', 'IsArchived': 'false',
        'IsClosed': 'true', 'CallDurationInSeconds': '60', 'CreatedDate': '2026-01-01T00:00:00.000Z'}
last = datetime(2026, 6, 30)

def row(number):
    stamp = last - timedelta(hours=(count - 1 - min(number, count - 1)) // tie)
    return task | {'Id': whole('00T5e00000%04d%s' % (number // 2, 'aA'[number % 2])), 'Subject': f'Task {number}',
                   'SystemModstamp': stamp.strftime('%Y-%m-%dT%H:%M:%S.000Z')}

rows = {number: row(number) for number in range(count)}
for change in sys.argv[4:]:
    number, field, value = change.split('=')
    rows.setdefault(int(number), row(int(number)))[field] = value

def write(name, records):
    with open(f'{folder}/{name}.csv', 'w', newline='') as file:
        writer = csv.DictWriter(file, list(records[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(records)

write('Task', list(rows.values()))
stamp = {'SystemModstamp': '2026-01-01T00:00:00.000Z', 'CreatedDate': '2026-01-01T00:00:00.000Z'}
write('User', [{'Id': user, 'Name': 'One', 'Email': 'one@demo.example', 'IsActive': 'true', 'Username': 'one@demo.example'} | stamp])
write('Account', [{'Id': whole('0015e0000%06d' % number), 'Name': f'Account {number}', 'OwnerId': user, 'IsDeleted': 'false'} | stamp
                  | {'An_account_field_with_a_long_name_%04d__c' % field: f'{number} {field}' for field in range(400)}
                  for number in range(60)])
with open(f'{folder}/fields.ini', 'w') as file:
    file.write('[fields.account]\n' + ''.join('wide_%d = An_account_field_with_a_long_name_%04d__c\n' % (field, field) for field in range(400)))
