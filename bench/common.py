"""What the parts of the bench share: a scratch folder with a private PostgreSQL in it that
crmaudit starts with its own settings, programs run and timed, figures judged."""
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

build = os.path.realpath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
scratch = tempfile.mkdtemp(prefix='crmaudit-bench.')
crmaudit = build + '/crmaudit'
environment = dict(os.environ, XDG_STATE_HOME=scratch + '/state', HOME=scratch)
for name in ('PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGSERVICE', 'PGOPTIONS', 'CRMAUDIT_CONFIG'):
    environment.pop(name, None)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))   # so that the server is stopped and the scratch removed


def run(words, **options):
    return subprocess.run(words, env=environment, check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def timed(words, **options):
    began = time.monotonic()
    run(words, **options)
    return time.monotonic() - began


def measured(words, **options):
    """Seconds of a whole program, its peak memory in MiB and its exit status."""
    began = time.monotonic()
    child = subprocess.Popen(words, **{'env': environment, **options})
    _, status, usage = os.wait4(child.pid, 0)
    return time.monotonic() - began, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


class Server:
    """The private server, which logs each statement with its duration."""

    def __init__(self, *settings):
        with open(scratch + '/any.ini', 'w') as file:
            file.write('[org]\nname = any\n')
        self.conninfo = run([crmaudit, '-q', '-c', scratch + '/any.ini', 'db', 'start']).strip()
        for setting in ("log_min_duration_statement = 0", "log_line_prefix = '%n '", 'log_statement = none', *settings):
            self.sql('ALTER SYSTEM SET ' + setting)
        self.sql('SELECT pg_reload_conf()')
        self.log = max((os.path.join(folder, name) for folder, _, names in os.walk(scratch + '/state') for name in names if name.endswith('log')),
                       key=os.path.getsize)

    def sql(self, statement, schema='public'):
        return run(['psql', '-X', '-At', '-q', '-v', 'ON_ERROR_STOP=1', self.conninfo, '-c', 'SET client_min_messages = warning',
                    '-c', 'SET search_path = ' + schema, '-c', statement]).strip()

    def mark(self):
        return os.path.getsize(self.log)

    def logged(self, since):
        """Its entries, each in one line: a statement's further lines are indented."""
        with open(self.log) as log:
            log.seek(since)
            return re.sub(r'\n\t', ' ', log.read()).split('\n')

    def stop(self):
        subprocess.run([crmaudit, '-q', '-c', scratch + '/any.ini', 'db', 'stop'], env=environment, check=False, stdout=subprocess.DEVNULL)


def clean():
    shutil.rmtree(scratch, ignore_errors=True)


def median(values):
    return statistics.median(values)


def ratio(above, below):
    """The median of the rounds' own ratios: what slows one round slows both."""
    return median([a / b for a, b in zip(above, below)])


def line(words, figure, goal=None, better=None):
    verdict = '' if goal is None else 'pass' if figure <= goal else 'miss'
    print('%-66s %8s %8s  %s' % (words, better or '%.*f' % (2 if figure >= 0.1 else 4, figure),
                                 '' if goal is None else '%g' % goal if goal >= 0.5 else '%.3f' % goal, verdict))
