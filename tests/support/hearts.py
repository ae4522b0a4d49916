#!/usr/bin/python3
"""A monitor of heartbeats on loopback: writes down what it is told, a line each.

hearts.py PORT_FILE LOG [CERTIFICATE KEY]
To what begins with /gone it answers 404, to /away it does not answer but hangs up, and the
answer to /long is longer than anybody reads.
"""
import contextlib
import http.server
import os
import ssl
import sys

port_file, log = sys.argv[1:3]


class Monitor(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        with open(log, "a") as out:
            print(self.command, self.path, self.headers.get("Content-Type"), body, sep="\t", file=out)
        if self.path.startswith("/away"):
            self.close_connection = True
            return
        if self.path.startswith("/long"):
            with contextlib.suppress(ConnectionError):
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(1 << 22))
            self.close_connection = True
            return
        self.send_response(404 if self.path.startswith("/gone") else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Monitor)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(port_file + ".new", "w") as out:
    print(server.server_port, file=out)
os.rename(port_file + ".new", port_file)
server.serve_forever()
