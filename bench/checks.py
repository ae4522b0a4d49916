"""The bench's second part: all checks over a generated organisation, for all reps and for
one, and the same rules in pandas. `make bench PARTS=checks` runs it; SIZES= (tasks) and
ROUNDS= in the environment, and CHECK_OFF= names checks to leave out.

A check's time is that of its statement by the server's log. Rounds are interleaved: all
reps, some single reps, pandas; ratios are medians of the rounds' own. Of several sizes the
larger ones get a round for two."""
import json
import math
import os
import re
import subprocess
import sys

from common import Server, build, clean, crmaudit, here, line, measured, median, ratio, run, scratch

sizes = [int(size) for size in (os.environ.get('SIZES') or '1000000').replace(',', ' ').split()]
rounds = int(os.environ.get('ROUNDS') or 5)
off = (os.environ.get('CHECK_OFF') or '').replace(',', ' ').split()
DAY = '2026-06-30'
KEPT = '(kept for all)'   # what a run of all reps makes before its checks, for them
BEFORE = ['nice'] if os.environ.get('NICE') else []


def configuration(tasks, exports):
    with open(here + '/organisation.ini') as file:
        text = file.read()
    path = '%s/org%d.ini' % (scratch, tasks)
    with open(path, 'w') as file:
        file.write(re.sub('(?m)^path .*', 'path = ' + exports, re.sub('(?m)^name .*', 'name = org%d' % tasks, text)))
        file.writelines('[check.%s]\nenabled = no\n' % check for check in off)
    return path


def job(path, *words):
    """A whole job: its seconds and peak memory, and the milliseconds of each check and of its other statements."""
    since = database.mark()
    seconds, memory, status = measured(BEFORE + [crmaudit, '-q', '-c', path, *words], stdout=subprocess.DEVNULL)
    if status:
        sys.exit('bench: crmaudit %s failed' % ' '.join(words))
    took, others, waiting = {}, {}, 0
    for entry in database.logged(since):
        found = re.search(r'duration: ([\d.]+) ms +(?:statement|(?:parse|bind|execute) [^:]*): (.*)', entry)
        named = re.search(r"DETAIL: +parameters: \$1 = '([a-z0-9-]+)', \$2 = ", entry)
        if found and 'SELECT check_run(' in found[2]:
            waiting += float(found[1])
        elif found and 'SELECT whole_begin(' in found[2]:
            took[KEPT] = took.get(KEPT, 0) + float(found[1])
        elif found:
            others[found[2][:70]] = others.get(found[2][:70], 0) + float(found[1])
        elif named and waiting:
            took[named[1]], waiting = took.get(named[1], 0) + waiting, 0
    return {'seconds': seconds, 'memory': memory, 'checks': took, 'others': others}


def pandas(exports):
    words = BEFORE + ['/usr/bin/python3', here + '/pandas_checks.py', exports, DAY]
    try:
        return json.loads(run(words, stderr=subprocess.DEVNULL))
    except subprocess.CalledProcessError:
        return None   # no pandas here: make bench-deps


