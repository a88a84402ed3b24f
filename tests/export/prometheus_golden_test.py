# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The golden pages in three formats, each read by an independent reader, say the same."""

import math
import os
import pathlib
import unittest

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from exposition import Page
from metric_family import families_of, samples_of, type_of

GOLDEN = pathlib.Path(os.environ["ENGRAM_GOLDEN"]) / "prometheus"


def comparable(samples):
    """With numbers in the place of bounds, and no NaN, which equals nothing."""
    plain = {}
    for (name, labels), value in samples.items():
        labels = tuple(sorted((key, float(text) if key == "le" else text) for key, text in labels))
        plain[name, labels] = "NaN" if math.isnan(value) else float(value)
    return plain


def unescaped(samples):
    replace = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}
    return {(name, tuple((key, "".join(replace.get(part, part) for part in split(text)))
                         for key, text in labels)): value
            for (name, labels), value in samples.items()}


def split(text):
    at = 0
    while at < len(text):
        length = 2 if text[at] == "\\" else 1
        yield text[at:at + length]
        at += length


class GoldenPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = Page((GOLDEN / "page.txt").read_text(encoding="utf-8"))
        cls.open = list(text_string_to_metric_families(
            (GOLDEN / "page.openmetrics.txt").read_text(encoding="utf-8")))
        cls.binary = families_of((GOLDEN / "page.protobuf").read_bytes())
        cls.expected = comparable(unescaped(cls.text.samples))

    def test_text_has_what_a_page_can_have(self):
        self.assertGreater(len(self.expected), 35)
        self.assertEqual(set(self.text.types.values()), {"counter", "gauge", "histogram"})

    def test_openmetrics_says_the_same(self):
        samples = {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                   for family in self.open for sample in family.samples}
        self.assertEqual(comparable(samples), self.expected)
        types = {family.name + ("_total" if family.type == "counter" else ""): family.type
                 for family in self.open}
        self.assertEqual(types, self.text.types)

    def test_protobuf_says_the_same(self):
        self.assertEqual(comparable(samples_of(self.binary)), self.expected)
        self.assertEqual({family.name: type_of(family) for family in self.binary}, self.text.types)

    def test_units_are_the_same(self):
        self.assertEqual({family.name: family.unit for family in self.binary if family.unit},
                         {family.name: family.unit for family in self.open if family.unit})


if __name__ == "__main__":
    unittest.main()
