"""The bench's workbook by another library: workbook_peer.py xlsxwriter|openpyxl CONNINFO ROWS PATH.
The same rows and cells, streamed from the database by a named cursor; prints seconds and the
peak of memory in KiB."""
import os
import re
import sys
import time

began = time.monotonic()
import psycopg2

way, conninfo, rows, path = sys.argv[1:]
query = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'sql/bench/cells.sql')).read()
query = query.replace('day::text AS day', 'day').replace("to_char(at, 'YYYY-MM-DD HH24:MI') AS at", 'at')
query = query.replace('$1', '1').replace('$2', rows)
HEADS = 'Rep Account Opportunity Stage Check Severity Finding Record Day At Days Amount Share New Why'.split()
FORMATS = [None] * 8 + ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', '#,##0', '#,##0.00', '0%', None, None]


def stream():
    connection = psycopg2.connect(conninfo)
    numbers = psycopg2.extensions.new_type((1700,), 'FLOAT', lambda value, cursor: value and float(value))
    psycopg2.extensions.register_type(numbers, connection)
    cursor = connection.cursor('cells')
    cursor.itersize = 2000
    cursor.execute(query)
    return cursor


def by_xlsxwriter():
    import xlsxwriter
    book = xlsxwriter.Workbook(path, {'constant_memory': True})
    sheet = book.add_worksheet('Findings')
    formats = [book.add_format({'num_format': form}) if form else None for form in FORMATS]
    sheet.freeze_panes(4, 0)
    for column, head in enumerate(HEADS):
        sheet.write_string(3, column, head)
    number = 4
    for row in stream():
        for column, value in enumerate(row):
            if column in (8, 9):
                sheet.write_datetime(number, column, value, formats[column])
            elif column in (10, 11, 12):
                sheet.write_number(number, column, value, formats[column])
            else:
                sheet.write_string(number, column, str(value), formats[column])
        number += 1
    book.close()


def by_openpyxl():
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet('Findings')
    sheet.freeze_panes = 'A5'
    sheet.append(HEADS)
    for row in stream():
        cells = []
        for value, form in zip(row, FORMATS):
            cell = WriteOnlyCell(sheet, str(value) if isinstance(value, bool) else value)
            if form:
                cell.number_format = form
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


{'xlsxwriter': by_xlsxwriter, 'openpyxl': by_openpyxl}[way]()
peak = re.search(r'VmHWM:\s+(\d+)', open('/proc/self/status').read())[1]
print('%.3f %s' % (time.monotonic() - began, peak))