def chosen_reps(schema):
    """The one in the middle by activities, and those at a tenth and nine tenths."""
    found = database.sql('SELECT email FROM run_rep JOIN activity USING (rep_id) WHERE run_id = (SELECT max(run_id) FROM run_rep) GROUP BY rep_id, email ORDER BY count(*), rep_id', schema).split()
    return [found[len(found) * part // 10] for part in (5, 1, 9)]


def measure(tasks, amount):
    """What each round took, behind one that warms up and is published."""
    schema, exports = 'org%d' % tasks, '%s/exports%d' % (scratch, tasks)
    run([build + '/bench/organisation', str(tasks), exports])
    path = configuration(tasks, exports)
    seen = {'tasks': tasks, 'pull': job(path, 'pull'), 'first': job(path, 'check', '--as-of', DAY), 'full': [], 'reps': [], 'pandas': []}
    seen['findings'] = dict(row.split('|') for row in database.sql("SELECT check_id, CASE WHEN result IN ('pass', 'warn', 'fail') THEN (warns + fails)::text ELSE result END "
                                                                   'FROM run_check WHERE run_id = (SELECT max(run_id) FROM run_check)', schema).split('\n'))
    reps = chosen_reps(schema)
    for number in range(amount):
        seen['full'].append(job(path, 'check', '--as-of', DAY, '--dry-run'))
        seen['reps'].append([job(path, 'rep', rep, '--no-pull', '--as-of', DAY, '--out', scratch + '/out') for rep in reps])
        seen['pandas'].append(pandas(exports))
        print('%d tasks, round %d of %d' % (tasks, number + 1, amount), file=sys.stderr)
    database.sql('DROP SCHEMA %s CASCADE' % schema)
    run(['rm', '-rf', exports])
    return seen


def total(one, checks=None):
    return sum(took for check, took in one['checks'].items() if checks is None or check in checks or check == KEPT) / 1000


def each(seen, run_of):
    """Medians of each check's milliseconds in the jobs that run_of picks of the rounds."""
    jobs = [run_of(seen, number) for number in range(len(seen['full']))]
    return {check: median([one['checks'][check] for one in jobs]) for check in jobs[0]['checks']}


def agreeing(seen):
    """The rules of which the store and pandas have found the same."""
    if None in seen['pandas']:
        return None
    rules = seen['pandas'][0]['rules']
    return {check for check, rule in rules.items() if seen['findings'].get(check) == str(rule['findings']) and check in seen['full'][0]['checks']}


def shares(seen):
    full, one = each(seen, lambda s, n: s['full'][n]), each(seen, lambda s, n: s['reps'][n][0])
    rules = seen['pandas'][0]['rules'] if seen['pandas'][0] else {}
    whole = sum(full.values())
    print('\n%d tasks: each check, all reps and the middle one\n%-28s %9s %9s %6s %9s %7s %9s %9s' % (
        seen['tasks'], 'check', 'findings', 'ms', 'share', 'one rep', '1/', 'pandas ms', 'pandas'))
    for check in sorted(full, key=full.get, reverse=True):
        peer = rules.get(check)
        print('%-28s %9s %9.1f %5.1f%% %9.1f %7.0f %9s %9s' % (
            check, seen['findings'].get(check, ''), full[check], 100 * full[check] / whole, one.get(check, 0), full[check] / max(one.get(check, 0), 0.001),
            '' if peer is None else '%.0f' % (1000 * median([p['rules'][check]['seconds'] for p in seen['pandas']])),
            '' if peer is None else 'same' if str(peer['findings']) == seen['findings'].get(check) else peer['findings']))
    missing = sorted(check for check, found in seen['findings'].items() if not found.isdigit())
    if missing:
        print('without a result: ' + ', '.join('%s (%s)' % (check, seen['findings'][check]) for check in missing))
    others('the last of all reps', seen['full'][-1])
    others('the last of one', seen['reps'][-1][0])


def others(words, one):
    """Where the rest of a job's time went."""
    print('besides the checks, %s:' % words)
    for text, took in sorted(one['others'].items(), key=lambda item: -item[1])[:5]:
        print('%9.1f ms  %s' % (took, text))


def report_pandas(seen, words):
    checks = agreeing(seen)
    if checks is None:
        print('%-66s %8s' % ('pandas', 'not here: make bench-deps'))
        return
    ours = [total(one, checks) for one in seen['full']]
    compute = [sum(p['rules'][check]['seconds'] for check in checks) for p in seen['pandas']]
    whole = [p['read'] + p['prepare'] + c for p, c in zip(seen['pandas'], compute)]
    line('checks, × pandas with its reading (%d rules, same counts)%s' % (len(checks), words), ratio(ours, whole), 1 / 4)
    line('  the same without its reading, × pandas%s' % words, ratio(ours, [p['prepare'] + c for p, c in zip(seen['pandas'], compute)]))
    line('  pandas: reading, activities, rules, s%s' % words, 0, better='%.1f, %.1f, %.1f' % tuple(
        median(of) for of in ([p['read'] for p in seen['pandas']], [p['prepare'] for p in seen['pandas']], compute)))
    line('peak memory of `crmaudit check`, × pandas%s' % words, median([one['memory'] for one in seen['full']]) / median([p['memory'] for p in seen['pandas']]), 1 / 50)


def report(seen):
    words = ', %g M' % (seen['tasks'] / 1e6)
    full = [total(one) for one in seen['full']]
    findings = sum(int(found) for found in seen['findings'].values() if found.isdigit())
    print('\n%d tasks, 500 reps, %d checks, %d findings, %d rounds' % (seen['tasks'], len(set(seen['full'][0]['checks']) - {KEPT}), findings, len(full)))
    print('%-66s %8s %8s' % ('', 'measured', 'goal'))
    line('all checks, all reps, s%s' % words, median(full))
    line('whole `crmaudit check`, s%s' % words, median([one['seconds'] for one in seen['full']]))
    line('checks of one rep, the middle one, × all reps%s' % words, ratio([total(of[0]) for of in seen['reps']], full), 1 / 50)
    line('  one with few activities, one with many, × all reps%s' % words, 0, better=', '.join(
        '%.4f' % ratio([total(of[nth]) for of in seen['reps']], full) for nth in (1, 2)))
    line('`crmaudit rep WHO --no-pull` with its workbook, s%s' % words, median([of[0]['seconds'] for of in seen['reps']]), 0.5)
    line('peak memory of `crmaudit check`, MiB%s' % words, median([one['memory'] for one in seen['full']]), 24)
    report_pandas(seen, words)


def growth(small, large):
    factor = math.log(large['tasks'] / small['tasks'])
    below, above = ([total(one) for one in seen['full']] for seen in (small, large))
    print()
    line('growth exponent of all checks, %g M to %g M' % (small['tasks'] / 1e6, large['tasks'] / 1e6),
         math.log(median(above) / median(below)) / factor, 1.15)


database = None
try:
    database = Server()
    all_seen = [measure(tasks, rounds if tasks == min(sizes) else (rounds + 1) // 2) for tasks in sorted(sizes)]
    for seen in all_seen:
        shares(seen)
    for seen in all_seen:
        report(seen)
    if len(all_seen) > 1:
        growth(all_seen[0], all_seen[-1])
finally:
    if database:
        database.stop()
    clean()
