#!/bin/bash
# Every sheet of every workbook of one night, read by another program and held cell by cell
# against what its query says in psql: values, types, links, number formats, order; with
# names in the CRM that spreadsheets would run or reckon with.
set -u
. "$(dirname "$0")/support/night.sh"
command -v psql >/dev/null || skip_all "psql"

demo_org
cat > "$scratch/taint.py" <<'PY'
"""taint.py FOLDER: what a spreadsheet would take for something else, into every third name."""
import csv, glob, sys
bad = ["=cmd|' /C calc'!A0", '+1-555-0100', '@SUM(1+1)', '-1', '=HYPERLINK("http://x","y")', '-2+3', '007', '1e5', '2026-01-01', 'TRUE',
       '_x0041_', 'a\tb', '12345678901234567890']
for path in glob.glob(sys.argv[1] + '/*.csv'):
    with open(path, encoding='utf-8-sig', newline='') as file:
        head, *rows = csv.reader(file)
    if path.endswith('/Task.csv'):   # what is older takes time, and shows on no sheet
        rows = [row for row in rows if row[head.index('ActivityDate')] >= '2026-04-01']
    for place, title in enumerate(head):
        if title not in ('Name', 'Subject', 'Company', 'Industry', 'Type') or (title, path[-8:]) == ('Name', 'Role.csv'):
            continue
        for number, row in enumerate(rows):
            # more reps with such names would be no reps: the roles' names stay
            if number % 3 == 1 and row[place] and (title != 'Type' or 'Account' in path):
                row[place] = bad[(number // 3 + place) % len(bad)]
    with open(path, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head, *rows])
PY
/usr/bin/python3 "$scratch/taint.py" "$scratch/org"
files_configuration cells '[pull]' 'stale_days = 3650'
sed -i '/^\[report\]/a reps = yes' "$scratch/cells.ini"
out=$scratch/out-cells
same "a night" 0 "$(status_of run cells -q nightly --as-of $as_of)"
ok "decisions came back, some of them not taken" ask cells "INSERT INTO review_decision (subject, number, label, decision, note, on_day, decided_by, decided_on,
		print, reopened_times, file_sha256, sheet, row, state, reason)
	SELECT 'finding', finding_id, label, 'fix', '=1+1', '', '-1', '$as_of', '', 0, '', 'Findings', 5, CASE WHEN finding_id % 2 = 0 THEN 'rejected' ELSE 'applied' END,
	       CASE WHEN finding_id % 2 = 0 THEN '@why' ELSE '' END
	  FROM finding WHERE state = 'open' AND check_id = 'account-missing-fields'"
ok "the workbooks are written again" run cells -q report
for review in pipeline leads rep-review; do ok "the $review" run cells -q report --only $review; done

cat > "$scratch/read.py" <<'PY'
"""read.py SOURCES OUT CONNINFO: the sheets are those of the tables in reports/*.c."""
import collections, csv, datetime, decimal, glob, json, os, re, subprocess, sys, tempfile
import openpyxl
sources, out, server = sys.argv[1:]
csv.field_size_limit(10**7)
FORMATS = {'INTEGER': '#,##0', 'DECIMAL': '#,##0.0', 'MONEY': '#,##0', 'PERCENT': '0%', 'DATE': 'yyyy-mm-dd', 'INSTANT': 'yyyy-mm-dd hh:mm'}
URL = 'https://demo.lightning.force.com/%s'
code = {name: open(f'{sources}/reports/{name}').read() for name in ('pages.c', 'summary.c', 'review.h')}
titles = dict(re.findall(r'#define (REVIEW_\w+) "(.*)"', code['review.h']))
Column = collections.namedtuple('Column', 'key title format id hidden')

def columns_of(text):
    found = re.findall(r'\{ "(\w*)", ("(?:[^"\\]|\\.)*"|REVIEW_\w+), [\d.]+, (.*?) \},', text)
    return [Column(key, titles.get(title, title.strip('"')), re.search(r'SHEET_(\w+)', rest)[1],
                   (re.search(r'id_key = "(\w+)"', rest) or [0, None])[1], 'is_hidden' in rest) for key, title, rest in found]

tables = {name: columns_of(body) for file in ('pages.c', 'summary.c')
          for name, body in re.findall(r'sheet_column (\w+)\[\] = \{\n(.*?)\n\};', code[file], re.S)}
sheets = {name: [(sql, columns)] for name, sql, columns in
          re.findall(r'\{\s*"([^"]+)",\s*"[^"]+",\s*"(reports/\w+)",\s*"reports/\w+",\s*(?:\.columns = )?(\w+)', code['pages.c'])}
sheets['Coverage'] += [('reports/coverage_more', 'coverage_more_columns')]
sheets['Summary'] = [('reports/summary_figures', 'figure_columns'), ('reports/summary_figures', 'upper_columns')]
sheets['Summary'] += [(f'reports/summary_{name}', columns) for name, columns in
                      (('todo', 'todo_columns'), ('teams', 'team_columns'), ('rituals', 'ritual_columns'), ('unchecked', 'unchecked_columns'), ('trend', 'trend_columns'))]
