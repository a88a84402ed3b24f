#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Checks what the folders promise: usage `layers.py <root of the repository>`.

graph   a floor includes only the floors it may know; the core includes the standard library alone
heavy   the core keeps headers out that cost every user compile time
door    atomics, locks, threads and thread-locals are named in one header
length  no source file is longer than 500 lines
spdx    every source file starts with the two-line licence header

Prints one line a violation, `path:line: rule: what is wrong`, and exits with 1 if there is any.
"""
import re
import sys
from pathlib import Path

import rules
from source import SourceFile, find_sources


def check_graph(file, tree):
    floor = rules.floor_of(file.path)
    if floor is None:
        return
    allowed = rules.MAY_INCLUDE[floor]
    for line, header, target in file.project_includes(tree):
        if target is None:
            yield line, "graph", f'"{header}" is not a file of this repository'
            continue
        other = rules.floor_of(target)
        if other != floor and other not in allowed:
            yield line, "graph", f"{floor} must not include {header}, which belongs to {other}"


def check_core_is_standard_only(file, tree):
    if rules.floor_of(file.path) not in rules.STANDARD_ONLY:
        return
    exempt = rules.PLATFORM_HEADERS.get(file.path, {})
    for line, header in file.system_includes(tree):
        if header in rules.HEAVY:
            yield line, "heavy", f"<{header}> costs every user compile time"
        elif not re.fullmatch(r"[a-z0-9_]+", header) and header not in exempt:
            yield line, "graph", f"<{header}> is not a header of the standard library"


def check_door(file, _tree):
    if not rules.behind_the_door(file.path):
        return
    exempt = rules.DOOR_EXCEPTIONS.get(file.path, {})
    for number, line in enumerate(file.code_lines(), start=1):
        for name in rules.DOOR.findall(line):
            if name not in exempt:
                yield number, "door", f"{name} belongs behind {rules.DOOR_HEADER}"


def check_length(file, _tree):
    if len(file.lines) > rules.MAX_LINES:
        yield rules.MAX_LINES + 1, "length", f"{len(file.lines)} lines, {rules.MAX_LINES} are allowed"


def check_spdx(file, _tree):
    lines = file.lines[1:] if file.lines and file.lines[0].startswith("#!") else file.lines
    mark = "//" if file.is_cpp else "#"
    expected = [f"{mark} {text}" for text in rules.SPDX]
    if lines[:2] != expected:
        yield 1, "spdx", f"the file must start with the two lines {expected}"


CHECKS = (check_graph, check_core_is_standard_only, check_door, check_length, check_spdx)


def violations(root):
    """All violations under `root`, as (path, line, rule, text)."""
    tree = find_sources(root)
    return [
        (path, line, rule, text)
        for path in sorted(tree)
        for check in CHECKS
        for line, rule, text in check(tree[path], tree)
    ]


def main(argv):
    if len(argv) != 2 or not Path(argv[1], "include", "engram").is_dir():
        print("usage: layers.py <root of the repository>", file=sys.stderr)
        return 2
    found = violations(Path(argv[1]))
    for path, line, rule, text in found:
        print(f"{path}:{line}: {rule}: {text}")
    checked = len(find_sources(Path(argv[1])))
    print(f"layers: {checked} files checked, {len(found)} violations")
    return 1 if found or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
