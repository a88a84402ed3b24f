# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What counts as a bar, how figures are read from a report, and when a bar is met."""
import contextlib
import io
import json
import os
import tempfile
import unittest
from pathlib import Path

from load_script import load_script

table = load_script("bench-table")


def run(name, time, unit="ns", **counters):
    return {"name": name, "run_name": name, "run_type": "iteration", "cpu_time": time,
            "real_time": 100 * time, "time_unit": unit, **counters}  # fmt: skip


REPORT = {
    "benchmarks": [
        run("floor/threads:1", 1.0, p99=10.0), run("floor/threads:1", 2.0, p99=30.0),
        run("floor/threads:1", 9.0, p99=20.0), run("ours/threads:1/real_time", 0.003, "us", p99=24.0),
        {**run("floor_median", 99.0), "run_type": "aggregate"},
    ]
}  # fmt: skip
BAR = {"id": "P", "what": "x", "bench": "b", "floor": "floor/threads:1", "ours": "ours/threads:1",
       "bound": 1.5}  # fmt: skip


class Judging(unittest.TestCase):
    def setUp(self):
        self.runs = table.collect_runs(REPORT)

    def test_the_ratio_is_of_median_cpu_times_in_nanoseconds(self):
        bar = table.judge(BAR, self.runs)
        self.assertEqual((bar["floor"], bar["ours"], bar["ratio"]), (2.0, 3.0, 1.5))

    def test_a_bar_is_met_at_its_bound_and_missed_above(self):
        self.assertEqual(table.verdict(table.judge(BAR, self.runs)), "met")
        self.assertEqual(table.verdict(table.judge({**BAR, "bound": 1.49}, self.runs)), "MISSED")

    def test_an_explanation_turns_a_miss_into_an_explained_one(self):
        bar = {**BAR, "bound": 1.0, "explained": "why"}
        self.assertEqual(table.verdict(table.judge(bar, self.runs)), "missed, explained")

    def test_a_counter_can_stand_for_the_time(self):
        bar = {**BAR, "floor": "floor/threads:1#p99", "ours": "ours/threads:1#p99"}
        self.assertEqual(table.judge(bar, self.runs)["ratio"], 1.2)

    def test_a_number_is_a_budget_in_nanoseconds(self):
        bar = table.judge({**BAR, "floor": 6, "bound": 0.5}, self.runs)
        self.assertEqual((bar["floor"], bar["ratio"], bar["met"]), (6.0, 0.5, True))

    def test_without_a_bound_figures_are_shown_and_judge_nothing(self):
        bar = table.judge({k: v for k, v in BAR.items() if k != "bound"}, self.runs)
        self.assertEqual((bar["ratio"], bar["met"]), (1.5, None))

    def test_a_figure_of_zero_is_shown_beside_its_peers(self):
        bar = {**BAR, "ours": "floor/threads:1#none", "peers": {"other": "floor/threads:1"}}
        runs = table.collect_runs({"benchmarks": [run("floor/threads:1", 1.0, none=0.0)]})
        with contextlib.redirect_stdout(io.StringIO()) as out:
            table.print_table([table.judge(bar, runs)])
        self.assertIn("other", out.getvalue())

    def test_a_missing_peer_is_skipped_and_a_missing_floor_is_an_error(self):
        bar = {**BAR, "floor": "prometheus"}
        self.assertIsNone(table.judge({**bar, "peer": "prometheus-cpp"}, self.runs)["met"])
        with self.assertRaisesRegex(table.BarError, "no benchmark is named prometheus"):
            table.judge(bar, self.runs)

    def test_a_benchmark_that_failed_is_an_error(self):
        broken = {"benchmarks": [{**run("floor", 0), "error_occurred": True,
                                  "error_message": "no clock"}]}  # fmt: skip
        with self.assertRaisesRegex(table.BarError, "floor: no clock"):
            table.collect_runs(broken)


class Bars(unittest.TestCase):
    def load(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            file.write(text)
            file.flush()
            return table.load_bars(file.name)

    def test_mistakes_are_named(self):
        good = '[[bar]]\nid="P"\nwhat="x"\nbench="b"\nfloor="f"\nours="o"\nbound=1\n'
        self.assertEqual(len(self.load(good)), 1)
        for text, message in (
            ("", "no .*bar"),
            (good.replace('ours="o"', ""), "P lacks ours"),
            (good + "bund=2\n", "unknown keys: bund"),
            (good + good, "P is there twice"),
        ):
            with self.assertRaisesRegex(table.BarError, message):
                self.load(text)


class Program(unittest.TestCase):
    """The whole script, with a program that writes a known report."""

    def result_of(self, bound):
        with tempfile.TemporaryDirectory() as folder:
            build = Path(folder)
            program = build / "bin" / "bench_b"
            program.parent.mkdir()
            (build / "report").write_text(json.dumps(REPORT), encoding="utf-8")
            program.write_text('#!/bin/sh\nfor a; do case "$a" in --benchmark_out=*) '
                               f'cp {build}/report "${{a#*=}}";; esac; done\n', encoding="utf-8")  # fmt: skip
            os.chmod(program, 0o755)
            bars = build / "bars.toml"
            bars.write_text("[[bar]]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in
                                                  {**BAR, "bound": bound}.items()), encoding="utf-8")  # fmt: skip
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                status = table.main([f"--build={build}", f"--bars={bars}", f"--out={build}/o.json"])
            written = json.loads((build / "o.json").read_text(encoding="utf-8"))
        return status, written, out.getvalue()

    def test_a_missed_bar_fails_and_is_written_all_the_same(self):
        status, written, text = self.result_of(1.2)
        self.assertEqual((status, written[0]["id"], written[0]["met"]), (1, "P", False))
        self.assertIn("1 missed", text.splitlines()[-1])

    def test_a_script_is_run_where_there_is_one_and_else_what_was_built(self):
        build = Path("/build")
        self.assertEqual(table.program_of("compile_time", build).name, "compile_time_bench.py")
        self.assertEqual(table.program_of("counter", build), build / "bin" / "bench_counter")

    def test_met_bars_succeed(self):
        status, written, text = self.result_of(2)
        self.assertEqual((status, written[0]["met"]), (0, True))
        self.assertIn("1 met", text.splitlines()[-1])


if __name__ == "__main__":
    unittest.main(argv=["bench_table_test"])
