"""The bench: how fast rows come in, as ratios of psql's \\copy of the same rows in the same
round. `make bench PARTS=load` runs it; ROWS= and ROUNDS= in the environment.

Staging is what lies between the first page asked for and the end of COPY; merging is what
the statements of the merge took: both by the log of a private PostgreSQL that crmaudit
itself starts with its own settings, so whole programs are measured as they are."""
import math
import os
import re
import shutil
import subprocess
import sys

from common import Server, build, clean, crmaudit, environment, here, line, measured, median, ratio, run, scratch, timed

rows = int(os.environ.get('ROWS') or 1000000)
rounds = int(os.environ.get('ROUNDS') or 5)
slow_rows = min(rows, 100000)
EXTRA = 'Priority CallDurationInSeconds CallDisposition CreatedById LastModifiedDate LastModifiedById IsArchived IsHighPriority Description'
servers = {}


def data(amount):
    """The generated rows, made once for an amount, and their web server's port."""
    folder = '%s/bench/%d' % (build, amount)
    if not os.path.exists(folder + '/facts'):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        run([build + '/bench/tasks', str(amount), folder])
    if amount not in servers:
        servers[amount] = subprocess.Popen([build + '/bench/server', folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        servers[amount].port = servers[amount].stdout.readline().strip()
    return folder


def configuration(name, amount, bulk):
    path = '%s/%s.ini' % (scratch, name)
    with open(path, 'w') as file:
        file.write('[org]\nname = %s\n[salesforce]\nauth = token\ninstance_url = http://127.0.0.1:%s\naccess_token_file = %s/token\n'
                   'bulk_rows = %d\n[fields.task]\n' % (name, servers[amount].port, scratch, 1 if bulk else 0))
        file.writelines('%s = %s\n' % (re.sub('(?<!^)([A-Z])', r'_\1', field).lower(), field) for field in EXTRA.split())
    return path


def statements(since):
    """What the server did: statement, when it began and ended."""
    for entry in database.logged(since):
        found = re.match(r'(\d+\.\d+) .*?duration: ([\d.]+) ms +(?:statement|execute [^:]*): (.*)', entry)
        if found:
            end = float(found[1])
            yield found[3], end - float(found[2]) / 1000, end


def pull(path, folder):
    """Seconds of staging and merging, and the whole program's, with its peak memory."""
    if os.path.exists(folder + '/asked'):
        os.remove(folder + '/asked')
    since = database.mark()
    whole, memory, status = measured([crmaudit, '-q', '-c', path, 'pull'])
    if status:
        sys.exit('bench: crmaudit pull failed')
    done = list(statements(since))
    asked = min(float(line) for line in open(folder + '/asked'))
    staged = max(end for text, _, end in done if text.startswith('COPY stage_task')) - asked
    merged = sum(end - start for text, start, end in done if 'merge_object(' in text or 'unreadable_values(' in text)
    return {'stage': staged, 'merge': merged, 'whole': whole, 'memory': memory}


def copy_csv(folder, schema, table):
    """psql's \\copy into a table of the stage's shape."""
    header = open(folder + '/full.csv').readline().strip()
    database.sql('DROP TABLE IF EXISTS %s; CREATE UNLOGGED TABLE %s (%s)' % (table, table, ', '.join(f + ' text' for f in header.split(','))), schema)
    return timed(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', database.conninfo, '-c', 'SET search_path = ' + schema,
                  '-c', "\\copy %s FROM '%s/full.csv' (FORMAT csv, HEADER, FORCE_NULL (%s))" % (table, folder, header)])


def nights(amount, bulk, take):
    """A first night, the same whole object again, and one row of a hundred changed."""
    name = 'b%s%d' % ('bulk' if bulk else 'rest', amount)
    folder = data(amount)
    path = configuration(name, amount, bulk)
    database.sql('DROP SCHEMA IF EXISTS %s CASCADE' % name)
    take('first', pull(path, folder))
    staged = database.sql("SELECT count(*), (SELECT count(*) FROM task), (SELECT count(*) FROM pg_attribute WHERE attrelid = 'stage_task'::regclass AND attnum > 0) FROM stage_task", name)
    if not staged.startswith('%d|%d|' % (amount, amount)) or int(staged.split('|')[2]) < 26:
        sys.exit('bench: the pull brought %s' % staged)
    if bulk and amount == rows:
        database.sql("UPDATE source_state SET mark = '' WHERE object = 'task'", name)
        take('same', pull(path, folder))
        take('delta', pull(path, folder))
    database.sql('DROP SCHEMA %s CASCADE' % name)


def peers(folder, take):
    """Other ways to bring the same CSV in; the slow ones at slow_rows."""
    for name, words in (('python3 csv + psycopg2', 'csv'), ('pandas to_csv + copy_expert', 'pandas'), ('pgloader', 'pgloader')):
        try:
            if words == 'pgloader':
                take(name, pgloader(folder))
            else:
                copy_csv_table(folder)
                take(name, timed(['/usr/bin/python3', here + '/peer.py', words, database.conninfo, folder + '/full.csv'], stderr=subprocess.DEVNULL))
        except (subprocess.CalledProcessError, FileNotFoundError):
            take(name, None)


def copy_csv_table(folder):
    header = open(folder + '/full.csv').readline().strip()
    database.sql('DROP TABLE IF EXISTS peer; CREATE UNLOGGED TABLE peer (%s)' % ', '.join(f + ' text' for f in header.split(',')))


def pgloader(folder):
    copy_csv_table(folder)
    address = dict(part.split('=', 1) for part in database.conninfo.replace("'", '').split())
    with open(scratch + '/load', 'w') as file:
        file.write("LOAD CSV FROM '%s/full.csv' INTO postgresql://%s@unix:%s:%s/%s?tablename=peer WITH skip header = 1, "
                   "fields optionally enclosed by '\"', fields terminated by ',', fields escaped by double-quote;\n"
                   % (folder, address.get('user', 'crmaudit'), address['host'], address.get('port', '5432'), address.get('dbname', 'crmaudit')))
    took = timed(['pgloader', '--quiet', scratch + '/load'], stderr=subprocess.DEVNULL)
    if database.sql('SELECT count(*) FROM peer') == '0':
        raise FileNotFoundError
    return took


def measure():
    seen = {}

    def take(name, value):
        seen.setdefault(name, []).append(value)

    for number in range(rounds + 1):   # one to warm up, not counted
        if number == 1:
            seen.clear()
        for amount in sorted({rows, slow_rows}):
            take('copy %d' % amount, copy_csv(data(amount), 'public', 'peer'))
            for bulk in (True, False):
                way = 'bulk' if bulk else 'rest'
                nights(amount, bulk, lambda night, of, a=amount, w=way: take('%s %s %d' % (w, night, a), of))
        if number <= 1:
            take('copy for peers', copy_csv(data(slow_rows), 'public', 'peer'))
            peers(data(slow_rows), take)
        print('round %d of %d' % (number, rounds), file=sys.stderr)
    return seen


def exponent(large, small):
    return math.log(median(large) / median(small)) / math.log(rows / slow_rows)


def report(seen):
    def of(name, *parts):
        return [sum(night[part] for part in parts) for night in seen[name]]
    base = seen['copy %d' % rows]
    first = of('bulk first %d' % rows, 'stage', 'merge')
    memory = {amount: median(of('bulk first %d' % amount, 'memory')) for amount in {rows, slow_rows}}
    rest_memory = {amount: median(of('rest first %d' % amount, 'memory')) for amount in {rows, slow_rows}}
    print('%d Task rows of 26 fields, %d rounds; psql \\copy of the CSV: %.1f s (%.1f–%.1f)' % (rows, rounds, median(base), min(base), max(base)))
    print('%-66s %8s %8s' % ('', 'measured', 'goal'))
    line('Bulk CSV over HTTP into the stage, × \\copy', ratio(of('bulk first %d' % rows, 'stage'), base), 1.10)
    line('REST JSON over HTTP into the stage, × \\copy', ratio(of('rest first %d' % rows, 'stage'), base), 1.5)
    line('first load with keys and indexes, × \\copy', ratio(first, base), 2.2)
    line('all read again, nothing changed, × \\copy', ratio(of('bulk same %d' % rows, 'stage', 'merge'), base), 1.5)
    line('one row of a hundred changed, × the first load', ratio(of('bulk delta %d' % rows, 'stage', 'merge'), first), 1 / 15)
    line('whole `crmaudit pull` by Bulk, first night, × \\copy', ratio(of('bulk first %d' % rows, 'whole'), base))
    line('whole `crmaudit pull` by REST, first night, × \\copy', ratio(of('rest first %d' % rows, 'whole'), base))
    line('peak memory by Bulk, MiB', memory[rows], 24)
    line('peak memory by REST, MiB', rest_memory[rows], 24)
    if rows > slow_rows:
        line('peak memory by Bulk, × that of %d rows' % slow_rows, memory[rows] / memory[slow_rows], 1.10)
        line('growth exponent, %d to %d rows, Bulk into the stage' % (slow_rows, rows),
             exponent(of('bulk first %d' % rows, 'stage'), of('bulk first %d' % slow_rows, 'stage')), 1.05)
        line('growth exponent, REST into the stage',
             exponent(of('rest first %d' % rows, 'stage'), of('rest first %d' % slow_rows, 'stage')), 1.05)
    for name in ('python3 csv + psycopg2', 'pandas to_csv + copy_expert', 'pgloader'):
        took = seen.get(name, [None])
        if None in took:
            print('%-66s %8s' % (name, 'not here: make bench-deps'))
        else:
            line('%s, %d rows, × \\copy' % (name, slow_rows), ratio(took, seen['copy for peers']))


with open(scratch + '/token', 'w') as file:
    os.fchmod(file.fileno(), 0o600)
    file.write('00D000000000001!bench\n')
database = None
try:
    database = Server('autovacuum = off')
    report(measure())
finally:
    for server in servers.values():
        server.stdin.close()
        server.wait()
    if database:
        database.stop()
    clean()
