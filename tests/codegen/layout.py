#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Reads where members lie from the debug information of an object file, by way of pahole, and says what
of the layout that the hot paths rely on does not hold."""
import re
import subprocess
import tempfile

LINE = 64
# A template and its counterpart in the variant that is wrong on purpose.
NAMES = {
    "ring": ("ring<engram::v0::std_sync, long unsigned int>", "ring"),
    "thread_words": ("thread_words<engram::v0::std_sync>", "thread_words"),
    "slot": ("slot",),
    "shard": ("shard<engram::v0::std_sync>", "shard"),
    "gauge": ("basic_gauge<engram::v0::on, side>", "gauge"),
    "counting_cache": ("cache<engram::v0::on>", "silent_cache"),
    "silent_cache": ("cache<engram::v0::off>", "silent_cache"),
}
# Of the gauge: two values and the spare one.
GAUGE_SERIES = 3

# Members of the type itself stand behind one tab, those of nested types behind two.
_MEMBER = re.compile(r"^\t(?!\t)[^/]*?\b(?P<name>\w+)(?:\[\d+\])?"
                     r"(?: __attribute__\(\(__aligned__\(\d+\)\)\))?;\s*"
                     r"/\*\s*(?P<offset>\d+)\s+(?P<size>\d+)\s*\*/")  # fmt: skip
_SIZE = re.compile(r"^\t(?!\t)/\* size: (\d+),")


def parse(text):
    """(size, {member: (offset, size)}) from what pahole prints of one type."""
    size, members = None, {}
    for line in text.splitlines():
        if match := _MEMBER.match(line):
            members[match["name"]] = (int(match["offset"]), int(match["size"]))
        elif match := _SIZE.match(line):
            size = int(match[1])
    return size, members


def read(path, name):
    """The layout of a type. By -F dwarf: else pahole reads the kernel's types. The name goes through a
    file, since on the command line a comma would end it."""
    for candidate in NAMES[name]:
        with tempfile.NamedTemporaryFile("w", suffix=".names", encoding="utf-8") as names:
            names.write(candidate + "\n")
            names.flush()
            done = subprocess.run(["pahole", "-F", "dwarf", "-C", f"file://{names.name}", str(path)],
                                  check=False, capture_output=True, text=True)  # fmt: skip
        layout = parse(done.stdout)
        if layout[0] is not None:
            return layout
    raise LookupError(f"pahole finds no type {name} in {path}")


def check_ring(size, members):
    """The producer's line and the consumer's are apart, each within one line, the rest is off both."""
    wrong = []
    spans = {}
    for name in ("producer_", "consumer_"):
        if name not in members:
            return [f"ring has no member {name}"]
        offset, length = members[name]
        spans[name] = (offset // LINE, (offset + length - 1) // LINE)
        if offset % LINE != 0 or length > LINE:
            wrong.append(f"ring::{name} at {offset}, {length} bytes, is not within a line of its own")
    if spans["producer_"][1] >= spans["consumer_"][0] and spans["consumer_"][1] >= spans["producer_"][0]:
        wrong.append("producer and consumer of a ring share a line")
    if size is None or size % LINE != 0:
        wrong.append(f"a ring of {size} bytes shares its last line with what follows it")
    return wrong


def check_shard(size, members):
    """What the owner writes lies off the lines of the ring, whose consumer is another thread."""
    if "events" not in members:
        return ["shard has no member events"]
    begin, length = members["events"]
    wrong = []
    if begin % LINE != 0 or length % LINE != 0:
        wrong.append(f"shard::events at {begin}, {length} bytes, shares a line with what lies beside it")
    if size is None or size % LINE != 0:
        wrong.append(f"a shard of {size} bytes shares its last line with what follows it")
    return wrong


def check_gauge(_, members):
    """Any thread may set a series: each has a line, and the word that all read has another."""
    wrong = []
    offset, length = members.get("levels_", (None, 0))
    if offset is None or offset % LINE != 0 or length != GAUGE_SERIES * LINE:
        wrong.append(f"gauge::levels_ of {length} bytes gives no line to each of {GAUGE_SERIES} series")
    if members.get("slot_", (1,))[0] % LINE != 0:
        wrong.append("gauge::slot_ shares a line with a series")
    return wrong


def check_caches(silent, counting):
    """Counters as members: compiled out they take no byte and have one address, on they do not overlap."""
    wrong = []
    size, members = silent
    if size != members["last"][1]:
        wrong.append(f"counters that are compiled out make a class of {members['last'][1]} bytes {size} long")
    _, members = counting
    (hits, length), (misses, _) = members["hits"], members["misses"]
    if length == 0 or misses < hits + length:
        wrong.append("counters that are on overlap")
    return wrong


def check_size(name, size, expected):
    return [] if size == expected else [f"{name} has {size} bytes, not {expected}"]


def problems(path):
    """All that is wrong with the layout in an object file."""
    wrong = check_ring(*read(path, "ring"))
    wrong += check_shard(*read(path, "shard"))
    wrong += check_gauge(*read(path, "gauge"))
    wrong += check_caches(read(path, "silent_cache"), read(path, "counting_cache"))
    wrong += check_size("slot", read(path, "slot")[0], 32)
    size, words = read(path, "thread_words")
    wrong += check_size("thread_words", size, 24)
    for name, offset in (("cells", 0), ("capacity", 8), ("self", 16)):
        if words.get(name, (None,))[0] != offset:
            wrong.append(f"thread_words::{name} is not at {offset}")
    return wrong
