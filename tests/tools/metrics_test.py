# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""`engram metrics`, over a real process, files, and servers that answer wrongly."""

import json
import signal
import socket
import subprocess
import unittest

from command import (COMMAND, ENVIRONMENT_ERROR, GOOD, PATIENCE, USAGE_ERROR, CommandTest, engram)
from serving import answering, holding

EVENTS = "engram.priming.events"


def page(value):
    """A page of metrics with one counter."""
    return json.dumps({"engram": "metrics", "version": 1, "time": "2026-11-25T02:14:00.000000000Z",
                       "metrics": [{"name": "app.hits", "kind": "counter", "unit": "{hit}",
                                    "help": "Hits.",
                                    "series": [{"labels": {}, "value": value}]}]})


class Metrics(CommandTest):
    def metrics(self, *arguments):
        finished = engram("metrics", *arguments)
        self.assertEqual((finished.returncode, finished.stderr), (GOOD, ""), arguments)
        return finished.stdout

    def test_the_built_in_metrics_are_listed_without_a_process(self):
        names = [line.split()[0] for line in self.metrics("list").splitlines()]
        self.assertEqual(names[0], "metric")
        self.assertIn(EVENTS, names)
        described = self.metrics("describe", EVENTS)
        self.assertIn("Targets raised above their baseline by a prime.", described)
        self.assertIn('kind="facilitation"', described)

    def test_a_process_says_what_it_counted(self):
        with holding("--operations", "3000") as url:
            listed = {row["name"]: row
                      for row in json.loads(self.metrics("list", "--json", "--url", url))["metrics"]}
            described = json.loads(self.metrics("describe", EVENTS, "--json", "--url", url))
            strength = self.metrics("describe", "engram.priming.strength", "--url", url)
            path = str(self.directory / "reading.json")
            self.metrics("save", path, "--url", url)
            again = self.metrics("diff", path, url)
        self.assertEqual(listed["engram.operations"]["now"], 3000)
        total = sum(series["value"] for series in described["series"])
        self.assertEqual(total, listed[EVENTS]["now"])
        self.assertGreater(total, 3000)
        self.assertRegex(strength, r"to 0\.05 +[\d,]+ +#+\n")
        self.assertEqual(again.splitlines()[-1], "nothing changed")
        from_file = self.metrics("list", "--file", path)
        self.assertRegex(from_file, r"engram\.operations +counter +\{operation\} +6 +type +3,000 ")

    def test_watch_prints_a_line_each_interval(self):
        values = iter(range(100, 10**6, 50))
        with answering({}, body_of=lambda _: page(next(values))) as url:
            lines = self.metrics("watch", "app.hits", "--url", url, "--count", "3",
                                 "--interval", "20ms").splitlines()
            rows = [json.loads(line) for line in self.metrics(
                "watch", "app.hits", "--url", url, "--count", "2", "--interval", "20ms",
                "--json").splitlines()]
        self.assertEqual(lines[0].split(), ["UTC", "value", "a", "second"])
        self.assertEqual([line.split()[1] for line in lines[1:]], ["100", "150", "200"])
        self.assertEqual(lines[1].split()[2], "-")
        self.assertEqual([row["value"] for row in rows], [250, 300])
        self.assertIsNone(rows[0]["rate"])
        self.assertGreater(rows[1]["rate"], 0)

    def test_watch_ends_at_an_interrupt_in_good_order(self):
        with answering({"/metrics.json": page(1)}) as url:
            with subprocess.Popen([COMMAND, "metrics", "watch", "app.hits", "--url", url,
                                   "--interval", "1h"], stdout=subprocess.PIPE, text=True) as watching:
                watching.stdout.readline()
                watching.stdout.readline()
                watching.send_signal(signal.SIGINT)
                self.assertEqual(watching.wait(PATIENCE), GOOD)

    def test_diff_of_two_files_is_sorted(self):
        a, b = self.file("a.json", page(10)), self.file("b.json", page(30))
        self.assertRegex(self.metrics("diff", str(a), str(b)), r"app\.hits +10 +30 +\+200\.0 %\n")
        changes = json.loads(self.metrics("diff", str(a), str(b), "--json"))["changes"]
        self.assertEqual([(each["before"], each["after"]) for each in changes], [(10, 30)])


class WrongUse(CommandTest):
    def test_an_unknown_metric_is_told_with_what_was_meant(self):
        self.assert_refused(engram("metrics", "describe", "engram.primng.events"), USAGE_ERROR,
                            "no metric engram.primng.events", f"did you mean {EVENTS}?")

    def test_a_verb_is_needed(self):
        self.assert_refused(engram("metrics"), USAGE_ERROR, "engram metrics list", "or engram metrics")
        self.assert_refused(engram("metrics", "lst"), USAGE_ERROR, "there is no verb lst",
                            "did you mean list?")

    def test_watch_needs_a_process(self):
        self.assert_refused(engram("metrics", "watch", EVENTS), USAGE_ERROR, "--url is required")

    def test_a_source_is_a_process_or_a_file(self):
        self.assert_refused(engram("metrics", "list", "--url", "http://x", "--file", "y"),
                            USAGE_ERROR, "--url", "--file")
        self.assert_refused(engram("metrics", "list", "--file", "/nonexistent"), ENVIRONMENT_ERROR,
                            "/nonexistent: it cannot be read")

    def test_every_verb_has_help(self):
        for verb in ("list", "describe", "watch", "diff", "save"):
            finished = engram("metrics", verb, "--help")
            self.assertEqual((finished.returncode, finished.stderr), (GOOD, ""))
            self.assertIn("engram metrics " + verb, finished.stdout)


class BadAnswers(CommandTest):
    def refused(self, url, *parts):
        self.assert_refused(engram("metrics", "list", "--url", url), ENVIRONMENT_ERROR, url, *parts)

    def test_nobody_listens(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            self.refused(f"http://127.0.0.1:{unused.getsockname()[1]}", "nobody answers there")

    def test_no_such_page(self):
        with answering({}) as url:
            self.refused(url, "(404)")

    def test_a_failing_server(self):
        with answering({"/metrics.json": "{}"}, status=503) as url:
            self.refused(url, "status 503")

    def test_something_else(self):
        for body, message in (("<html>", "no JSON"), ("{}", '"engram":"metrics"'),
                              ('{"engram":"metrics","version":9}', "version 9"),
                              ('{"engram":"metrics","version":1,"metrics":7}', "version 1"),
                              ("[" * 100_000, "no JSON")):
            with self.subTest(body[:40]), answering({"/metrics.json": body}) as url:
                self.refused(url, message)

    def test_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.refused(f"http://127.0.0.1:{silent.getsockname()[1]}", "no whole answer within 5 s")

    def test_nothing_wrong_is_saved(self):
        path = self.directory / "saved.json"
        with answering({"/metrics.json": "{}"}) as url:
            finished = engram("metrics", "save", str(path), "--url", url)
        self.assert_refused(finished, ENVIRONMENT_ERROR, url)
        self.assertFalse(path.exists())

    def test_a_file_that_cannot_be_written(self):
        with answering({"/metrics.json": page(1)}) as url:
            self.assert_refused(engram("metrics", "save", "/nonexistent/x", "--url", url),
                                ENVIRONMENT_ERROR, "/nonexistent/x: it cannot be written")


if __name__ == "__main__":
    unittest.main()
