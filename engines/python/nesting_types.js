// Which types have values that may lie in values of the same type.

/** Python with a function that returns where the types are, as JSON: `nesting_types()`. */
export const NESTING_TYPES = `def nesting_types():
    import asyncio, collections, functools, itertools, json.encoder, json.scanner, types
    return json.dumps({"nesting": [id(one) for one in _types(collections, functools, itertools, types, asyncio)], "inner": [id(json.scanner.c_make_scanner), id(json.encoder.c_make_encoder)]})
def _types(collections, functools, itertools, types, asyncio):
    async def coroutine(): pass
    async def generator(): yield
    def closure(): return coroutine
    started = coroutine()
    started.close()
    yield from [list, tuple, dict, set, frozenset, type("A", (), {}), type("B", (list,), {})]
    yield from [type(one) for one in (closure, closure.__closure__[0], started, generator(), [].append, object().__str__, closure.__get__(1), (one for one in ()))]
    yield from [map, filter, zip, enumerate, reversed, slice, staticmethod, classmethod, property]
    yield from [type(one) for one in (iter([]), iter(()), iter({}), iter(set()), iter(int, 1), {}.keys(), {}.values(), {}.items())]
    yield from [collections.deque, collections.OrderedDict, collections.defaultdict, functools.partial]
    yield from [one for one in vars(itertools).values() if isinstance(one, type)]
    yield from [BaseException, ExceptionGroup, OSError, StopIteration, AttributeError, ImportError, NameError]
    yield from [one for one in vars(types).values() if isinstance(one, type)]
    yield from [asyncio.Future, asyncio.Task]
    yield from [type(type.__dict__), type(list[int]), type(int | str), type(memoryview(b""))]`;
