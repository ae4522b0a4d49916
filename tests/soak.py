#!/usr/bin/env python3
"""Nights on end on the demo organisation, a day apart, while the source changes a little
every third one: nothing may grow but what the data's own growth explains.

    tests/soak.py [--nights 300] [--thin 1] [--seed N] [--build DIR] [--keep]

Of each night are measured: the program's peak memory and open files; afterwards the
connections and temporary files that are left, the files of the report folder, the
server's log, and the size, rows and dead rows of each table.

The first third warms up, and with the shortest retention that the checks allow, what is
kept by days is full by then. How each figure stands in the beginning of the last third is
the median of its first nights, how in the end that of its last ones. A table may grow
by as much as its rows do, and by a twentieth and SLACK for pages that are half full; of rows a
night writes (runs and what hangs on them) the number itself must not grow, which is what
retention is for. All else may grow by the share and the slack named beside it; of connections and temporary
files none may be left after any night.
"""
import argparse, csv, datetime as dt, json, os, random, shutil, statistics, subprocess, sys, tempfile, time

FIRST = dt.date(2025, 6, 30)
SLACK = 256 * 1024
KEPT = {'runs_days': 31, 'resolved_findings_days': 31, 'events_days': 31, 'waivers_days': 31, 'decisions_days': 31,
        'coaching_days': 31, 'versions_days': 90, 'vanished_days': 90}
# their rows are per night: with retention as many as its days
PER_NIGHT = ['run', 'run_check', 'run_rep', 'run_param', 'run_team', 'run_workbook', 'run_retention', 'drift']