assert len(sheets) >= 14 and all(tables[c] for table in sheets.values() for _, c in table), sheets

types = {}

def ask(scope, queries):
    """Rows by query, as the night's session asked them: the file as it is, in psql."""
    with tempfile.TemporaryDirectory() as folder:
        script = ['SET search_path = cells;', f"""SELECT set_config('crmaudit.run', r.run_id::text, false), set_config('crmaudit.as_of', r.as_of::text, false),
            set_config('crmaudit.as_of_day', r.as_of_day::text, false), set_config('crmaudit.org_zone', 'America/Los_Angeles', false),
            set_config('crmaudit.files_zone', 'UTC', false), set_config('crmaudit.rep', '{scope['rep']}', false), set_config('crmaudit.team', '{scope['team']}', false)
            FROM publication JOIN run AS r USING (run_id);"""]
        for query in queries:
            text = open(f'{sources}/sql/{query}.sql').read()
            script += [f"\\o {folder}/{os.path.basename(query)}", text, ';', f"\\o {folder}/{os.path.basename(query)}.types", text, '\\gdesc']
        subprocess.run(['psql', '-X', '-q', '--csv', '-v', 'ON_ERROR_STOP=1', server], input='\n'.join(script), text=True, check=True, stdout=subprocess.DEVNULL)
        for query in queries:
            types[query] = {row['Column']: row['Type'] for row in csv.DictReader(open(f'{folder}/{os.path.basename(query)}.types', newline=''))}
        return {query: list(csv.DictReader(open(f'{folder}/{os.path.basename(query)}', newline=''))) for query in queries}

# What a query's type may be shown as; numbers that name a thing nobody reckons with
FITTING = {'bigint': ['INTEGER'], 'integer': ['INTEGER'], 'numeric': ['INTEGER', 'MONEY', 'PERCENT'], 'double precision': ['DECIMAL'], 'date': ['DATE']}
NAMES = ('finding_id', 'flag_id', 'number')

def misfits(sql, columns):
    return [f'{sql}: {column.title} is {types[sql][column.key]}, shown as {column.format}' for column in tables[columns]
            if column.format not in FITTING.get(types[sql].get(column.key), [column.format]) + ['TEXT'] * (column.key in NAMES)
            or (types[sql].get(column.key) == 'text' and column.format in ('INTEGER', 'DECIMAL', 'PERCENT'))]

def is_number(text):
    return re.fullmatch(r'-?(0|[1-9]\d{0,14})(\.\d+)?', text) is not None

def text_of(cell):
    """openpyxl leaves an escaped underscore as it is written."""
    return cell.value.replace('_x005F_', '_') if cell.data_type == 's' else cell.value

def wrong(column, row, cell, shown):
    """What is not as it should be of one cell, or None; shown is the one with what formulas gave last."""
    value = row[column.key] if column.key else ''
    if column.format == 'LINK' and row[column.id]:
        label, url = value or row[column.id], URL % row[column.id]
        if cell.data_type == 'f':
            quoted = [part.replace('"', '""') for part in (url, label)]
            return None if cell.value == '=HYPERLINK("%s","%s")' % tuple(quoted) and str(shown.value) == label else cell.value
        # beyond the links a book has room for, what no formula can hold says its id
        if re.search(r'[\t\n]|_x[0-9A-Fa-f]{4}_', label) or len(label) > 255:
            if text_of(cell) == f'{label} ({row[column.id]})':
                return None
        target = cell.hyperlink and cell.hyperlink.target
        return None if (cell.data_type, text_of(cell), target) == ('s', label, url) else (cell.value, target)
    if value == '':
        return None if cell.value is None else cell.value
    if column.format in ('INTEGER', 'DECIMAL', 'MONEY', 'PERCENT') or (column.format == 'ANY' and is_number(value)):
        good = cell.data_type == 'n' and abs(float(cell.value) - float(value)) < 1e-12 * max(1, abs(float(value))) and cell.number_format == FORMATS.get(column.format, cell.number_format)
        return None if good else (cell.data_type, cell.value, cell.number_format)
    if column.format in ('DATE', 'INSTANT'):
        good = cell.data_type == 'd' and cell.value == datetime.datetime.fromisoformat(value) and cell.number_format == FORMATS[column.format]
        return None if good else (cell.data_type, cell.value, cell.number_format)
    return None if (cell.data_type, text_of(cell)) == ('s', value) else (cell.data_type, cell.value)

def look(name, sheet, shown, table, rows, said):
    head = [column.title for column in table]
    for number, line in enumerate(sheet.iter_rows(max_col=len(head)), 1):
        if [cell.value or '' for cell in line] == head:
            break
    else:
        if rows:
            said.append(f'{name}: no head {head}')
        return 0
    for at, row in enumerate(rows, number + 1):
        for place, column in enumerate(table, 1):
            problem = wrong(column, row, sheet.cell(at, place), shown.cell(at, place))
            if problem is not None:
                said.append(f'{name}: row {at}, {column.title}: {row.get(column.key)!r} is {problem!r}')
    if any(cell.value is not None for cell in sheet[number + len(rows) + 1]):
        said.append(f'{name}: more rows than {len(rows)}')
    return len(rows)

