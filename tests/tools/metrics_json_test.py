# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What a running command serves as /metrics.json: valid by the schema, and what /metrics says."""

import itertools
import json
import os
import re
import signal
import sys
import time
import unittest
import urllib.request

from command import GOOD, PATIENCE, CommandTest, running, wait_for

sys.path.insert(0, os.environ["ENGRAM_SCHEMA_TEST"])
from metrics_schema_test import broken, validator_of  # noqa: E402

SCHEMA = os.environ["ENGRAM_METRICS_SCHEMA"]
SAMPLE = re.compile(r"^([a-z_]+)(?:\{(.*)\})? (\S+)$")
LABEL = re.compile(r'([a-z_]+)="([^"]*)"')


def fetch(at, path):
    with urllib.request.urlopen(at + path, timeout=PATIENCE) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def document_of(at):
    content_type, body = fetch(at, "/metrics.json")
    assert content_type == "application/json", content_type
    return json.loads(body)


def samples_of(page):
    """The page's numbers by name and labels."""
    samples = {}
    for line in page.splitlines():
        match = SAMPLE.match(line)
        if match:
            name, labels, value = match.groups()
            samples[name, frozenset(LABEL.findall(labels or ""))] = float(value)
    return samples


def counts_of(document):
    """Counters and histogram counts by name and labels, named as Prometheus has them."""
    for metric in document["metrics"]:
        name = metric["name"].replace(".", "_")
        for series in metric["series"]:
            labels = frozenset(series["labels"].items())
            if metric["kind"] == "counter":
                yield (name + "_total", labels), series["value"]
            elif metric["kind"] == "histogram":
                unit = "_seconds" if metric["unit"] == "s" else ""
                yield (name + unit + "_count", labels), series["count"]


class MetricsJson(CommandTest):
    def while_running(self, check, *arguments):
        port_file = self.directory / "port"
        with running("--port", "0", "--port-file", str(port_file), "--quiet", *arguments) as process:
            at = f"http://127.0.0.1:{int(wait_for(port_file, process))}"
            check(at)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, GOOD, err)

    def assert_valid(self, document):
        errors = [f"{error.json_path}: {error.message}"
                  for error in validator_of(SCHEMA).iter_errors(document)]
        self.assertEqual(errors, [])

    def test_counts_are_those_of_the_page_once_the_load_is_over(self):
        def check(at):
            document = self.after_the_load(at)
            self.assert_valid(document)
            samples = samples_of(fetch(at, "/metrics")[1])
            counts = dict(counts_of(document))
            self.assertGreater(len(counts), 40)
            self.assertGreater(sum(counts.values()), 5000)
            for series, count in counts.items():
                self.assertEqual(samples.get(series), count, series)

        self.while_running(check, "--operations", "5000", "--arrival", "saturate", "--hold", "10m")

    def after_the_load(self, at):
        """The document once all operations are counted and nothing more is."""
        before = None
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            document = document_of(at)
            counts = dict(counts_of(document))
            operations = sum(count for (name, _), count in counts.items()
                             if name == "engram_operations_total")
            if counts == before and operations == 5000:
                return document
            before = counts
            time.sleep(0.5)
        self.fail("the counts do not come to rest")

    def test_windows_say_what_happens_now(self):
        def check(at):
            document = self.with_windows(at)
            self.assert_valid(document)
            self.assertEqual(list(document["windows"]), ["1s", "10s", "1m", "5m"])
            for name, window in document["windows"].items():
                operations = sum(series["windows"][name]["count"]
                                 for metric in document["metrics"]
                                 if metric["name"] == "engram.operations"
                                 for series in metric["series"])
                self.assertGreater(operations, 0, name)
                self.assertGreater(window["seconds"], 0)
            self.assertEqual(set(document["rates"]["windows"]), set(document["windows"]))
            for wrong in itertools.islice(broken(document), 20):
                self.assertFalse(validator_of(SCHEMA).is_valid(wrong))

        self.while_running(check, "--duration", "10m")

    def with_windows(self, at):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            document = document_of(at)
            if any(value for _, value in counts_of(document)) and document["windows"]:
                if document["windows"]["10s"]["seconds"] > 1.5:
                    return document
            time.sleep(0.2)
        self.fail("there are no windows")


if __name__ == "__main__":
    unittest.main()
