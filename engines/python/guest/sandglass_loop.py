"""The event loop of asyncio in a sandbox: Python's own, which waits in the sandbox's way.

Nothing here needs JavaScript. So `asyncio.run`, `Runner` and nested loops work as in CPython, and a
wait can be interrupted.
"""

import asyncio
import signal
from asyncio import base_events, events, runners, tasks
from builtins import (
    BaseException,
    KeyboardInterrupt,
    NotImplementedError,
    SystemExit,
    list,
    range,
    setattr,
    super,
)

import sandglass_wait
from sandglass_sockets import no_sockets

_get_running_loop, _set_running_loop = events._get_running_loop, events._set_running_loop
_swap_current_task = tasks._swap_current_task
_check_no_loop = base_events.BaseEventLoop._check_running
# Functions `wait(seconds) -> bool` that wait for what the host sends, if it is to send anything.
# They return whether they waited.
sources = []
# How often what is ready gets a turn at the end of a run that made tasks.
_TURNS = 10


def _leave_loop():
    """Leaves the running loop and its current task, if there are any; returns them."""
    loop = _get_running_loop()
    if loop is None:
        return None, None
    task = _swap_current_task(loop, None)
    _set_running_loop(None)
    return loop, task


def _enter_loop(loop, task):
    _set_running_loop(loop)
    if task is not None:
        _swap_current_task(loop, task)


class _Selector:
    """Takes the place of a selector of sockets, of which a sandbox has none."""

    def select(self, timeout=None):
        for source in sources:
            if source(timeout):
                return ()
        if timeout is None or timeout > 0:
            sandglass_wait.wait(timeout)
        return ()

    def close(self):
        pass


class SandboxEventLoop(base_events.BaseEventLoop):
    """An event loop without sockets, processes and threads."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = _Selector()
        self._handlers = {}
        self.has_new_tasks = False

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def create_task(self, coro, **options):
        self.has_new_tasks = True
        return super().create_task(coro, **options)

    def _check_running(self):
        # The running loop may be the session's, which waits meanwhile.
        if self.is_running() or _get_running_loop() not in (None, session_loop):
            _check_no_loop(self)

    def run_forever(self):
        outer = _leave_loop()
        try:
            super().run_forever()
        finally:
            _enter_loop(*outer)

    def run_in_executor(self, executor, func, *args):
        """Runs the function at once, since there are no threads."""
        self._check_closed()
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            future.set_exception(error)
        return future

    async def shutdown_default_executor(self, timeout=None):
        self._executor_shutdown_called = True

    def add_signal_handler(self, sig, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        self._handlers[sig] = handle
        signal.signal(sig, lambda *_: self._add_callback_signalsafe(handle))

    def remove_signal_handler(self, sig):
        if self._handlers.pop(sig, None) is None:
            return False
        default = signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL
        signal.signal(sig, default)
        return True

    async def subprocess_exec(self, protocol_factory, program, *args, **options):
        raise _no_processes(program)

    async def subprocess_shell(self, protocol_factory, cmd, **options):
        raise _no_processes(cmd)

    async def create_connection(self, protocol_factory, host=None, port=None, **options):
        raise no_sockets()

    async def create_server(self, protocol_factory, host=None, port=None, **options):
        raise no_sockets()

    async def connect_read_pipe(self, protocol_factory, pipe):
        raise NotImplementedError(
            "this sandbox has no pipes that can be awaited:"
            " use await asyncio.to_thread(sys.stdin.readline)"
        )

    create_unix_connection = create_unix_server = create_connection
    create_datagram_endpoint = create_connection


def _no_processes(program):
    from sandglass_threads import no_processes

    return no_processes(program)


class _Policy(events._BaseDefaultEventLoopPolicy):
    """Answers the session's loop where no other was set."""

    _loop_factory = SandboxEventLoop

    def get_event_loop(self):
        return self._local._loop or session_loop


def _nesting(function):
    """Lets `asyncio.run` and `Runner.run` run from the top level of code that awaits."""

    def call(*args, **options):
        if _get_running_loop() is not session_loop:
            return function(*args, **options)
        outer = _leave_loop()
        try:
            return function(*args, **options)
        finally:
            _enter_loop(*outer)

    call.__name__, call.__qualname__ = function.__name__, function.__qualname__
    call.__module__, call.__doc__ = function.__module__, function.__doc__
    call.__wrapped__ = function
    return call


def run_session(coroutine):
    """Runs code of a session that awaits."""
    session = runners.Runner(loop_factory=lambda: session_loop)
    return session.run(coroutine)


def give_turns():
    """Gives the tasks that a run has made a few turns: what they print or raise is the run's."""
    if not session_loop.has_new_tasks:
        return
    session_loop.has_new_tasks = False
    for _ in range(_TURNS):
        if not session_loop._ready:
            break
        session_loop.call_soon(session_loop.stop)
        session_loop.run_forever()


def cancel_tasks():
    """Cancels all tasks of the session, and lets them end."""
    session_loop.has_new_tasks = False
    waiting = list(tasks.all_tasks(session_loop))
    if not waiting:
        return
    for task in waiting:
        task.cancel()
    session_loop.run_until_complete(tasks.gather(*waiting, return_exceptions=True))


def allow_tasks(allowed):
    """Whether `asyncio.create_task` works outside of `async def`, as in a notebook."""
    asyncio.create_task = _create_task_anywhere if allowed else _create_task


def _create_task_anywhere(coro, **options):
    if _get_running_loop() is None:
        return session_loop.create_task(coro, **options)
    return _create_task(coro, **options)


def run_nested(coroutine):
    """Runs a coroutine on a loop of its own, also while another loop runs."""
    outer = _leave_loop()
    try:
        with runners.Runner(loop_factory=SandboxEventLoop) as runner:
            return runner.run(coroutine)
    finally:
        _enter_loop(*outer)


_create_task = tasks.create_task
_create_task_anywhere.__name__ = _create_task_anywhere.__qualname__ = "create_task"
_create_task_anywhere.__doc__ = _create_task.__doc__
session_loop = None
session_loop = SandboxEventLoop()
_set_running_loop(None)
events._set_event_loop_policy(_Policy())
runners.Runner.run = _nesting(runners.Runner.run)
asyncio.run = runners.run = _nesting(runners.run)
for _name in ("EventLoop", "SelectorEventLoop"):
    setattr(asyncio, _name, SandboxEventLoop)
