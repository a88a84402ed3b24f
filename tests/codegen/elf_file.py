# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What a linked file, or an object before it is linked, holds: each section's bytes, the symbols it offers
and wants, and the libraries it needs."""
import dataclasses
import re
import struct
import subprocess
from pathlib import Path

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_NO_BITS = 8
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")


@dataclasses.dataclass
class ElfFile:
    sections: dict
    dynamic_symbols: frozenset = frozenset()
    undefined: frozenset = frozenset()
    needed: tuple = ()


def parse_sections(image):
    """{name: bytes} of a 64-bit little-endian ELF file. Sections of one name are joined; one that takes no
    room in the file, such as .bss, is as many zeros."""
    header = _HEADER.unpack_from(image)
    if header[0][:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit little-endian ELF file")
    at, size, count, names_at = header[6], header[11], header[12], header[13]
    rows = [_SECTION.unpack_from(image, at + i * size) for i in range(count)]
    names = image[rows[names_at][4] :][: rows[names_at][5]]
    found = {}
    for name_at, kind, _, _, offset, length, *_ in rows[1:]:
        name = names[name_at : names.index(b"\0", name_at)].decode()
        content = bytes(length) if kind == _NO_BITS else image[offset : offset + length]
        found[name] = found.get(name, b"") + content
    return found


def _lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def read(path):
    """The ElfFile at a path."""
    path = str(path)
    sections = parse_sections(Path(path).read_bytes())
    dynamic, needed = [], []
    if ".dynamic" in sections:
        dynamic = [line.split()[-1] for line in _lines("nm", "--dynamic", path)]
        needed = [m[1] for m in map(_NEEDED.search, _lines("readelf", "--dynamic", path)) if m]
    undefined = [line.split()[-1] for line in _lines("nm", "--undefined-only", path)]
    return ElfFile(sections, frozenset(dynamic), frozenset(undefined), tuple(needed))


def differences(a, b):
    """Every difference between two files, each in one line."""
    found = []
    for name in sorted(a.sections.keys() | b.sections.keys()):
        if name not in a.sections or name not in b.sections:
            found.append(f"section {name}: in one file only")
        elif a.sections[name] != b.sections[name]:
            found.append(f"section {name}: other bytes")
    for name in sorted(a.dynamic_symbols ^ b.dynamic_symbols):
        found.append(f"dynamic symbol {name}: in one file only")
    for name in sorted(a.undefined ^ b.undefined):
        found.append(f"wanted symbol {name}: in one file only")
    for name in sorted(set(a.needed) ^ set(b.needed)):
        found.append(f"library {name}: needed by one file only")
    return found
