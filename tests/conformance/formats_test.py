# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Real readers scrape a process under load, each in its own format; what they then know equals what
the process counted beside the library."""

import contextlib
import gzip
import json
import math
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.request

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from exposition import Page
from metric_family import families_of, native_counts, samples_of, type_of
from prometheus_server import PATIENCE, prometheus
from victoria_server import victoria_metrics

TEXT = "text/plain;version=0.0.4"
OPENMETRICS = "application/openmetrics-text;version=1.0.0"
PROTOBUF = ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            "encoding=delimited")
LOAD_SECONDS = 12  # Prometheus first scrapes some six seconds after its start.
OUTCOMES = ("hit", "miss")
# The server's odd label values, as the documented rule for bytes that are no UTF-8 writes them.
ODD = ("plain", 'a "quoted" one', "two\nlines", "back\\slash, \\n", "nu\0l", "\ufffdff",
       "\ufffdef\ufffdbf\ufffdbd", "", '{tenant="x"} 1 # ')


def scrape(port, accept, packed=False):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/metrics", headers={"Accept": accept})
    if packed:
        request.add_header("Accept-Encoding", "gzip")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        body = answer.read()
        assert (answer.headers["Content-Encoding"] == "gzip") == packed, answer.headers
        assert answer.headers["Content-Type"].startswith(accept.split(";")[0]), answer.headers
        return gzip.decompress(body) if packed else body


def labelled(outcome, *more):
    return tuple(sorted((("outcome", outcome), *more)))


@contextlib.contextmanager
def recording_process():
    with subprocess.Popen([os.environ["ENGRAM_EXPOSITION_SERVER"]], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


class RealReaders(unittest.TestCase):
    """One process, scraped by three servers and by us; the tests look at what came of it."""

    @classmethod
    def setUpClass(cls):
        with contextlib.ExitStack() as stack:
            directory = pathlib.Path(stack.enter_context(
                tempfile.TemporaryDirectory(prefix="engram-formats-")))
            process = stack.enter_context(recording_process())
            port = int(process.stdout.readline())
            cls.readers = {
                "classic": stack.enter_context(prometheus(
                    directory, port, "classic", ["exemplar-storage"])),
                "native": stack.enter_context(prometheus(
                    directory, port, "native", ["exemplar-storage", "native-histograms"])),
                "victoria": stack.enter_context(victoria_metrics(directory, port)),
            }
            cls.scrape_under_load(process, port)
            process.stdin.write("stop\n")
            process.stdin.flush()
            cls.truth = json.loads(process.stdout.readline())
            cls.ask_all(time.time())
            cls.last = {accept: scrape(port, accept) for accept in (TEXT, OPENMETRICS, PROTOBUF)}

    @classmethod
    def scrape_under_load(cls, process, port):
        process.stdin.write("one that expires\n")
        process.stdin.flush()
        cls.pages = {TEXT: [], OPENMETRICS: [], PROTOBUF: []}
        cls.began = time.time()
        while time.time() < cls.began + LOAD_SECONDS:
            for accept, pages in cls.pages.items():
                pages.append(scrape(port, accept, packed=len(pages) % 2 == 1))
            time.sleep(0.1)

    @classmethod
    def ask_all(cls, ended):
        """What each reader knows from a scrape that began after the load ended."""
        cls.known, cls.up = {}, {}
        for name, reader in cls.readers.items():
            reader.wait_until(lambda one: min(
                one.now("timestamp(conf_level)").values(), default=0) > ended)
            cls.known[name] = reader.now('{__name__=~"conf_.+|engram_.+"}')
            cls.up[name] = reader.history("up", cls.began, time.time())
        cls.ask_native(cls.readers["native"])
        cls.exemplars = {
            name: cls.readers[name].exemplars('{__name__=~"conf_.+"}', cls.began, time.time())
            for name in ("classic", "native")}

    @classmethod
    def ask_native(cls, native):
        cls.native_counts = native.now("histogram_count(conf_effort_seconds)")
        cls.native_sums = native.now("histogram_sum(conf_effort_seconds)")
        cls.native_quantiles = {
            q: native.now(f"histogram_quantile({q}, conf_effort_seconds)")
            for q in ("0.1", "0.5", "0.9", "0.99")}
        cls.valence_count = native.now("histogram_count(conf_valence)")
        cls.valence_median = native.now("histogram_quantile(0.5, conf_valence)")

    def test_every_scrape_of_every_reader_succeeded(self):
        for name, history in self.up.items():
            (samples,) = history.values()
            with self.subTest(name):
                self.assertGreater(len(samples), 3)
                self.assertEqual({value for _, value in samples}, {1.0})

    def test_each_reader_got_the_format_it_likes_best(self):
        def has_bucket(name, bound):
            return ("conf_wait_seconds_bucket",
                    labelled("hit", ("le", bound))) in self.known[name]

        self.assertTrue(has_bucket("classic", "1.0"))  # as OpenMetrics has it
        self.assertTrue(has_bucket("victoria", "1"))  # as text has it
        # Only protobuf brings native histograms, which then leave no bucket lines.
        self.assertEqual(len(self.native_counts), len(OUTCOMES))
        self.assertFalse([key for key in self.known["native"]
                          if key[0] == "conf_effort_seconds_bucket"])

    def test_counters_and_gauges_equal_what_was_counted(self):
        for name, known in self.known.items():
            with self.subTest(name):
                for outcome in OUTCOMES:
                    self.assertEqual(known["conf_visits_total", labelled(outcome)],
                                     self.truth["visits"][outcome])
                self.assertEqual(known["conf_balance", ()], self.truth["balance"])
                self.assertEqual(known["conf_level", ()], 0.1)
        self.assertGreater(self.truth["visits"]["hit"], 10_000)

    def test_classic_histograms_equal_what_was_recorded(self):
        for name, known in self.known.items():
            for outcome in OUTCOMES:
                truth = self.truth["wait"][outcome]
                with self.subTest(name, outcome=outcome):
                    self.assertEqual(known["conf_wait_seconds_count", labelled(outcome)],
                                     truth["count"])
                    self.assertAlmostEqual(known["conf_wait_seconds_sum", labelled(outcome)] /
                                           truth["sum"], 1, places=9)
                    bounds = {float(dict(labels)["le"]): value
                              for (sample, labels), value in known.items()
                              if sample == "conf_wait_seconds_bucket" and
                              ("outcome", outcome) in labels}
                    expected = {float(bound): count for bound, count in truth["le"].items()}
                    self.assertEqual(bounds, expected | {math.inf: truth["count"]})

    def test_exponential_histograms_are_exact_at_powers_of_two(self):
        for name in ("classic", "victoria"):
            known = self.known[name]
            for outcome in OUTCOMES:
                with self.subTest(name, outcome=outcome):
                    self.assertEqual(known["conf_effort_seconds_count", labelled(outcome)],
                                     self.truth["effort"][outcome]["count"])
                    # The one bound that is a power of two and among those we counted.
                    one = "1.0" if name == "classic" else "1"
                    self.assertEqual(
                        known["conf_effort_seconds_bucket", labelled(outcome, ("le", one))],
                        self.truth["effort"][outcome]["le"]["1.0"])

    def test_native_histograms_equal_what_was_recorded(self):
        for outcome in OUTCOMES:
            truth = self.truth["effort"][outcome]
            key = "", labelled(outcome)
            with self.subTest(outcome):
                self.assertEqual(self.native_counts[key], truth["count"])
                self.assertAlmostEqual(self.native_sums[key] / truth["sum"], 1, places=9)
        (count,) = self.valence_count.values()
        self.assertEqual(count, self.truth["valence"]["count"])

    def test_quantiles_of_native_histograms_are_right_to_a_bucket(self):
        scale = self.native_schema("conf_effort_seconds")
        factor = 2 ** 2 ** -scale
        compared = 0
        for q, values in self.native_quantiles.items():
            for outcome in OUTCOMES:
                exact = self.truth["effort"][outcome]["quantiles"][q]
                found = values["", labelled(outcome)]
                with self.subTest(q, outcome=outcome):
                    self.assertLessEqual(found, exact * factor)
                    self.assertGreaterEqual(found, exact / factor)
                compared += 1
        self.assertEqual(compared, 8)
        (median,) = self.valence_median.values()
        exact = self.truth["valence"]["quantiles"]["0.5"]
        self.assertLess(abs(median - exact), 0.1 * abs(exact))

    def test_exemplars_come_back_with_their_operations(self):
        for name, by_series in self.exemplars.items():
            with self.subTest(name):
                marks = [mark for marks in by_series.values() for mark in marks]
                self.assertGreater(len(marks), 20)
                for labels, _, at in marks:
                    self.assertRegex(labels["operation"], "^[0-9a-f]{16}$")
                    self.assertEqual(list(labels), ["operation"])
                    self.assertGreaterEqual(at, self.began - 60)
                operations = {labels["operation"] for labels, _, _ in marks}
                self.assertGreater(len(operations), 10)

    def test_exemplars_lie_in_the_buckets_that_they_stand_behind(self):
        compared = 0
        for (sample, labels), marks in self.exemplars["classic"].items():
            bound = float(dict(labels)["le"])
            below = self.bound_below(sample, labels, bound)
            for _, value, _ in marks:
                self.assertLessEqual(value, bound, sample)
                self.assertGreater(value, below, sample)
                compared += 1
        self.assertGreater(compared, 20)

    def bound_below(self, sample, labels, bound):
        rest = tuple(label for label in labels if label[0] != "le")
        bounds = [float(dict(others)["le"]) for name, others in self.known["classic"]
                  if name == sample and set(rest) <= set(others)]
        return max((each for each in bounds if each < bound), default=-math.inf)

    def test_native_histograms_have_exemplars_of_their_own(self):
        for outcome in OUTCOMES:
            # Of a native histogram, Prometheus 2.42 takes one a scrape, if it is a new one.
            self.assertTrue(self.exemplars["native"]["conf_effort_seconds", labelled(outcome)])
        for metric in self.family("conf_effort_seconds").metric:
            times = [(mark.timestamp.seconds, mark.timestamp.nanos)
                     for mark in metric.histogram.exemplars]
            self.assertEqual(len(times), 10)
            self.assertEqual(times, sorted(times))

    def family(self, name):
        (family,) = (family for family in families_of(self.last[PROTOBUF]) if family.name == name)
        return family

    def native_schema(self, name):
        return min(metric.histogram.schema for metric in self.family(name).metric)

    def test_in_every_text_scrape_under_load_counts_agree(self):
        self.assertGreater(len(self.pages[TEXT]), 20)
        for page in self.pages[TEXT]:
            for series, ladder, count in Page(page.decode()).histograms():
                self.assert_ladder(series, ladder, count)

    def test_in_every_openmetrics_scrape_under_load_counts_agree(self):
        self.assertGreater(len(self.pages[OPENMETRICS]), 20)
        for page in self.pages[OPENMETRICS]:
            # The strict parser itself refuses buckets that fall, and a count that is not the last.
            families = list(text_string_to_metric_families(page.decode()))
            histograms = [family.name for family in families if family.type == "histogram"]
            self.assertEqual(histograms, ["conf_wait_seconds", "conf_effort_seconds",
                                          "conf_valence", "conf_trip_seconds"])

    def test_in_every_protobuf_scrape_under_load_counts_agree(self):
        self.assertGreater(len(self.pages[PROTOBUF]), 20)
        for page in self.pages[PROTOBUF]:
            for family in families_of(page):
                if type_of(family) != "histogram":
                    continue
                for metric in family.metric:
                    histogram = metric.histogram
                    ladder = [(bucket.upper_bound, bucket.cumulative_count)
                              for bucket in histogram.bucket]
                    self.assert_ladder(family.name, ladder, histogram.sample_count)
                    if histogram.HasField("schema"):
                        self.assert_native(histogram)

    def assert_ladder(self, series, ladder, count):
        bounds = [bound for bound, _ in ladder]
        counts = [value for _, value in ladder]
        self.assertEqual(bounds, sorted(set(bounds)), series)
        self.assertEqual(counts, sorted(counts), series)
        self.assertEqual((bounds[-1], counts[-1]), (math.inf, count), series)

    def assert_native(self, histogram):
        positive = native_counts(histogram.positive_span, histogram.positive_delta)
        negative = native_counts(histogram.negative_span, histogram.negative_delta)
        self.assertEqual(sum(positive.values()) + sum(negative.values()) + histogram.zero_count,
                         histogram.sample_count)

    def test_no_counter_ever_falls(self):
        before = {}
        for page in self.pages[TEXT]:
            now = Page(page.decode()).counters()
            for series, value in before.items():
                if series[0] != "conf_fleeting_total":  # whose label set expires
                    self.assertGreaterEqual(now[series], value, series)
            before = now

    def test_all_formats_say_the_same_at_rest(self):
        def own(samples):
            return {key: value for key, value in samples.items() if key[0].startswith("conf_")}

        def by_number(samples):
            return {(name, tuple(sorted((key, float(text) if key == "le" else text)
                                        for key, text in labels))): float(value)
                    for (name, labels), value in samples.items()}

        text = own(by_number(Page(self.last[TEXT].decode()).samples))
        binary = own(by_number(samples_of(families_of(self.last[PROTOBUF]))))
        self.assertEqual(binary, text)
        open_samples = own(by_number({
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(self.last[OPENMETRICS].decode())
            for sample in family.samples}))
        for name in ("conf_valence_sum", "conf_valence_count"):  # values below zero: not there
            del text[name, ()]
        self.assertEqual(open_samples, text)

    def odd_labels(self, at, outcome=None, empty=False):
        """Labels of the family's series at a position; readers drop those that are empty."""
        labels = {"tenant": ODD[at]}
        if outcome:
            labels |= {"route": ODD[(at + 1) % len(ODD)], "outcome": outcome}
        return tuple(sorted((key, value) for key, value in labels.items() if value or empty))

    def all_samples(self):
        """By who read them: what each knows at the end."""
        yield from ((name, known, False) for name, known in self.known.items())
        yield "text", Page(self.last[TEXT].decode()).samples, True
        yield "protobuf", samples_of(families_of(self.last[PROTOBUF])), True
        yield "openmetrics", {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(self.last[OPENMETRICS].decode())
            for sample in family.samples}, True

    def test_label_values_of_families_come_back_as_they_were_with_their_counts(self):
        for name, known, empty in self.all_samples():
            for at in range(len(ODD)):
                with self.subTest(name, value=ODD[at]):
                    for which, outcome in enumerate(OUTCOMES):
                        labels = self.odd_labels(at, outcome, empty)
                        self.assertEqual(known["conf_requests_total", labels],
                                         self.truth["requests"][at][which])
                    self.assertEqual(known["conf_trip_seconds_count",
                                           self.odd_labels(at, empty=empty)],
                                     self.truth["trips"][at]["count"])
            found = [key for key in known if key[0] == "conf_requests_total"]
            self.assertEqual(len(found), len(ODD) * len(OUTCOMES), name)

    def test_an_overflowing_family_loses_no_count(self):
        for name, known, _ in self.all_samples():
            with self.subTest(name):
                crowd = {labels: value for (sample, labels), value in known.items()
                         if sample == "conf_crowded_total"}
                self.assertEqual(sum(crowd.values()), self.truth["crowded"])
                self.assertEqual(len(crowd), 10 + 1)
                self.assertGreater(crowd[(("otel_metric_overflow", "true"),)], 0)

    def test_a_label_set_that_is_idle_leaves_every_format(self):
        first = Page(self.pages[TEXT][0].decode()).samples
        self.assertEqual(first["conf_fleeting_total", (("word", "here for a moment"),)], 7)
        for name, known, _ in self.all_samples():
            with self.subTest(name):
                self.assertFalse([key for key in known if key[0] == "conf_fleeting_total"])

    def test_promtool_finds_nothing_to_say(self):
        checked = subprocess.run(["promtool", "check", "metrics"], input=self.last[TEXT],
                                 capture_output=True, check=False, timeout=PATIENCE)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, b""))


if __name__ == "__main__":
    unittest.main()
