#!/usr/bin/env python3
"""Nights of faults: rows change, appear late, are deleted, merged and purged at the source
while requests fail, the program is killed and the database crashes. After every night that
says it was done, the store must hold the source row for row, or name what it lacks; after
every other night it must be as it was. One seed, one course of events.

    tests/torture.py [--nights N] [--seed N] [--build DIR] [--keep]
"""
import argparse, csv, datetime as dt, decimal, io, json, os, random, re, shutil, signal, subprocess, sys, tempfile, time
import urllib.request

OBJECTS = {'UserRole': 'user_role', 'User': 'crm_user', 'Account': 'account', 'Contact': 'contact', 'Lead': 'lead',
           'Opportunity': 'opportunity', 'Case': 'support_case', 'Task': 'task', 'Event': 'event'}
KEEP_ONE_IN = {'Task': 12, 'Event': 12, 'Contact': 4, 'Account': 4, 'Opportunity': 4}
WORDS = {'Task': 'Subject', 'Event': 'Subject', 'Account': 'Name', 'Contact': 'Title', 'Lead': 'Company', 'Opportunity': 'Name'}
HIDDEN = [('Opportunity', 'NextStep'), ('Contact', 'Department'), ('Lead', 'Rating'), ('Account', 'Website')]
FAULTS = ['expire-session', 'html', 'error-503', 'cut', 'expired-locator', 'short-page-total', 'limit-exceeded',
          'limit-concurrent', 'query-timeout', 'refused-login', 'bulk-failed', 'bulk-failed-silent', 'bulk-unsupported',
          'bulk-cut', 'bulk-short', 'incurable-401']
LASTING = {'short-page-total', 'limit-exceeded', 'incurable-401'}
HONEST_FAILURES = {69, 75, 77}
LAG, OVERLAP = 300, 600
FIRST_NIGHT = dt.datetime(2024, 2, 1, 11, 0, tzinfo=dt.timezone.utc)


class Source:
    """The organisation as the stand-in serves it: one CSV file per object."""

    def __init__(self, folder, chance):
        self.folder, self.chance = folder, chance
        self.header, self.rows, self.hidden, self.purged, self.serial = {}, {}, set(), {}, 0
        for name in OBJECTS:
            with open(f'{folder}/{name}.csv', newline='', encoding='utf-8') as file:
                lines = list(csv.reader(file))
            self.header[name] = lines[0]
            self.rows[name] = {line[0]: dict(zip(lines[0], line)) for line in lines[1::KEEP_ONE_IN.get(name, 1)]}
        self.write()

    def write(self):
        for name in OBJECTS:
            shown = [field for field in self.header[name] if (name, field) not in self.hidden]
            with open(f'{self.folder}/{name}.csv.new', 'w', newline='', encoding='utf-8') as file:
                out = csv.DictWriter(file, shown, extrasaction='ignore', quoting=csv.QUOTE_ALL)
                out.writeheader()
                out.writerows(self.rows[name].values())
            os.rename(f'{self.folder}/{name}.csv.new', f'{self.folder}/{name}.csv')

    def stamp(self, row, when):
        for field in ('SystemModstamp', 'LastModifiedDate'):
            if field in row:
                row[field] = when.strftime('%Y-%m-%dT%H:%M:%S.000Z')

    def live(self, name):
        return [row for row in self.rows[name].values() if row.get('IsDeleted') != 'true']

    def change(self, name, when):
        row = self.chance.choice(self.live(name))
        row[WORDS[name]] = f'{row[WORDS[name]][:40]} ~{self.serial}, "x"\n\\{self.chance.choice("äß漢🙂")}'
        self.stamp(row, when)

    def add(self, name, when):
        row = dict(self.chance.choice(self.live(name)))
        prefix = row['Id'][:5]
        body = f'{prefix}T{self.serial:09d}'
        row['Id'] = body + suffix(body)
        row['CreatedDate'] = when.strftime('%Y-%m-%dT%H:%M:%S.000Z')
        self.stamp(row, when)
        self.rows[name][row['Id']] = row

    def delete(self, name, when):
        row = self.chance.choice(self.live(name))
        row['IsDeleted'] = 'true'
        self.stamp(row, when)

    def undelete(self, name, when):
        gone = [row for row in self.rows[name].values() if row.get('IsDeleted') == 'true']
        if gone:
            row = self.chance.choice(gone)
            row['IsDeleted'] = 'false'
            if row.get('MasterRecordId'):
                row['MasterRecordId'] = ''
            self.stamp(row, when)

    def merge(self, name, when):
        loser, master = self.chance.sample(self.live(name), 2)
        if 'MasterRecordId' in self.header[name]:
            loser['MasterRecordId'] = master['Id']
        loser['IsDeleted'] = 'true'
        self.stamp(loser, when)

    def purge(self, name, night):
        row = self.chance.choice(list(self.rows[name].values()))
        del self.rows[name][row['Id']]
        self.purged[(name, row['Id'])] = night

    def evolve(self, night, now, before):
        tie = self.chance.random() < 0.3 and instant_between(self.chance, before, now)
        deeds = [self.change] * 10 + [self.add] * 4 + [self.delete, self.undelete]
        for _ in range(self.chance.randrange(0, 40)):
            self.serial += 1
            late = night and self.chance.random() < 0.1
            when = before - dt.timedelta(seconds=self.chance.randrange(LAG + 1, LAG + OVERLAP - 60)) if late else \
                tie or instant_between(self.chance, before, now)
            self.chance.choice(deeds)(self.chance.choice(list(WORDS)), when)
        if self.chance.random() < 0.2:
            self.merge(self.chance.choice(['Account', 'Contact', 'Lead']), instant_between(self.chance, before, now))
        if self.chance.random() < 0.1:
            self.purge(self.chance.choice(list(WORDS)), night)
        if self.chance.random() < 0.05:
            self.hidden ^= {self.chance.choice(HIDDEN)}
        self.write()


