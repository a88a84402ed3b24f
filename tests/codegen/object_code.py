#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What an object file holds: the bytes and relocations of each function, its sections, its symbols.

    object_code.py A.o B.o      compares two; exit status 0: same, 1: they differ (each difference is
                                told on a line of its own), 2: a file could not be read.
"""
import dataclasses
import re
import subprocess
import sys

_FUNCTION = re.compile(r"^[0-9a-f]+ <(?P<name>.+)>:$")
_INSTRUCTION = re.compile(r"^\s*(?P<offset>[0-9a-f]+):\t(?P<bytes>(?:[0-9a-f]{2} )+)")
# objdump -w prints the relocations of an instruction behind it, on the same line.
_RELOCATION = re.compile(r"\t(?P<offset>[0-9a-f]+): (?P<kind>R_\S+)\t(?P<target>\S+)")
_SECTION = re.compile(r"^\s*\d+ (?P<name>\S+)\s+(?P<size>[0-9a-f]{8,16}) ")
# Padding between functions belongs to none of them.
_PADDING = re.compile(r"\t(?:cs )?nop[wl]?\b|\txchg\s+%ax,%ax|\tdata16\b")


@dataclasses.dataclass
class Function:
    code: bytes = b""
    relocations: tuple = ()


@dataclasses.dataclass
class Object:
    functions: dict
    sections: dict
    symbols: tuple


def parse_functions(text):
    """Functions by name, from the text of `objdump -drw`. Offsets count from each function's start."""
    functions, name, start, lines = {}, None, 0, []
    for line in text.splitlines():
        if match := _FUNCTION.match(line):
            if name is not None:
                functions[name] = _function(start, lines)
            name, start, lines = match["name"], int(line.split()[0], 16), []
        elif line.startswith("Disassembly of section"):
            if name is not None:
                functions[name] = _function(start, lines)
            name, lines = None, []
        else:
            lines.append(line)
    if name is not None:
        functions[name] = _function(start, lines)
    return functions


def _function(start, lines):
    while lines and (not lines[-1].strip() or _PADDING.search(lines[-1])):
        lines.pop()
    code, relocations = b"", []
    for line in lines:
        if match := _INSTRUCTION.match(line):
            code += bytes.fromhex(match["bytes"])
        for found in _RELOCATION.finditer(line):
            relocations.append((int(found["offset"], 16) - start, found["kind"], found["target"]))
    return Function(code, tuple(relocations))


def parse_sections(text):
    """Sizes of sections by name, from the text of `objdump -h`."""
    return {m["name"]: int(m["size"], 16) for m in map(_SECTION.match, text.splitlines()) if m}


def _run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def read(path):
    """The Object in a file."""
    symbols = _run("nm", "--no-demangle", str(path)).splitlines()
    return Object(
        functions=parse_functions(_run("objdump", "-drw", str(path))),
        sections=parse_sections(_run("objdump", "-h", str(path))),
        symbols=tuple(sorted(line.split()[-1] for line in symbols)),
    )


def differing_functions(a, b):
    """Names of functions that are in one object only, or whose bytes or relocations differ."""
    names = sorted(a.functions.keys() | b.functions.keys())
    return [name for name in names if a.functions.get(name) != b.functions.get(name)]


def differences(a, b):
    """Every difference between two objects, each in one line."""
    found = [f"function {name}: {_what_differs(a, b, name)}" for name in differing_functions(a, b)]
    for name in sorted(a.sections.keys() ^ b.sections.keys()):
        found.append(f"section {name}: in one object only")
    for name in sorted(set(a.symbols) ^ set(b.symbols)):
        found.append(f"symbol {name}: in one object only")
    return found


def _what_differs(a, b, name):
    left, right = a.functions.get(name), b.functions.get(name)
    if left is None or right is None:
        return "in one object only"
    if left.code != right.code:
        return f"{len(left.code)} bytes against {len(right.code)}, or other bytes"
    return "same bytes, other relocations"


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        found = differences(read(arguments[0]), read(arguments[1]))
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip(), file=sys.stderr)
        return 2
    print("\n".join(found) if found else "same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
