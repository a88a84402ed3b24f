# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Checks an NDJSON file against its schema: `schema_test.py <schema> <file>`.

Needs Debian's python3-jsonschema. Also checks that the schema refuses what is no such line, so that
a schema that accepts everything fails.
"""
import copy
import json
import sys

import jsonschema


def without(line, key):
    changed = copy.deepcopy(line)
    del changed[key]
    return changed


def broken(lines):
    """Lines that are each wrong in one way."""
    for line in lines:
        for key in ("engram", "version", "time", "event", "begin", "end", "thread", "weight", "began"):
            if key in line:
                yield without(line, key)
        if "time" in line:
            yield line | {"time": "2026-11-25 02:14:00"}
            yield line | {"weight": 0.5}
            yield line | {"operation": 12}
            yield line | {"nested": {}}
        if "end" in line:
            yield line | {"lost": -1}
            yield line | {"subject": 2**53}


def main(schema_path, file_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(file_path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = [f"line {number}: {error.message}" for number, line in enumerate(lines, start=1)
                for error in validator.iter_errors(line)]
    failures += [f"accepted, but wrong: {line}" for line in broken(lines) if validator.is_valid(line)]
    kinds = [next(iter(line)) if "engram" in line else list(line)[1] for line in lines]
    failures += [f"no line of kind {kind}" for kind in ("engram", "event", "begin", "end")
                 if kind not in kinds]
    print("\n".join(failures) or f"{len(lines)} lines follow the schema")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
