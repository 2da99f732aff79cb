"""Lets a program await its host functions, as in `asyncio.gather(host.a(), host.b())`.

A host function blocks until its value arrives, so that code for a plain function works unchanged.
Where the program itself awaits the result, the call must not block. This module finds these calls
in the syntax tree: the operand of `await`, the arguments of `gather` and its like, and names that
are used in no other way. There, the call becomes one that returns a coroutine.
"""

import ast
import builtins

# As in the codec: what the functions below use is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

# The name of the function that is called around the function of such a call.
HELPER = "__host_start__"
# What takes awaitables, by its last name.
_TAKES_AWAITABLES = {
    "as_completed",
    "create_task",
    "ensure_future",
    "gather",
    "run",
    "run_until_complete",
    "shield",
    "wait",
    "wait_for",
}


def start_awaited_calls(tree):
    """Changes the tree in place."""
    finder = _Finder()
    finder.visit(tree)
    names = {name for name, uses in finder.awaited.items() if uses == finder.loads.get(name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            if all(isinstance(one, ast.Name) and one.id in names for one in node.targets):
                finder.defer(node.value)
        elif isinstance(node, ast.Call) and _appended(node) in names:
            for argument in node.args:
                finder.defer(argument)
    for call in finder.calls.values():
        helper = ast.copy_location(ast.Name(HELPER, ast.Load()), call.func)
        call.func = ast.copy_location(ast.Call(helper, [call.func], []), call.func)


class _Finder(ast.NodeVisitor):
    def __init__(self):
        self.calls = {}
        # How often each name is read, and how often as an awaitable.
        self.loads = {}
        self.awaited = {}

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.loads[node.id] = self.loads.get(node.id, 0) + 1

    def visit_Await(self, node):
        self.defer(node.value)
        self.generic_visit(node)

    def visit_Call(self, node):
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", None)
        if name in _TAKES_AWAITABLES:
            for argument in node.args:
                self.defer(argument)
        appended = _appended(node)
        if appended is not None:
            self.awaited[appended] = self.awaited.get(appended, 0) + 1
        self.generic_visit(node)

    def defer(self, node):
        """Notes the calls whose values this expression has."""
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) or (
                isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
            ):
                self.calls[id(node)] = node
        elif isinstance(node, ast.Name):
            self.awaited[node.id] = self.awaited.get(node.id, 0) + 1
        elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            for item in node.elts:
                self.defer(item)
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            self.defer(node.elt)
        elif isinstance(node, ast.Starred):
            self.defer(node.value)
        elif isinstance(node, ast.IfExp):
            self.defer(node.body)
            self.defer(node.orelse)


def _appended(node):
    """The name of the list in `name.append(…)`."""
    func = node.func
    if isinstance(func, ast.Attribute) and func.attr == "append":
        return getattr(func.value, "id", None)
    return None
