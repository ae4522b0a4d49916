#!/usr/bin/python3
"""A mail server on loopback that misbehaves as it is told; what it took lies in FOLDER.

smtp.py PORT_FILE FOLDER [--starttls CERTIFICATE KEY] [--login USER PASSWORD]

FOLDER/rules.json: {"ADDRESS": {"rcpt": ["450 later"], "data": ["451 later"]}}; each reply is
given once, in order, then all is well; a new file begins anew. Of data also "hangup" (takes the message, and its
answer is lost), "kill FILE" (the same, and kills the process whose number is in FILE). Logins are noted in FOLDER/logins.
"""
import argparse
import asyncio
import json
import os
import signal
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

options = argparse.ArgumentParser()
options.add_argument("port_file")
options.add_argument("folder")
options.add_argument("--starttls", nargs=2)
options.add_argument("--login", nargs=2)
options = options.parse_args()
used = {}
count = 0


def reply(address, when):
    try:
        with open(options.folder + "/rules.json") as file:
            rules = file.read()
    except FileNotFoundError:
        return None
    if rules != used.get("rules"):
        used.clear()
        used["rules"] = rules
    replies = json.loads(rules).get(address, {}).get(when, [])
    nth = used.get((address, when), 0)
    used[address, when] = nth + 1
    return replies[nth] if nth < len(replies) else None


def keep(envelope):
    global count
    count += 1
    path = f"{options.folder}/{count:03}"
    with open(path + ".new", "wb") as out:
        out.write(f"X-To: {', '.join(envelope.rcpt_tos)}\r\nX-From: {envelope.mail_from}\r\n".encode() + envelope.content)
    os.rename(path + ".new", path + ".eml")


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, _):
        said = reply(address, "rcpt")
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        said = reply(envelope.rcpt_tos[0], "data")
        if said and said[:1] in "45":
            return said
        keep(envelope)
        if said and said.startswith("kill"):
            with open(said.split()[1]) as pid:
                os.kill(int(pid.read()), signal.SIGKILL)
        if said:
            server.transport.abort()
        return "250 OK"


def login(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == options.login
    with open(options.folder + "/logins", "a") as out:
        print(mechanism, good, file=out)
    return AuthResult(success=good, handled=False)


def make():
    more = {}
    if options.starttls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.starttls)
        more = {"tls_context": context, "require_starttls": True}
    if options.login:
        more |= {"authenticator": login, "auth_required": True, "auth_require_tls": bool(options.starttls)}
    return SMTP(Handler(), hostname="localhost", **more)


async def serve():
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    with open(options.port_file + ".new", "w") as out:
        print(server.sockets[0].getsockname()[1], file=out)
    os.rename(options.port_file + ".new", options.port_file)
    await server.serve_forever()


os.makedirs(options.folder, exist_ok=True)
asyncio.run(serve())
