# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""A real Prometheus scrapes a real run; what it then knows equals the run's own audit."""

import json
import math
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

from command import PATIENCE, running, wait_for
from exposition import Page
from prometheus_server import prometheus

# Prometheus first scrapes some six seconds after its start.
LOAD = ["--duration", "12s", "--rate", "4000"]
PAUSE = 0.1  # seconds between our own scrapes


def scrape(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
        return answer.read().decode()


def audited_series(summary):
    """The series that the audit speaks of: dotted name, labels, what the engine counted."""
    for line in summary["audit"]["lines"]:
        match = re.fullmatch(r"([a-z_.]+)(?:\{([a-z_]+)=([a-z_]+)\})?", line["what"])
        if match:
            name, key, value = match.groups()
            yield name, ((key, value),) if key else (), line["expected"]


def sample_name(dotted, types):
    """What Prometheus calls the counter, or the count of the histogram, of a dotted name."""
    name = dotted.replace(".", "_")
    if name + "_total" in types:
        return name + "_total"
    for family in (name, name + "_seconds"):
        if types.get(family) == "histogram":
            return family + "_count"
    raise AssertionError(f"{dotted} is not on the page")


class RealPrometheus(unittest.TestCase):
    """One run, scraped by a Prometheus and by us; the tests look at what came of it."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="engram-prometheus-") as name:
            directory = pathlib.Path(name)
            port_file, progress = directory / "port", directory / "progress"
            with open(progress, "w", encoding="utf-8") as log:
                with running("--port", "0", "--port-file", str(port_file), *LOAD, "--hold", "5m",
                             "--json", stderr=log) as run:
                    cls.port = int(wait_for(port_file, run))
                    with prometheus(directory, cls.port) as server:
                        cls.follow(server, run, progress)
                    run.send_signal(signal.SIGINT)
                    out, _ = run.communicate(timeout=PATIENCE)
            cls.status, cls.summary = run.returncode, json.loads(out)

    @classmethod
    def follow(cls, server, run, progress):
        cls.began = time.time()
        cls.texts = []
        while "holding for scrapes" not in progress.read_text():
            assert run.poll() is None, progress.read_text()
            cls.texts.append(scrape(cls.port))
            time.sleep(PAUSE)
        cls.ended = time.time()
        # Only what was scraped after the end of the load is all of it.
        server.wait_until(lambda one: min(
            one.now("timestamp(engram_operations_total)").values(), default=0) > cls.ended)
        cls.known = server.now('{__name__=~"engram_.+"}')
        cls.up = server.history("up", cls.began, time.time())
        cls.history = server.history('{__name__=~"engram_.+_(count|bucket)"}', cls.began,
                                     cls.ended)
        cls.last = Page(scrape(cls.port))

    def test_the_run_was_good(self):
        self.assertEqual(self.status, 0)
        self.assertIs(self.summary["audit"]["holds"], True)
        self.assertGreater(self.summary["load"]["operations"], 10_000)

    def test_every_scrape_of_prometheus_succeeded(self):
        (samples,) = self.up.values()
        self.assertGreater(len(samples), 3)
        self.assertEqual({value for _, value in samples}, {1.0})

    def test_what_prometheus_knows_equals_the_audit(self):
        compared = 0
        for dotted, labels, expected in audited_series(self.summary):
            name = sample_name(dotted, self.last.types)
            with self.subTest(name, labels=labels):
                self.assertEqual(self.known[name, labels], expected)
            compared += 1
        self.assertGreater(compared, 40)
        self.assertGreater(self.known["engram_operations_total", (("type", "recall"),)], 1000)

    def test_records_that_prometheus_knows_of_are_those_of_the_trace(self):
        offered = sum(value for (name, labels), value in self.known.items()
                      if name == "engram_telemetry_records_total" and
                      ("outcome", "offered") in labels)
        self.assertEqual(offered, self.summary["trace"]["offered"])

    def test_in_every_scrape_that_prometheus_stored_the_last_bucket_is_the_count(self):
        compared = 0
        for (name, labels), counts in self.history.items():
            if not name.endswith("_count"):
                continue
            infinite = tuple(sorted((*labels, ("le", "+Inf"))))
            self.assertEqual(self.history[name.removesuffix("_count") + "_bucket", infinite],
                             counts, name)
            compared += len(counts)
        self.assertGreater(compared, 50)

    def test_in_every_scrape_under_load_buckets_sum_up_to_the_count(self):
        self.assertGreater(len(self.texts), 20)
        for text in self.texts:
            for series, ladder, count in Page(text).histograms():
                bounds = [bound for bound, _ in ladder]
                counts = [value for _, value in ladder]
                self.assertEqual(bounds, sorted(set(bounds)), series)
                self.assertEqual(counts, sorted(counts), series)
                self.assertEqual((bounds[-1], counts[-1]), (math.inf, count), series)

    def test_no_counter_ever_falls(self):
        before = {}
        for text in self.texts:
            now = Page(text).counters()
            for series, value in before.items():
                self.assertGreaterEqual(now[series], value, series)
            before = now

    def test_promtool_finds_nothing_to_say(self):
        for text in (self.texts[0], self.texts[-1]):
            checked = subprocess.run(["promtool", "check", "metrics"], input=text, text=True,
                                     capture_output=True, check=False, timeout=PATIENCE)
            self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