class Source:
    """The exports, changed by hand as people change a CRM."""

    def __init__(self, folder, chance, thin):
        self.folder, self.chance, self.serial = folder, chance, 0
        self.rows = {}
        for name in ('Task', 'Opportunity', 'Contact', 'Account', 'Event'):
            with open(f'{folder}/{name}.csv', newline='', encoding='utf-8') as file:
                rows = list(csv.DictReader(file))
            self.rows[name] = rows[::thin] if name in ('Task', 'Event') else rows
            self.write(name)
        self.calls = [row for row in self.rows['Task'] if row['Status'] == 'Completed' and row['WhoId'] and row['OwnerId']]

    def write(self, name):
        rows = self.rows[name]
        with open(f'{self.folder}/{name}.csv.new', 'w', newline='', encoding='utf-8') as file:
            out = csv.DictWriter(file, rows[0].keys(), quoting=csv.QUOTE_ALL)
            out.writeheader()
            out.writerows(rows)
        os.rename(f'{self.folder}/{name}.csv.new', f'{self.folder}/{name}.csv')

    def touch(self, name, changes, day):
        for row in self.chance.sample(self.rows[name], min(8, len(self.rows[name]))):
            row.update(changes(row))
            row['SystemModstamp'] = f'{day}T18:00:00.000Z'
        self.write(name)

    def log_calls(self, day):
        for row in self.chance.sample(self.calls, 12):
            self.serial += 1
            at = f'{day}T17:{self.serial % 60:02}:00.000Z'
            self.rows['Task'].append(row | {'Id': f'00T9x{self.serial:010}', 'ActivityDate': str(day), 'CompletedDateTime': at,
                                            'CreatedDate': at, 'SystemModstamp': at})
        del self.rows['Task'][self.chance.randrange(len(self.rows['Task']) // 2)]
        self.write('Task')

    def change(self, night, day):
        pick = self.chance.choice
        stages = sorted({row['StageName'] for row in self.rows['Opportunity'] if row['IsClosed'] == 'false'})
        self.log_calls(day)
        self.touch('Opportunity', lambda row: {'StageName': pick(stages), 'CloseDate': str(day + dt.timedelta(pick(range(90))))}
                   if row['IsClosed'] == 'false' else {}, day)
        self.touch('Contact', lambda row: {'Title': pick(['Buyer', 'Clerk', 'Head of IT', ''])}, day)
        self.touch('Account', lambda row: {'Rating': pick(['Hot', 'Warm', 'Cold', ''])}, day)


class Soak:
    def __init__(self, asked):
        self.asked = asked
        self.folder = tempfile.mkdtemp(prefix='crmaudit-soak.')
        self.temp, self.state = f'{self.folder}/tmp', f'{self.folder}/state'
        for place in (self.temp, self.state):
            os.mkdir(place)
        self.program = os.path.abspath(f'{asked.build}/crmaudit')
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith('PG') and not name.startswith('CRMAUDIT')}
        self.environment |= {'XDG_STATE_HOME': self.state, 'TMPDIR': self.temp, 'HOME': self.folder}
        subprocess.run([f'{asked.build}/demo-org', '--out', f'{self.folder}/org', '--as-of', str(FIRST)], check=True,
                       stdout=subprocess.DEVNULL)
        with open(f'{self.folder}/org/fields.ini', encoding='utf-8') as file:
            fields = file.read()
        with open(f'{self.folder}/soak.ini', 'w', encoding='utf-8') as file:
            file.write('[org]\nname = soak\ntimezone = America/Los_Angeles\n[report]\nfolder = out\n[files]\npath = org\n'
                       '[reps]\nroles = Account Executive, Sales Development Rep\n[check.renewal-not-created]\nwindow_days = 60\n'
                       '[activity]\ntouch_statuses = Completed\n[retention]\n'
                       + ''.join(f'{name} = {days}\n' for name, days in KEPT.items()) + fields)
        self.source = Source(f'{self.folder}/org', random.Random(asked.seed), asked.thin)
        self.conninfo = None

    def job(self, *words):
        return [self.program, '-q', '-c', f'{self.folder}/soak.ini', *words]

    def night(self, day):
        """The night's exit status, peak memory in KiB, most open files, and seconds."""
        began = time.monotonic()
        with open(f'{self.folder}/said', 'wb') as said:
            child = subprocess.Popen(self.job('nightly', '--as-of', str(day)), env=self.environment, stdout=said, stderr=said)
        memory, files, done = 0, 0, 0
        while not done:
            # ru_maxrss would be ours, of before the program took the child's place
            try:
                with open(f'/proc/{child.pid}/status', encoding='utf-8') as file:
                    told = dict(line.split(':', 1) for line in file)
                if told['Name'].strip() == 'crmaudit' and 'VmHWM' in told:
                    memory = max(memory, int(told['VmHWM'].split()[0]))
                    files = max(files, len(os.listdir(f'/proc/{child.pid}/fd')))
            except OSError:
                pass
            done, status = os.waitpid(child.pid, os.WNOHANG)
            time.sleep(0.02)
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, memory, files, time.monotonic() - began

    def ask(self, sql):
        if self.conninfo is None:
            self.conninfo = subprocess.run(self.job('db', 'start'), env=self.environment, check=True, text=True,
                                           stdout=subprocess.PIPE).stdout.strip()
        answer = subprocess.run(['psql', '-X', '-At', '-v', 'ON_ERROR_STOP=1', self.conninfo, '-c', sql], check=True, text=True,
                                env=self.environment, stdout=subprocess.PIPE).stdout
        return [line.split('|') for line in answer.splitlines()]

    def tables(self):
        return {name: (int(size), int(dead)) for name, size, dead in self.ask(
            "SELECT c.relname, pg_total_relation_size(c.oid), pg_stat_get_dead_tuples(c.oid) FROM pg_class AS c"
            " WHERE c.relnamespace = 'soak'::regnamespace AND c.relkind = 'r' ORDER BY 1")}

    def rows(self, names):
        return {name: int(n) for name, n in self.ask(' UNION ALL '.join(f"SELECT '{name}', count(*) FROM soak.{name}" for name in names))}

    def measure(self, night):
        status, memory, files, seconds = night
        tables = self.tables()
        log = f'{self.state}/crmaudit/postgresql/log'
        out = [os.path.join(place, name) for place, _, names in os.walk(f'{self.folder}/out') for name in names]
        return {'status': status, 'memory': memory, 'files': files, 'seconds': seconds,
                'connections': int(self.ask("SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'")[0][0]),
                'temporary': sum(len(names) for _, _, names in os.walk(self.temp)) +
                sum(int(n) for (n,) in self.ask('SELECT count(*) FROM pg_ls_tmpdir()')),
                'out': len(out), 'out_bytes': sum(map(os.path.getsize, out)), 'log': os.path.getsize(log),
                'catalog': int(self.ask("SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                                        " WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'")[0][0]),
                'tables': tables, 'dead': sum(dead for _, dead in tables.values()), 'rows': self.rows(tables)}

    def stop(self):
        subprocess.run(self.job('db', 'stop'), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not self.asked.keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def ends(nights, figure):
    """Its median in the beginning and in the end of the last third."""
    third = nights[len(nights) * 2 // 3:]
    part = max(1, min(10, len(third) // 2))
    return statistics.median(map(figure, third[:part])), statistics.median(map(figure, third[-part:]))


def judge(nights):
    """(words, good) of each figure."""
    def within(words, figure, share, slack):
        before, after = ends(nights, figure)
        return f'{words}: {before:,.0f}, in the end {after:,.0f}', after <= before * (1 + share) + slack

    verdicts = [(f'{len(nights)} nights, all good', all(night['status'] == 0 for night in nights)),
                ('connections left: none', not any(night['connections'] for night in nights)),
                ('temporary files left: none', not any(night['temporary'] for night in nights)),
                within('peak memory in KiB', lambda night: night['memory'], 0.02, 512),
                within('open files', lambda night: night['files'], 0, 1),
                within('files of reports', lambda night: night['out'], 0.05, 2),
                within('bytes of reports', lambda night: night['out_bytes'], 0.05, 65536),
                within("bytes of the server's log", lambda night: night['log'], 0.05, 4096),
                within("bytes of the server's own tables", lambda night: night['catalog'], 0.05, 8 * SLACK),
                within('rows that are gone and not yet reused', lambda night: night['dead'], 0.25, 2000)]
    for table in sorted(nights[-1]['tables']):
        size = [night['tables'].get(table, (0, 0))[0] for night in nights]
        before, after = ends(list(zip(nights, size)), lambda pair: pair[1])
        rows_before, rows_after = ends(nights, lambda night: night['rows'].get(table, 0))
        share = max(0, rows_after / rows_before - 1) if rows_before else 0
        words = f'{table}: {before:,.0f} bytes of {rows_before:,.0f} rows, in the end {after:,.0f} of {rows_after:,.0f}'
        verdicts.append((words, after <= before * (1 + share) * 1.05 + SLACK))
        if table in PER_NIGHT and len(nights) > 3 * KEPT['runs_days']:
            verdicts.append((f'{table}: as many rows', rows_after <= rows_before * 1.05 + 20))
    return verdicts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--nights', type=int, default=300)
    parser.add_argument('--thin', type=int, default=1, help='take one task and one event in so many')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--build', default='build')
    parser.add_argument('--figures', help='a file for the figures of each night, as JSON')
    parser.add_argument('--keep', action='store_true')
    asked = parser.parse_args()
    soak, nights = Soak(asked), []
    try:
        for number in range(asked.nights):
            day = FIRST + dt.timedelta(number)
            if number % 3 == 1:
                soak.source.change(number, day)
            nights.append(soak.measure(soak.night(day)))
            if nights[-1]['status'] != 0:
                with open(f'{soak.folder}/said', encoding='utf-8') as said:
                    print('# ' + said.read().strip().replace('\n', '\n# '))
                break
            if number % 10 == 0:
                print(f'# night {number + 1} of {day}: {nights[-1]["seconds"]:.1f} s, {nights[-1]["memory"]} KiB, '
                      f'{sum(size for size, _ in nights[-1]["tables"].values()) / 1e6:.1f} MB', flush=True)
            if asked.figures:
                with open(asked.figures, 'w', encoding='utf-8') as file:
                    json.dump(nights, file)
    finally:
        soak.stop()
    verdicts = judge(nights)
    for number, (words, good) in enumerate(verdicts, 1):
        print(f'{"ok" if good else "not ok"} {number} - {words}')
    print(f'1..{len(verdicts)}')
    print(f'# a night takes {statistics.median(night["seconds"] for night in nights):.1f} s')
    sys.exit(not all(good for _, good in verdicts))


if __name__ == '__main__':
    main()