def instant_between(chance, before, now):
    span = int((now - before).total_seconds()) - LAG - 60
    return before + dt.timedelta(seconds=chance.randrange(1, span))


def suffix(short):
    letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
    return ''.join(letters[sum(1 << i for i, c in enumerate(short[at:at + 5]) if 'A' <= c <= 'Z')] for at in (0, 5, 10))


class Store:
    """What crmaudit made of it, asked in plain SQL."""

    def __init__(self, crmaudit, ini, environment):
        self.crmaudit, self.ini, self.environment = crmaudit, ini, environment

    def ask(self, sql):
        conninfo = subprocess.run([self.crmaudit, '-q', '-c', self.ini, 'db', 'start'], env=self.environment, check=True,
                                  capture_output=True, text=True).stdout.strip()
        copy = f'COPY ({sql}) TO STDOUT (FORMAT csv)'
        out = subprocess.run(['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', conninfo, '-c', 'SET search_path = torture', '-c',
                              "SET timezone = 'UTC'", '-c', copy], env=self.environment, check=True, capture_output=True, text=True)
        csv.field_size_limit(1 << 30)
        return list(csv.reader(io.StringIO(out.stdout)))

    def exists(self):
        try:
            return bool(self.ask('SELECT 1 FROM publication'))
        except subprocess.CalledProcessError:
            return False

    def refused(self):
        return {row[0] for row in self.ask("SELECT sobject FROM source_state WHERE refused <> ''")}

    def unchecked(self):
        return [row[0] for row in self.ask("SELECT reason FROM run_check WHERE result = 'not_checked' AND run_id = (SELECT max(run_id) FROM run)")]

    def content(self):
        """Object -> id -> values, as a check reads them today; and how each column was read."""
        fields, content = {}, {}
        for thing, name, field, kind in self.ask('SELECT object, name, field, kind FROM source_field WHERE is_present AND NOT is_custom ORDER BY object, place'):
            fields.setdefault(thing, []).append((name, field, kind))
        versioned = {row[0] for row in self.ask("SELECT left(relname, -8) FROM pg_class WHERE relnamespace = 'torture'::regnamespace AND relkind = 'r' AND relname LIKE '%\\_version'")}
        for sobject, thing in OBJECTS.items():
            columns = fields.get(thing, [])
            names = ', '.join(f't.{name}' for name, _, _ in columns)
            table = f"{thing}_version AS t WHERE valid_to = 'infinity'" if thing in versioned else f'{thing} AS t'
            rows = self.ask(f'SELECT {names} FROM {table}') if columns else []
            content[sobject] = {row[0]: row for row in rows}
        return fields, content

    def values(self):
        """The same by name, to hold two instants against each other."""
        fields, content = self.content()
        return {(sobject, key, name): value for sobject, thing in OBJECTS.items() for key, row in content[sobject].items()
                for (name, _, _), value in zip(fields.get(thing, []), row)}


def read(kind, text):
    """A cell as rules.md reads it; for the forms that the generator writes alone."""
    if kind == 'flag':
        return text in ('true', 't')
    if text == '':
        return None
    if kind == 'bool':
        return text in ('true', 't')
    if kind == 'instant':
        text = re.sub(r'[+]00(:00)?$', 'Z', text.replace(' ', 'T'))
        whole, _, fraction = text.rstrip('Z').partition('.')
        return dt.datetime.strptime(whole, '%Y-%m-%dT%H:%M:%S'), int((fraction or '0').ljust(6, '0'))
    if kind == 'number':
        return decimal.Decimal(text).normalize()
    return text


