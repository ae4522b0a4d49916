#!/usr/bin/python3
"""Stands before a PostgreSQL's unix socket and has it say that it is a version 14.

old_server.py SOCKET_FOLDER NEW_FOLDER
What the server sends keeps its length: 150014 becomes 140014.
"""
import os
import re
import socket
import sys
import threading

behind, before = (os.path.join(folder, ".s.PGSQL.5432") for folder in sys.argv[1:3])


def carry(source, target, change):
    while data := source.recv(65536):
        target.sendall(change(data))
    target.shutdown(socket.SHUT_WR)


def serve(client):
    server = socket.socket(socket.AF_UNIX)
    server.connect(behind)
    threading.Thread(target=carry, args=(client, server, bytes), daemon=True).start()
    carry(server, client, lambda data: re.sub(rb"1[5-9](00\d\d)\b", rb"14\1", data))


listener = socket.socket(socket.AF_UNIX)
listener.bind(before + ".new")
listener.listen()
os.rename(before + ".new", before)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
