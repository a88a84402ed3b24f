# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""`engram doctor`, on this machine and over real processes."""

import json
import resource
import socket
import unittest

from command import ENVIRONMENT_ERROR, GOOD, TELEMETRY_FAILED, USAGE_ERROR, CommandTest, engram
from serving import answering, holding


def by_id(rows):
    return {row["id"]: row for row in rows}


class Doctor(CommandTest):
    def report(self, *arguments, status=GOOD, **options):
        finished = engram("doctor", "--json", *arguments, **options)
        self.assertEqual(finished.returncode, status, finished.stderr + finished.stdout)
        return json.loads(finished.stdout)

    def test_this_machine_and_the_built_in_metrics_are_well(self):
        report = self.report()
        self.assertIs(report["good"], True)
        self.assertEqual(report["metrics"]["findings"], [])
        self.assertGreaterEqual(report["metrics"]["count"], 17)
        self.assertEqual({"library", "kernel", "clock", "page", "overcommit", "address-limit",
                          "fork", "memory-nodes"}, set(by_id(report["machine"])))

    def test_as_text_it_fits_a_terminal(self):
        finished = engram("doctor")
        self.assertEqual((finished.returncode, finished.stderr), (GOOD, ""))
        self.assertIn("\nMachine\n", finished.stdout)
        self.assertIn("17 metrics, nothing found", finished.stdout)

    def test_an_address_limit_is_seen(self):
        limit = 4 << 30
        report = self.report(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        self.assertEqual(by_id(report["machine"])["address-limit"]["found"],
                         "at most 4.00 GiB, room for 512 threads at 8 MiB each")

    def test_a_process_that_serves_is_looked_at(self):
        with holding("--operations", "2000") as url:
            report = self.report("--url", url)
        self.assertEqual(report["metrics"]["of"], url)
        self.assertNotIn("error", [row["severity"] for row in report["metrics"]["findings"]])
        self.assertEqual(report["records"], [])

    def test_drops_of_a_process_are_told_with_advice(self):
        config = self.file("engram.toml", "[events]\nring_slots = 64\n")
        with holding("--operations", "20000", "--arrival", "saturate", "-c", str(config)) as url:
            report = self.report("--url", url)
            text = engram("doctor", "--url", url + "/metrics.json").stdout
        dropped = by_id(report["records"])["dropped-full"]
        self.assertEqual(dropped["severity"], "warning")
        self.assertIn("ring_slots", dropped["advice"])
        self.assertIn(f"{dropped['found']} records that found the ring full\n", text)

    def test_an_error_in_a_process_is_the_exit_status(self):
        page = {"engram": "metrics", "version": 1, "time": "2026-11-25T00:00:00Z", "metrics": [
            {"name": "app.level", "kind": "gauge", "unit": "1", "help": "A level.",
             "series": [{"labels": {}, "value": "NaN"}]}]}
        with answering({"/metrics.json": json.dumps(page), "/metrics": ""}) as url:
            report = self.report("--url", url, status=TELEMETRY_FAILED)
        self.assertIs(report["good"], False)
        self.assertEqual([row["id"] for row in report["metrics"]["findings"]], ["nan-recorded"])

    def test_who_does_not_answer_is_named(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{unused.getsockname()[1]}"
            self.assert_refused(engram("doctor", "--url", url), ENVIRONMENT_ERROR, url,
                                "nobody answers there")

    def test_what_is_no_url_is_told(self):
        for word in ("localhost", "ftp://localhost", "http:/x"):
            self.assert_refused(engram("doctor", f"--url={word}"), USAGE_ERROR, "--url",
                                f'"{word}" is no URL; write http://127.0.0.1:9464')
        self.assert_refused(engram("doctor", "--ulr", "x"), USAGE_ERROR, "did you mean --url?")


if __name__ == "__main__":
    unittest.main()
