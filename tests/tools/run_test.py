# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Runs of the command, from their start to their summary."""

import json
import signal
import time
import unittest
import urllib.error
import urllib.request

from command import GOOD, PATIENCE, CommandTest, run, running, summary_of, wait_for

QUICK = ["--operations", "20000", "--arrival", "saturate", "--quiet", "--json"]
LEVELS = ["absent", "disabled", "off", "metrics", "full"]
SECTIONS = ["Load", "Latency", "Events", "Findings", "Trace", "What telemetry cost", "Audit"]


class Run(CommandTest):
    def test_ends_with_a_summary_and_an_audit_that_holds(self):
        finished = run("--port", "0", "--duration", "1s", "--quiet")
        self.assertEqual((finished.returncode, finished.stderr), (GOOD, ""))
        for section in SECTIONS:
            self.assertIn("\n" + section, finished.stdout)
        self.assertIn("  holds: ", finished.stdout)
        for line in finished.stdout.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_json_is_one_object_and_nothing_else(self):
        finished = run("--port", "0", *QUICK)
        summary = summary_of(finished)
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        self.assert_audit_holds(summary)
        self.assertEqual(summary["load"]["operations"], 20000)
        self.assertIs(summary["good"], True)
        self.assertIs(summary["interrupted"], False)
        self.assertGreater(summary["load"]["events"], 20000)
        self.assertGreaterEqual(len(summary["audit"]["lines"]), 60)

    def test_same_seed_gives_same_events_at_every_level_with_any_number_of_threads(self):
        runs = [["--telemetry", level] for level in LEVELS]
        runs += [["--threads", "1"], ["--threads", "2"]]
        hashes = {}
        for arguments in runs:
            finished = run(*QUICK, *arguments, *(["--port", "0"] if "--threads" in arguments or
                                                 arguments[1] in ("metrics", "full") else []))
            self.assertEqual(finished.returncode, GOOD, finished.stderr)
            hashes[tuple(arguments)] = summary_of(finished)["load"]["event_hash"]
        self.assertEqual(len(set(hashes.values())), 1, hashes)
        self.assertRegex(next(iter(hashes.values())), "^[0-9a-f]{16}$")
        other = summary_of(run(*QUICK, "--telemetry", "absent", "--seed", "2"))
        self.assertNotIn(other["load"]["event_hash"], hashes.values())

    def test_a_level_has_the_telemetry_it_says(self):
        for level in LEVELS:
            ports = ["--port", "0"] if level in ("metrics", "full") else []
            summary = summary_of(run(*QUICK, *ports, "--telemetry", level))
            with self.subTest(level):
                self.assertEqual("audit" in summary, level in ("metrics", "full"))
                self.assertEqual("trace" in summary, level == "full")

    def test_recalls_alone_are_recalls(self):
        summary = summary_of(run("--port", "0", *QUICK, "--scenario", "recalls"))
        self.assert_audit_holds(summary)
        counted = {line["what"]: line["found"] for line in summary["audit"]["lines"]}
        self.assertEqual(counted["engram.operations{type=recall}"], 20000)
        self.assertEqual(counted["engram.operations{type=remember}"], 0)


class Signals(CommandTest):
    def assert_ends_in_good_order(self, number):
        port_file = self.directory / "port"
        with running("--port", "0", "--port-file", str(port_file), "--duration", "10m", "--json",
                     "--trace", str(self.directory / "trace.ndjson")) as process:
            wait_for(port_file, process)
            time.sleep(0.5)
            process.send_signal(number)
            out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, GOOD, err)
        summary = json.loads(out)
        self.assertIs(summary["interrupted"], True)
        self.assertGreater(summary["load"]["operations"], 0)
        self.assert_audit_holds(summary)

    def test_an_interrupt_ends_the_run_in_good_order(self):
        self.assert_ends_in_good_order(signal.SIGINT)

    def test_a_termination_ends_the_run_in_good_order(self):
        self.assert_ends_in_good_order(signal.SIGTERM)

    def test_an_interrupt_ends_the_wait_for_scrapes(self):
        port_file = self.directory / "port"
        with running("--port", "0", "--port-file", str(port_file), "--operations", "10", "--hold",
                     "10m", "--json") as process:
            wait_for(port_file, process)
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, GOOD, err)
        self.assert_audit_holds(json.loads(out))


class Endpoint(CommandTest):
    def test_serves_metrics_while_it_holds(self):
        port_file = self.directory / "port"
        with running("--port", "0", "--port-file", str(port_file), "--operations", "1000",
                     "--arrival", "saturate", "--hold", "10m", "--quiet") as process:
            at = f"http://127.0.0.1:{int(wait_for(port_file, process))}"
            page = self.page_with(at, 'engram_operations_total{type="recall"}')
            self.assertIn("# TYPE engram_telemetry_records_total counter\n", page)
            with urllib.request.urlopen(at + "/healthz", timeout=PATIENCE) as answer:
                self.assertEqual(answer.read().strip(), b"ok")
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(at + "/secrets", timeout=PATIENCE)
            self.assertEqual(refused.exception.code, 404)
            refused.exception.close()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, GOOD)

    def page_with(self, at, text):
        with urllib.request.urlopen(at + "/metrics", timeout=PATIENCE) as answer:
            self.assertIn("text/plain; version=0.0.4", answer.headers["Content-Type"])
            page = answer.read().decode()
        self.assertIn(text, page)
        return page


if __name__ == "__main__":
    unittest.main()
