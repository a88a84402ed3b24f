#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Holds docs/design/memory-model.md against the code and the models.

Usage: memory_model_test.py ROOT SHIPPED_MODELS
"""
import pathlib
import re
import subprocess
import sys
import unittest

PLACE = re.compile(r"ENGRAM_MO\(\s*(\w+)\s*,\s*(\w+)\s*\)")
ROW = re.compile(
    r"^\| `(?P<site>\w+)` \| (?P<order>\w+) \| (?P<partners>[^|]*) \| (?P<why>[^|]+) \| "
    r"(?P<model>\w+) \|$",
    re.MULTILINE,
)
CALLS = re.compile(r"\.(?:load|store|exchange|fetch_(?:add|sub|and|or|xor)|compare_exchange_\w+)\(")
PARTNER = {"acquire": "release", "release": "acquire"}


def places_in(text):
    """The named places of a source, without the macro's own definition."""
    return {s: o for s, o in PLACE.findall(text) if (s, o) != ("site", "order")}


def places_of(root):
    """Every named place of the shipped code and its order; a place of two orders is an error."""
    found = {}
    for folder in ("include", "src"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            for site, order in places_in(path.read_text()).items():
                if found.setdefault(site, order) != order:
                    raise ValueError(f"{path}: {site} has two orders")
    return found


def rows_of(page):
    """The page's rows by place."""
    return {m["site"]: m.groupdict() for m in ROW.finditer(page)}


def models_of(listing):
    """From each place to its order and the models that come to it, as `--sites` prints them."""
    lines = (line.split() for line in listing.splitlines())
    return {words[0]: (words[1], set(words[2:])) for words in lines}


def differences(code, rows, models):
    """What does not fit together, as sentences."""
    for site in sorted(code.keys() - models.keys()):
        yield f"{site}: no model comes to it; HACKING.md says how to write one"
    for site in sorted(code.keys() - rows.keys()):
        yield f"{site}: is missing in memory-model.md"
    for site in sorted(rows.keys() - code.keys()):
        yield f"{site}: is in memory-model.md, but no longer in the code"
    for site in sorted(code.keys() & rows.keys()):
        row = rows[site]
        if row["order"] != code[site]:
            yield f"{site}: is {code[site]} in the code, {row['order']} in memory-model.md"
        if row["model"] not in models.get(site, ("", {row["model"]}))[1]:
            yield f"{site}: the model {row['model']} does not come to it"
        partners = re.findall(r"\w+", row["partners"])
        wanted = PARTNER.get(row["order"])
        if bool(partners) != bool(wanted):
            yield f"{site}: a release or acquire names its partners, and nothing else does"
        for partner in partners:
            if code.get(partner) != wanted:
                yield f"{site}: its partner {partner} is no {wanted}"
            elif site not in rows[partner]["partners"]:
                yield f"{site}: its partner {partner} does not name it"


class MemoryModel(unittest.TestCase):
    def test_page_code_and_models_agree(self):
        page = (ROOT / "docs/design/memory-model.md").read_text()
        listing = subprocess.run([MODELS, "--sites"], check=True, capture_output=True, text=True)
        wrong = list(differences(places_of(ROOT), rows_of(page), models_of(listing.stdout)))
        self.assertEqual(wrong, [])

    def test_what_does_not_agree_is_named(self):
        code = {"a": "acquire", "b": "release", "c": "relaxed"}
        row = {"why": "", "model": "m"}
        rows = {
            "a": {**row, "order": "acquire", "partners": "`b`"},
            "b": {**row, "order": "release", "partners": "`a`"},
            "c": {**row, "order": "relaxed", "partners": ""},
        }
        models = {site: (order, {"m"}) for site, order in code.items()}
        self.assertEqual(list(differences(code, rows, models)), [])
        unmodelled = {k: v for k, v in models.items() if k != "c"}
        self.assertIn("c: no model", next(differences(code, rows, unmodelled)))
        missing = {k: v for k, v in rows.items() if k != "c"}
        self.assertIn("c: is missing", next(differences(code, missing, models)))
        stale = {**rows, "d": rows["c"]}
        self.assertIn("d: is in", next(differences(code, stale, models)))
        weaker = {**code, "c": "acquire"}
        self.assertIn("c: is acquire", next(differences(weaker, rows, models)))
        foreign = {**models, "a": ("acquire", {"other"})}
        self.assertIn("a: the model m", next(differences(code, rows, foreign)))
        alone = {**rows, "b": {**rows["b"], "partners": ""}}
        self.assertTrue(any("partner" in each for each in differences(code, alone, models)))

    def test_every_operation_names_its_place(self):
        for folder in ("include", "src"):
            for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
                for statement in path.read_text().split(";"):
                    if CALLS.search(statement):
                        self.assertIn("ENGRAM_MO", statement, f"{path}: {statement.strip()}")


if __name__ == "__main__":
    ROOT = pathlib.Path(sys.argv[1])
    MODELS = sys.argv[2]
    unittest.main(argv=sys.argv[:1])
