# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The golden pages in three formats, each read by an independent reader, say the same."""

import math
import os
import pathlib
import unittest

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from exposition import Page
from metric_family import families_of, native_counts, samples_of, type_of

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


def said(mark):
    """Labels, value and time of an exemplar in protobuf."""
    time = mark.timestamp.seconds + mark.timestamp.nanos / 1e9
    return {label.name: label.value for label in mark.label}, mark.value, round(time, 3)


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
        # There, what has buckets below zero has no sum.
        expected = {key: value for key, value in self.expected.items()
                    if key[0] not in ("engram_valence_sum", "engram_valence_count")}
        self.assertEqual(comparable(samples), expected)
        types = {family.name + ("_total" if family.type == "counter" else ""): family.type
                 for family in self.open}
        self.assertEqual(types, self.text.types)

    def test_protobuf_says_the_same(self):
        self.assertEqual(comparable(samples_of(self.binary)), self.expected)
        self.assertEqual({family.name: type_of(family) for family in self.binary}, self.text.types)

    def test_exemplars_are_the_same_in_openmetrics_and_protobuf(self):
        in_text = {(sample.name, sample.labels["le"]): sample.exemplar
                   for family in self.open for sample in family.samples if sample.exemplar}
        in_text = {(name, float(bound)): (mark.labels, mark.value, round(float(mark.timestamp), 3))
                   for (name, bound), mark in in_text.items()}
        in_binary = {(family.name + "_bucket", bucket.upper_bound): said(bucket.exemplar)
                     for family in self.binary for metric in family.metric
                     for bucket in metric.histogram.bucket if bucket.HasField("exemplar")}
        self.assertEqual(in_text, in_binary)
        self.assertEqual(in_text["engram_hop_seconds_bucket", 2.5e10],
                         ({"operation": "ffffffffffffffff"}, 3.0, 1700000000.123))
        self.assertEqual(len(in_text), 5)

    def test_a_native_histogram_has_its_exemplars_in_the_order_of_their_times(self):
        (walk,) = self.histograms("engram_walk_seconds")
        marks = [said(mark) for mark in walk.exemplars]
        self.assertEqual([labels["operation"][-2:] for labels, _, _ in marks], ["a1", "a2", "a3"])
        self.assertEqual([time for _, _, time in marks],
                         [1700000000.121, 1700000000.122, 1700000000.123])

    def histograms(self, name):
        (family,) = (family for family in self.binary if family.name == name)
        return [metric.histogram for metric in family.metric]

    def test_native_buckets_hold_the_values_that_were_recorded(self):
        recorded = {"engram_search_effort_seconds": [0.0, 0.75, 0.8, 3.0, 3.0, 1e6],
                    "engram_valence": [-2.5, -0.1, 0.0, 0.1, 0.3, 40.0]}
        for name, values in recorded.items():
            native = self.histograms(name)[0]
            expected = {1: {}, -1: {}}
            for value in filter(None, values):
                side = expected[int(math.copysign(1, value))]
                # Of no value here does the logarithm lie near a bound.
                index = math.ceil(math.log2(abs(value)) * 2**native.schema)
                side[index] = side.get(index, 0) + 1
            with self.subTest(name):
                for sign, spans, deltas in (
                        (1, native.positive_span, native.positive_delta),
                        (-1, native.negative_span, native.negative_delta)):
                    counts = {index: count for index, count in native_counts(spans, deltas).items()
                              if count}
                    self.assertEqual(counts, expected[sign])
                self.assertEqual(native.zero_count, 1)
                self.assertEqual(native.sample_count, len(values))
                self.assertEqual(native.zero_threshold, 5e-324)
                self.assertGreaterEqual(native.schema, 0)

    def test_a_native_histogram_without_a_value_is_one_still(self):
        empty = self.histograms("engram_search_effort_seconds")[1]
        self.assertEqual(empty.sample_count, 0)
        self.assertEqual([(span.offset, span.length) for span in empty.positive_span], [(0, 0)])
        self.assertGreater(empty.zero_threshold, 0)

    def test_histograms_with_bounds_of_their_own_are_classic_alone(self):
        for histogram in self.histograms("engram_recall_duration_seconds"):
            self.assertFalse(histogram.HasField("schema"))
            self.assertEqual(len(histogram.positive_span), 0)

    def test_units_are_the_same(self):
        self.assertEqual({family.name: family.unit for family in self.binary if family.unit},
                         {family.name: family.unit for family in self.open if family.unit})


if __name__ == "__main__":
    unittest.main()
