#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Recording over 100,000 series misses the last level as seldom as doing the same without, and the script
that says so refuses a library that spreads its series out. Usage: cache_misses_test.py BUILD"""
import contextlib
import importlib.machinery
import importlib.util
import io
import shutil
import sys
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "cache-misses"
loader = importlib.machinery.SourceFileLoader("cache_misses", str(SCRIPT))
cache_misses = importlib.util.module_from_spec(importlib.util.spec_from_loader("cache_misses", loader))
sys.modules["cache_misses"] = cache_misses
loader.exec_module(cache_misses)

OUTPUT = """\
desc: LL cache: 33554432 B, 64 B, 16-way associative
events: Ir I1mr ILmr Dr D1mr DLmr Dw D1mw DLmw
fn=main
7 100 1 1 10 2 2 5 3 3
summary: 100 1 1 10 2 20 5 3 300
"""


class Counting(unittest.TestCase):
    def test_misses_of_instructions_reads_and_writes_are_added(self):
        self.assertEqual(cache_misses.last_level_misses(OUTPUT), 321)

    def test_the_short_run_is_taken_off_and_the_rest_scaled(self):
        made = cache_misses.Subject("s", lambda arm, n: (arm, n), ("a", "b"), (1_000, 21_000))
        per_operation = {"a": 1, "b": 3}
        kept, cache_misses.simulate = (cache_misses.simulate,
                                       lambda command, _: 777 + per_operation[command[0]] * command[1])
        self.addCleanup(setattr, cache_misses, "simulate", kept)
        self.assertEqual(cache_misses.measure(made, {}, 1), {"a": 10_000, "b": 30_000})

    def test_the_bar_itself_is_over_the_bar(self):
        made = cache_misses.Subject("s", None, ("a", "b"), (0, 1))
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertTrue(cache_misses.report(made, {"a": 5, "b": 1_004}))
            self.assertFalse(cache_misses.report(made, {"a": 5, "b": 1_005}))


@unittest.skipUnless(shutil.which("valgrind"), "valgrind is not installed")
class Simulated(unittest.TestCase):
    build = None

    def status(self, *arguments):
        return cache_misses.main(["--build", self.build, "--only", "series", *arguments])

    def test_recording_over_a_hundred_thousand_series_is_within_the_bar(self):
        self.assertEqual(self.status(), 0)

    def test_series_that_are_spread_out_are_over_the_bar(self):
        self.assertEqual(self.status("--series-arm", "spread"), 1)

    def test_a_build_that_is_not_there_is_told_apart(self):
        with contextlib.redirect_stderr(io.StringIO()) as told:
            self.assertEqual(cache_misses.main(["--build", "/nonexistent", "--only", "series"]), 2)
        self.assertIn("not there", told.getvalue())


if __name__ == "__main__":
    Simulated.build = sys.argv.pop(1)
    unittest.main()