def differences(source, store):
    fields, content = store.content()
    refused = store.refused()
    excused = {(sobject, key) for sobject, key in source.purged}
    for sobject, thing in OBJECTS.items():
        if sobject in refused:
            continue
        wanted, got = source.rows[sobject], content[sobject]
        columns = fields.get(thing, [])
        deleted_at = [at for at, (name, _, _) in enumerate(columns) if name == 'is_deleted']
        for key in wanted.keys() - got.keys():
            yield f'{sobject} {key} is missing'
        for key in got.keys() - wanted.keys():
            if (sobject, key) not in excused and not (deleted_at and got[key][deleted_at[0]] == 't'):
                yield f'{sobject} {key} is no longer at the source, and here it lives'
        for key in wanted.keys() & got.keys():
            for (name, field, kind), value in zip(columns, got[key]):
                if (sobject, field) in source.hidden or field not in source.header[sobject]:
                    continue
                if read(kind, wanted[key][field]) != read(kind, value):
                    yield f'{sobject} {key} {field}: {wanted[key][field]!r} at the source, {value!r} here'


def changed(before, after):
    """Whether records came, went or differ; a column that is read since, or no more, is no change of a record."""
    return {key[:2] for key in before} != {key[:2] for key in after} or \
        any(before[key] != after[key] for key in before.keys() & after.keys())


