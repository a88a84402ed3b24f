# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Checks a metrics document against its schema: `metrics_schema_test.py <schema> <file>`.

Needs Debian's python3-jsonschema. Also checks that the schema refuses what is no such document, so
that a schema that accepts everything fails.
"""
import copy
import json
import sys

import jsonschema

HEAD = ("engram", "version", "time", "resource", "windows", "metrics")
OF_A_METRIC = ("name", "kind", "unit", "help", "series", "bounds", "layout")
OF_A_SERIES = ("labels", "value", "windows", "count", "sum", "min", "max", "buckets", "scale",
               "zero_count", "positive", "negative")
WRONG_VALUES = (-1, 0.5, 2**53, "12", "NaN", None, [])


def validator_of(schema_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def changed(document, path, change):
    """A copy of the document with the object at the path changed."""
    other = copy.deepcopy(document)
    place = other
    for step in path:
        place = place[step]
    change(place)
    return other


def without(document, path, keys):
    place = document
    for step in path:
        place = place[step]
    for key in keys:
        if key in place:
            yield changed(document, path, lambda object, key=key: object.pop(key))


def with_value(document, path, key, value):
    return changed(document, path, lambda object: object.update({key: value}))


def broken(document):
    """Documents that are each wrong in one way."""
    yield from without(document, [], HEAD)
    yield with_value(document, [], "version", 2)
    yield with_value(document, [], "time", "2026-11-25 02:14:00")
    yield with_value(document, ["windows"], "1s", {"seconds": 0})
    yield with_value(document, ["windows"], "2s", {"seconds": 2})
    for i, metric in enumerate(document["metrics"]):
        at = ["metrics", i]
        yield from without(document, at, OF_A_METRIC)
        yield with_value(document, at, "kind", "summary")
        for j, series in enumerate(metric["series"]):
            yield from broken_series(document, [*at, "series", j], metric["kind"], series)


def broken_series(document, at, kind, series):
    yield from without(document, at, OF_A_SERIES)
    yield with_value(document, at, "labels", {"key": 7})
    yield with_value(document, at, "labels", {"key": {"base64": "a"}})
    number = "value" if kind == "counter" else "count"
    if kind in ("counter", "histogram"):
        for value in WRONG_VALUES:
            yield with_value(document, at, number, value)
    for name, window in series["windows"].items():
        yield from without(document, [*at, "windows", name], list(window))
        yield with_value(document, [*at, "windows", name], "p95", 1)


def kinds_of(document):
    """What kinds of series there are."""
    for metric in document["metrics"]:
        for _ in metric["series"]:
            yield metric["kind"] + (" by " + metric["layout"] if "layout" in metric else "")


def main(schema_path, file_path):
    validator = validator_of(schema_path)
    with open(file_path, encoding="utf-8") as file:
        document = json.load(file)
    failures = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    wrong = list(broken(document))
    failures += [f"accepted, but wrong: {each}" for each in wrong if validator.is_valid(each)]
    expected = {"counter", "up_down_counter", "gauge", "histogram by bounds",
                "histogram by exponential"}
    failures += [f"no series of kind {kind}" for kind in expected - set(kinds_of(document))]
    print("\n".join(failures) or f"the document follows the schema; {len(wrong)} others do not")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
