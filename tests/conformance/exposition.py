# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""A reader of Prometheus text, as much as the tests need: no code in common with the writer."""

import collections
import re

SAMPLE = re.compile(r'^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r'\\(.)')


def unescaped(value):
    return ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], value)


class Page:
    """Types by family, values by series."""

    def __init__(self, text):
        self.types = {}
        self.samples = {}
        for line in text.removesuffix("\n").split("\n"):
            if line.startswith("# TYPE "):
                _, _, family, kind = line.split(" ")
                self.types[family] = kind
            elif not line.startswith("#"):
                name, labels, value = SAMPLE.match(line).groups()
                key = name, tuple(sorted((label, unescaped(value))
                                         for label, value in LABEL.findall(labels or "")))
                assert key not in self.samples, f"twice: {line}"
                self.samples[key] = float(value)

    def histograms(self):
        """For each series of a histogram: its buckets as (le, cumulative count), its count."""
        buckets = collections.defaultdict(list)
        for (name, labels), value in self.samples.items():
            family = name.removesuffix("_bucket")
            if family != name and self.types.get(family) == "histogram":
                bound = float(dict(labels)["le"])
                rest = tuple(label for label in labels if label[0] != "le")
                buckets[family, rest].append((bound, value))
        for (family, labels), ladder in buckets.items():
            yield (family, labels), ladder, self.samples[family + "_count", labels]

    def counters(self):
        return {key: value for key, value in self.samples.items()
                if self.types.get(key[0]) == "counter"}
