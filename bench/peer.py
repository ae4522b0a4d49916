"""A peer of the bench: a CSV file into the table peer, by csv and psycopg2, or by pandas.
    peer.py csv|pandas CONNINFO FILE
"""
import csv
import io
import sys

import psycopg2

way, conninfo, path = sys.argv[1:]
connection = psycopg2.connect(conninfo)
cursor = connection.cursor()
out = io.StringIO()


def flush():
    out.seek(0)
    cursor.copy_expert('COPY peer FROM STDIN (FORMAT csv)', out)
    out.seek(0)
    out.truncate()


if way == 'csv':
    writer = csv.writer(out)
    with open(path, newline='', encoding='utf-8') as file:
        for number, row in enumerate(csv.reader(file)):
            if number:
                writer.writerow(row)
            if number % 10000 == 9999:
                flush()
else:
    import pandas
    for part in pandas.read_csv(path, dtype=str, chunksize=50000):
        part.to_csv(out, index=False, header=False)
        flush()
flush()
connection.commit()
