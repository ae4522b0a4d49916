"""The bench, part three: workbooks, as ratios of bare libxlsxwriter writing the same cells in the
same round, from rows that a private PostgreSQL streams. `make bench PARTS=workbooks` runs it; BOOK_ROWS=,
BOOKS= and ROUNDS= in the environment."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile

build = os.path.realpath(sys.argv[1])
rows = int(os.environ.get('BOOK_ROWS') or 100000)
books = int(os.environ.get('BOOKS') or 200)
rounds = int(os.environ.get('ROUNDS') or 5)
each = max(rows // books * 2, 1)
# more than one sheet holds
most = 1048600 if rows >= 100000 else rows * 10
here = os.path.dirname(os.path.abspath(__file__))
scratch = tempfile.mkdtemp(prefix='crmaudit-books.')
environment = dict(os.environ, XDG_STATE_HOME=scratch + '/state', HOME=scratch)
for name in ('PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGSERVICE', 'PGOPTIONS', 'CRMAUDIT_CONFIG', 'TMPDIR'):
    environment.pop(name, None)
crmaudit = [build + '/crmaudit', '-q', '-c', scratch + '/any.ini']

# 8 texts that repeat or are unique, 2 dates, a number, a currency, a percentage, a flag, a long text
CELLS = """CREATE UNLOGGED TABLE cells AS
SELECT n, 'Rep ' || n % 40 AS rep, 'Account ' || n % 5000 || ' GmbH & Co' AS account, 'Opportunity ' || n AS opportunity,
       (ARRAY['Discovery', 'Proposal', 'Negotiation', 'Closed Won'])[1 + n % 4] AS stage, 'Opportunities without a next step' AS check_title,
       (ARRAY['fail', 'warn'])[1 + n % 2] AS severity, left(md5(n::text), 10) AS finding_id, '006' || left(md5((n + 1)::text), 15) AS record_id,
       date '2025-06-30' - (n % 900)::int AS day, timestamp '2025-06-30 17:45' - n % 90000 * interval '1 minute' AS at,
       (n % 400)::int AS days, (n::bigint * 7919 % 100000000) / 100.0 AS amount, (n % 101) / 100.0 AS share, n % 3 = 0 AS is_new,
       repeat('silent for ' || n % 400 || ' days, the last word was "later"; ', (1 + n % 3)::int) AS why
  FROM generate_series(1, %d) AS n;
ALTER TABLE cells ADD PRIMARY KEY (n); ANALYZE cells"""


def run(words):
    return subprocess.run(words, env=environment, check=True, text=True, stdout=subprocess.PIPE, cwd=scratch).stdout


def write(way, amount, name='book'):
    """Seconds, and MiB at the peak."""
    program = [build + '/bench/books-bare' if way == 'bare' else build + '/bench/books']
    if way in ('xlsxwriter', 'openpyxl'):
        program = ['/usr/bin/python3', here + '/workbook_peer.py']
    seconds, memory = run(program + [way, conninfo, str(amount), '%s/%s.xlsx' % (scratch, name)]).split()
    return float(seconds), int(memory) / 1024


def write_many(side_by_side, way='many'):
    folder = scratch + '/many'
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    seconds, memory = run([build + '/bench/books', way, conninfo, str(each), str(books), str(side_by_side), folder]).split()
    if len(os.listdir(folder)) != books:
        sys.exit('bench: %d of %d workbooks are there' % (len(os.listdir(folder)), books))
    return float(seconds), int(memory) / 1024


def measure():
    seen = {}

    def take(name, value):
        seen.setdefault(name, []).append(value)

    for number in range(rounds + 1):   # one to warm up, not counted
        if number == 1:
            seen.clear()
        for way in ('bare', 'out'):
            take(way, write(way, rows))
        take('one', write_many(1))
        take('both', write_many(2))
        take('turns', write_many(2, 'turns'))
        for way in ('xlsxwriter', 'openpyxl'):
            try:
                take(way, write(way, rows))
            except subprocess.CalledProcessError:
                take(way, None)
        print('round %d of %d' % (number, rounds), file=sys.stderr)
    return seen


def ratio(above, below):
    """The median of the rounds' own ratios: what slows one round slows both."""
    return statistics.median(a[0] / b[0] for a, b in zip(above, below))


def line(words, figure, goal=None, at_least=False):
    good = goal is not None and (figure >= goal if at_least else figure <= goal)
    verdict = '' if goal is None else 'pass' if good else 'miss'
    print('%-64s %8.2f %8s  %s' % (words, figure, '' if goal is None else ('>= %g' if at_least else '%g') % goal, verdict))


def report(seen):
    bare = [seconds for seconds, _ in seen['bare']]
    print('%d rows of 15 cells, %d rounds; bare libxlsxwriter: %.2f s (%.2f-%.2f)' % (rows, rounds, statistics.median(bare), min(bare), max(bare)))
    print('%-64s %8s %8s' % ('', 'measured', 'goal'))
    line('one workbook, x bare libxlsxwriter', ratio(seen['out'], seen['bare']), 1.05)
    for way, words, goal in (('xlsxwriter', 'python3-xlsxwriter, constant_memory', 0.35), ('openpyxl', 'python3-openpyxl, write_only', 0.25)):
        if None in seen[way]:
            print('%-64s not here: make bench-deps' % words)
        else:
            line('one workbook, x ' + words, ratio(seen['out'], seen[way]), goal)
    line('%d workbooks of %d rows: two side by side, times as fast as one' % (books, each), ratio(seen['one'], seen['both']), 1.8, True)
    line('the same as a night writes them, by one connection in turns', ratio(seen['one'], seen['turns']), 1.8, True)
    for amount in (rows // 10, rows, most):
        line('peak memory at %d rows, MiB' % amount, write('out', amount)[1], 16)
    if 'xl/worksheets/sheet2.xml' not in zipfile.ZipFile(scratch + '/book.xlsx').namelist() and most > 1048576:
        sys.exit('bench: %d rows are on one sheet' % most)
    line('peak memory at %d rows with two links each, MiB' % rows, write('links', rows)[1], 16)
    line('peak memory of two side by side, MiB', statistics.median(memory for _, memory in seen['both']))


with open(scratch + '/any.ini', 'w') as file:
    file.write('[org]\nname = any\n')
try:
    conninfo = run(crmaudit + ['db', 'start']).strip()
    run(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', conninfo, '-c', CELLS.replace('%d', str(max(most, books * each)))])
    report(measure())
finally:
    subprocess.run(crmaudit + ['db', 'stop'], env=environment, check=False, stdout=subprocess.DEVNULL)
    shutil.rmtree(scratch, ignore_errors=True)
