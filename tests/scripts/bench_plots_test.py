# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What is drawn from a report, and what a report must have."""
import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

from load_script import load_script

plots = load_script("bench-plots")  # needs python3-matplotlib, and fails without


def small_report(without=None):
    """A report of two sizes for every line of every figure, but one."""
    runs = {}
    for figure in plots.FIGURES.values():
        for line in figure["lines"]:
            name, _, counter = line[0].partition("#")
            for size in (1, 10):
                run = runs.setdefault(f"{name}/{size}/iterations:1", {})
                if line[0] != without:
                    run[counter] = 1.23456 * size
    return {"benchmarks": [{"name": name, **counters} for name, counters in runs.items()]}


class Plots(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.here = Path(scratch.name)

    def draw(self, report, out="out"):
        """The exit code, what was said, and the files by name."""
        given = self.here / "report.json"
        given.write_text(report if isinstance(report, str) else json.dumps(report))
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = plots.main(["--report", str(given), "--out", str(self.here / out)])
        files = {each.name: each.read_text() for each in (self.here / out).glob("*")}
        return code, said.getvalue(), files

    def test_every_figure_becomes_an_svg_that_names_its_lines(self):
        code, _, files = self.draw(small_report())
        self.assertEqual(code, 0)
        self.assertEqual(files.keys(), {f"{name}.svg" for name in plots.FIGURES} | {"scale.json"})
        for name, figure in plots.FIGURES.items():
            for text in [figure["title"], *(line[1] for line in figure["lines"])]:
                self.assertIn(text, files[f"{name}.svg"])

    def test_the_numbers_stand_beside_the_plots(self):
        numbers = json.loads(self.draw(small_report())[2]["scale.json"])["figures"]
        self.assertEqual(numbers["beside#alone"], [[1, 1.235], [10, 12.35]])

    def test_the_same_numbers_give_the_same_bytes(self):
        first = self.draw(small_report())[2]
        self.assertEqual(self.draw(first["scale.json"], "again")[2], first)

    def test_a_missing_line_is_an_error_that_names_it_and_nothing_is_written(self):
        code, said, files = self.draw(small_report(without="beside#scraped"))
        self.assertEqual((code, files), (2, {}))
        self.assertIn("lacks beside#scraped;", said)

    def test_a_benchmark_that_failed_is_an_error(self):
        failed = {"name": "record/x/1", "error_occurred": True, "error_message": "no thread"}
        code, said, _ = self.draw({"benchmarks": [failed]})
        self.assertEqual(code, 2)
        self.assertIn("record/x/1: no thread", said)

    def test_what_is_no_json_is_an_error(self):
        self.assertEqual(self.draw("{")[0], 2)

    def test_labels_that_would_touch_move_apart_in_their_order(self):
        self.assertEqual(plots.spread([5, 0, 4, 40], 10), [13, -7, 3, 40])

    def test_numbers_are_written_short(self):
        self.assertEqual(plots.short(10_000, ("", "k", "M")), "10k")
        self.assertEqual(plots.short(1e9, (" ns", " µs")), "1e+06 µs")
        self.assertEqual(plots.short(.1, (" ns", " µs")), "0.1 ns")


if __name__ == "__main__":
    unittest.main(argv=["bench_plots_test"])
