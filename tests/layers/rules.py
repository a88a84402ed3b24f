# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The rules as data. Whoever needs an exception adds it here, with its reason."""
import re

# Which other floors each floor may include. <engram/engram.hpp> is the core's own umbrella.
_CORE = {"core"}
_COGNITIVE = _CORE | {"cognitive"}
_COLLECT = _COGNITIVE | {"collect"}
_RECORD = _COGNITIVE | {"record"}
_EXPORT = _COLLECT | _RECORD | {"export"}
_SERVE = _EXPORT | {"serve"}
MAY_INCLUDE = {
    "core": set(),
    "cognitive": _CORE,
    "collect": _COGNITIVE,
    "record": _COGNITIVE,
    "export": _COLLECT | _RECORD,
    "serve": _EXPORT,
    "workload": _COGNITIVE,
    "tools": _SERVE | {"workload"},
}

_FLOOR_FOLDERS = (
    (re.compile(r"(?:include/engram|src)/(cognitive|collect|record|export|serve)/"), None),
    (re.compile(r"include/engram/(?:detail/)?[^/]+$"), "core"),
    (re.compile(r"(workload|tools)/"), None),
)


def floor_of(path):
    """The floor that a file belongs to, or None for what stands beside the house."""
    for pattern, name in _FLOOR_FOLDERS:
        match = pattern.match(path)
        if match:
            return name or match.group(1)
    return None


# Floors that include nothing but the standard library and, by file, these headers.
STANDARD_ONLY = ("core", "cognitive")
PLATFORM_HEADERS = {
    "include/engram/primitive.hpp": {"immintrin.h": "the spin hint of x86-64"},
}

# 0.1 to 0.6 s of compile time each, in every file of a user that includes the core.
HEAVY = {
    "chrono", "condition_variable", "filesystem", "format", "fstream", "functional", "future",
    "iomanip", "iostream", "istream", "map", "mutex", "ostream", "random", "regex", "shared_mutex",
    "sstream", "streambuf", "string", "thread", "unordered_map",
}  # fmt: skip

DOOR_HEADER = "include/engram/primitive.hpp"
DOOR = re.compile(
    r"\bstd::atomic\w*|\bstd::memory_order\w*|\bstd::j?thread\b|\bthread_local\b"
    r"|\bstd::(?:\w+_)?mutex\b|\bstd::condition_variable\w*|\bpthread_(?:create|mutex_\w+)\b"
    r"|<(?:atomic|mutex|shared_mutex|thread|condition_variable|semaphore|barrier|latch)>"
)
# Who else may name what: by file, each name with its reason.
_BLOCKING = "threads block and wait below the core alone, whose users must not pay for <thread>"
DOOR_EXCEPTIONS = {
    "include/engram/memory_order.hpp": {
        "<atomic>": "the orders' names, for primitive.hpp and the mutex that it offers",
        "std::memory_order_": "what a named place expands to",
    },
    "include/engram/collect/threading.hpp": {
        "<condition_variable>": _BLOCKING,
        "<mutex>": _BLOCKING,
        "<thread>": _BLOCKING,
        "std::condition_variable": _BLOCKING,
        "std::mutex": _BLOCKING,
        "std::thread": _BLOCKING,
        "thread_local": "the guard whose destructor runs when its thread ends",
    },
}


def behind_the_door(path):
    """Whether the door rule holds for a file."""
    return path != DOOR_HEADER and path.startswith(("include/", "src/"))


MAX_LINES = 500
SPDX = (
    "SPDX-FileCopyrightText: 2026 The Engram Telemetry authors",
    "SPDX-License-Identifier: Apache-2.0",
)