class Campaign:
    def __init__(self, options):
        self.options = options
        self.chance = random.Random(options.seed)
        self.scratch = tempfile.mkdtemp(prefix='crmaudit-torture.')
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith('PG')}
        self.environment.update(XDG_STATE_HOME=f'{self.scratch}/state', HOME=self.scratch, LC_ALL='C.UTF-8')
        os.mkdir(f'{self.scratch}/state')
        self.crmaudit = os.path.abspath(f'{options.build}/crmaudit')
        self.ini = f'{self.scratch}/torture.ini'
        self.standin, self.port = None, 0
        self.tally = {}

    def prepare(self):
        subprocess.run([f'{self.options.build}/demo-org', '--out', f'{self.scratch}/org', '--as-of', '2024-01-31'], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=torture', '-keyout',
                        f'{self.scratch}/key.pem', '-out', f'{self.scratch}/certificate.pem'], check=True, capture_output=True)
        os.chmod(f'{self.scratch}/key.pem', 0o600)
        self.source = Source(f'{self.scratch}/org', self.chance)
        self.store = Store(self.crmaudit, self.ini, self.environment)

    def configure(self, bulk_rows):
        with open(self.ini, 'w', encoding='utf-8') as file:
            file.write(f'''[org]
name = torture
timezone = America/Los_Angeles
[report]
folder = {self.scratch}/out
[reps]
roles = Account Executive, Sales Development Rep
[salesforce]
auth = jwt
login_url = http://127.0.0.1:{self.port}
client_id = demo-consumer-key
username = audit@demo.example
private_key_file = {self.scratch}/key.pem
page_rows = 200
bulk_rows = {bulk_rows}
retries = 1
lag_seconds = {LAG}
overlap_seconds = {OVERLAP}
''')
            file.write(open(f'{self.scratch}/org/fields.ini', encoding='utf-8').read())

    def stop_standin(self):
        if self.standin:
            self.standin.terminate()
            self.standin.wait()
            self.standin = None

    def start_standin(self, now):
        self.stop_standin()
        port_file = f'{self.scratch}/port'
        if os.path.exists(port_file):
            os.unlink(port_file)
        log = open(f'{self.scratch}/standin.log', 'ab')
        self.standin = subprocess.Popen(
            [f'{self.options.build}/standin', '--data', f'{self.scratch}/org', '--port', '0', '--port-file', port_file, '--certificate',
             f'{self.scratch}/certificate.pem', '--client-id', 'demo-consumer-key', '--username', 'audit@demo.example', '--now',
             now.strftime('%Y-%m-%dT%H:%M:%SZ')], stdout=log, stderr=log)
        while not os.path.exists(port_file):
            if self.standin.poll() is not None:
                raise SystemExit('the stand-in CRM did not start')
            time.sleep(0.01)
        self.port = int(open(port_file).read())

    def fault(self, name, count):
        urllib.request.urlopen(f'http://127.0.0.1:{self.port}/__fault?name={name}&count={count}', timeout=20).read()

    def crash_database(self):
        """As a power cut would: the postmaster and all of its children are gone at once."""
        for root, _, names in os.walk(f'{self.scratch}/state'):
            if 'postmaster.pid' in names:
                pid = int(open(f'{root}/postmaster.pid').readline())
                os.kill(pid, signal.SIGQUIT)
                while os.path.exists(f'/proc/{pid}'):
                    time.sleep(0.01)

    def night(self, now, kill_after, crash_after):
        arguments = [self.crmaudit, '-v', '-c', self.ini, 'nightly', '--as-of', now.strftime('%Y-%m-%dT%H:%M:%SZ')]
        with open(f'{self.scratch}/said', 'wb') as said:
            run = subprocess.Popen(arguments, env=self.environment, stdout=said, stderr=said)
            for after, deed in ((kill_after, run.kill), (crash_after, self.crash_database)):
                if after is None:
                    continue
                try:
                    run.wait(timeout=after)
                except subprocess.TimeoutExpired:
                    deed()
            try:
                return run.wait(timeout=120)
            except subprocess.TimeoutExpired:
                run.kill()
                raise SystemExit('a night hung for two minutes')

    def said(self):
        return open(f'{self.scratch}/said', encoding='utf-8', errors='replace').read().strip()[-600:]

    def count(self, what):
        self.tally[what] = self.tally.get(what, 0) + 1

    def fail(self, night, words):
        print(f'not ok - night {night}, seed {self.options.seed}: {words}')
        raise SystemExit(1)

    def compare(self, night):
        for sobject in self.store.refused() - {'UserRole', 'Case'}:
            self.count('an object refused')
            if not any(f'refuses {sobject}' in reason for reason in self.store.unchecked()):
                self.fail(night, f'{sobject} was refused, and no check says that it was not checked')
        wrong = list(differences(self.source, self.store))
        if wrong:
            self.fail(night, f'{len(wrong)} differences, such as {wrong[0]}\n# the night said: {self.said()}')

    def rough(self, night, now):
        """One night with its faults. Whatever comes of it must be honest."""
        for name in self.chance.sample(FAULTS, self.chance.choice([0, 0, 1, 1, 2])):
            self.fault(name, self.chance.randrange(1, 5))
        kill = self.chance.uniform(0.05, self.took * 1.1) if self.chance.random() < 0.25 else None
        crash = self.chance.uniform(0.05, self.took) if kill is None and self.chance.random() < 0.08 else None
        before = self.store.values() if self.store.exists() else None
        status = self.night(now, kill, crash)
        self.count('killed' if status == -9 else f'database crashed, status {status}' if crash else f'status {status}')
        if status == 0:
            self.compare(night)
        elif status not in HONEST_FAILURES | {-9}:
            self.fail(night, f'status {status}: {self.said()}')
        elif before is not None and changed(before, self.store.values()):
            wrong = list(differences(self.source, self.store))
            if wrong:
                self.fail(night, f'status {status}, and the store is neither as before nor as the source: {wrong[0]}')
        return status == 0

    def calm(self, night, now):
        for name in FAULTS:
            self.fault(name, 0)
        status = self.night(now, None, None)
        if status != 0:
            self.fail(night, f'with no fault at all, status {status}: {self.said()}')
        self.compare(night)

    def sweep(self, night):
        """What was purged more than a week ago has been found by now."""
        old = {key for key, since in self.source.purged.items() if since < night - self.options.sweep_nights}
        if old:
            fields, content = self.store.content()
            for sobject, key in old:
                names = [name for name, _, _ in fields[OBJECTS[sobject]]]
                row = content[sobject].get(key)
                if row and 'is_deleted' in names and row[names.index('is_deleted')] != 't':
                    self.fail(night, f'{sobject} {key} was purged in night {self.source.purged[(sobject, key)]}, and here it lives')
                del self.source.purged[(sobject, key)]

    def run(self):
        self.prepare()
        before, self.took = FIRST_NIGHT - dt.timedelta(days=1), 2.0
        for night in range(self.options.nights):
            now = FIRST_NIGHT + dt.timedelta(days=night)
            if night:
                self.source.evolve(night, now, before)
            self.start_standin(now)
            self.configure(self.chance.choice([0, 400, 50000]))
            done = night > 0 and self.rough(night, now)
            if not done:
                began = time.monotonic()
                self.calm(night, now)
                self.took = time.monotonic() - began
            self.sweep(night)
            before = now
            if (night + 1) % 20 == 0:
                print(f'# {night + 1} nights: {json.dumps(self.tally, sort_keys=True)}', flush=True)
        print(f'ok - {self.options.nights} nights, seed {self.options.seed}: {json.dumps(self.tally, sort_keys=True)}')

    def close(self):
        self.stop_standin()
        subprocess.run([self.crmaudit, '-q', '-c', self.ini, 'db', 'stop'], env=self.environment, capture_output=True)
        if self.options.keep:
            print(f'# kept: {self.scratch}')
        else:
            shutil.rmtree(self.scratch, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--nights', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--sweep-nights', type=int, default=8)
    parser.add_argument('--build', default='build')
    parser.add_argument('--keep', action='store_true')
    campaign = Campaign(parser.parse_args())
    try:
        campaign.run()
    finally:
        campaign.close()


if __name__ == '__main__':
    main()