def set_up(name, sheet, pages, said):
    """What a printer and a window are told."""
    if name == 'Summary':
        assert (sheet.page_setup.orientation, sheet.print_title_rows, sheet.freeze_panes) == ('portrait', None, None), name
        assert sum(sheet.column_dimensions[c].width for c in 'ABCD') <= 60, 'a phone'
        return
    table = tables[pages[0][1]]
    letters = [openpyxl.utils.get_column_letter(n) for n in range(1, len(table) + 1)]
    for letter, column in zip(letters, table):
        dimension = sheet.column_dimensions[letter]
        if dimension.hidden != column.hidden:
            said.append(f'{name}: {column.title} is {"hidden" if dimension.hidden else "seen"}')
        longest = max(column.title.replace(',', ' ').split(), key=len)
        if dimension.width < len(longest) and not column.hidden:
            said.append(f'{name}: {column.title} is too narrow')
    breaks = [b.id for b in sheet.col_breaks.brk]
    fits = sheet.sheet_properties.pageSetUpPr is not None and bool(sheet.sheet_properties.pageSetUpPr.fitToPage)
    if fits == bool(breaks) or sheet.print_title_rows != '$4:$4' or bool(sheet.print_title_cols) != bool(breaks) or not sheet.freeze_panes:
        said.append(f'{name}: {fits} {breaks} {sheet.print_title_rows} {sheet.print_title_cols}')
    if not all(word in (sheet.oddFooter.center.text or '') for word in ('&A', '&P', '&N')):
        said.append(f'{name}: foot {sheet.oddFooter.center.text}')
    # no cell of a line or more is cut: Calibri's letters are a tenth wider than a digit at most, but for capitals
    for row in sheet.iter_rows(min_row=5, max_row=60):
        height = sheet.row_dimensions[row[0].row].height or 15
        for cell, column in zip(row, table):
            if column.format == 'WRAP' and isinstance(cell.value, str) and height < 15 * min(27, 1 + cell.value.count('\n')):
                said.append(f'{name}: row {cell.row} is {height} high')

manifest = json.load(open(out + '/workbooks.json'))
books = [(entry['file'], {'rep': entry['whose'] if entry['kind'] == 'rep' else '',
                          'team': entry['whose'] if entry['kind'] in ('manager', 'unassigned') else ''}) for entry in manifest['workbooks']]
reps = [book for book in books if book[1]['rep']]
books = [book for book in books if not book[1]['rep']] + reps[:1]
books += [(f'rituals/{name}.xlsx', {'rep': '', 'team': ''}) for name in ('pipeline', 'leads', 'rep-review')]
said, seen, formulas = [], collections.Counter(), 0
for file, scope in books:
    book, values = openpyxl.load_workbook(f'{out}/{file}'), openpyxl.load_workbook(f'{out}/{file}', data_only=True)
    answers = ask(scope, sorted({sql for sheet in book for sql, _ in sheets[sheet.title]}))
    for sheet in book:
        name = f'{file}: {sheet.title}'
        for sql, columns in sheets[sheet.title]:
            rows = answers[sql]
            if columns in ('figure_columns', 'upper_columns') and (columns == 'upper_columns') != bool(rows[0]['teams']):
                continue
            seen[sheet.title] += look(name, sheet, values[sheet.title], tables[columns], rows, said)
        set_up(sheet.title, sheet, sheets[sheet.title], said)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == 'f' and not re.fullmatch(r'=HYPERLINK\("https://demo\.lightning\.force\.com/\w+","(?:[^"]|"")*"\)', cell.value):
                    said.append(f'{name}: {cell.coordinate} is the formula {cell.value}')
                formulas += cell.data_type == 'f'
said += [words for sql, columns in sorted({pair for pages in sheets.values() for pair in pages}) for words in misfits(sql, columns)]
never = sorted(set(sheets) - {title for title, rows in seen.items() if rows})
print('\n'.join(said[:40]) if said else f'books {len(books)}, sheets never with rows: {never}, links of several lines: {formulas > 0}')
PY
ok "psql's server" server
same "every cell of every sheet is what its query says" "books 9, sheets never with rows: [], links of several lines: True" \
	"$(/usr/bin/python3 "$scratch/read.py" "$here" "$out" "$(server)" 2>&1)"
same "and no field of a CSV is run" 'True True' "$(/usr/bin/python3 - "$out" <<'PY'
import csv, glob, re, sys
files = glob.glob(sys.argv[1] + '/*.csv') + glob.glob(sys.argv[1] + '/rituals/*.csv')
fields = [field for file in files for row in csv.reader(open(file, newline='')) for field in row]
run = [field for field in fields if re.match(r'[=+@\t\r]|-(?!\d+(\.\d+)?$)', field)]
print(len(files) >= 3 and not run, any("=cmd" in field for field in fields))
print('\n'.join(run[:5]), file=sys.stderr)
PY
)"
done_testing
