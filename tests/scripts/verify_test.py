# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""How the output of each proof is summed up, and that a proof that fails is seen."""
import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

from load_script import load_script

verify = load_script("verify")

MODELS = """\
ok     ring_passes_records                 exhausted, 17 executions, deepest 14, 0.00 s
ok     ring_is_handed_on                   exhausted, 5 executions and 1 cut short, deepest 11, 0.00 s
ok     four_threads_record                 bounded, 50000 executions, deepest 666, 11.71 s
"""


class SummingUp(unittest.TestCase):
    def test_of_models(self):
        self.assertEqual(verify.of_models(MODELS), ("50,022 executions", "2 models exhausted, 1 walked at random"))

    def test_of_mutation(self):
        line = "94 sites, 22 mutants, 21 killed alone, 1 survive alone, 1 listed pairs\n"
        self.assertEqual(
            verify.of_mutation(line), ("22 mutants of 94 places", "21 killed alone, 1 redundant pairs")
        )

    def test_of_blocking(self):
        line = "400 programs: 227 compared, 173 deadlock in both; 1388 executions against 98464\n"
        self.assertEqual(verify.of_blocking(line), ("400 programs", "227 equal by 1,388 of 98,464"))

    def test_of_tests_adds_several_runs(self):
        line = "100% tests passed, 0 tests failed out of 22\n98% tests passed, 1 tests failed out of 60\n"
        self.assertEqual(verify.of_tests(line), ("82 tests", "1 failed"))

    def test_what_is_not_there_is_said(self):
        for sum_up in (verify.of_mutation, verify.of_blocking, verify.of_last_line("bar")):
            self.assertEqual(sum_up("")[1], "no summary")


class Running(unittest.TestCase):
    def row_of(self, status):
        script = f"print('3 sites, 1 mutants, 1 killed alone, 0 survive alone, 0 listed pairs'); exit({status})"
        check = verify.Check("test-of-verify", "something", [sys.executable, "-c", script], verify.of_mutation)
        with tempfile.TemporaryDirectory() as root:
            root, verify.ROOT = verify.ROOT, Path(root)
            try:
                return verify.run(check)
            finally:
                verify.ROOT = root

    def test_the_exit_status_decides(self):
        self.assertTrue(self.row_of(0).good)
        failed = self.row_of(1)
        self.assertFalse(failed.good)
        self.assertIn("FAILED", failed.result)

    def test_the_table_has_a_line_for_each(self):
        lines = list(verify.table([self.row_of(0), self.row_of(1)]))
        self.assertEqual(len(lines), 3)
        self.assertIn("1 mutants of 3 places", lines[1])

    def test_an_unknown_name_is_refused_with_those_that_are(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit):
            verify.main(["--only", "nothing"])
        self.assertIn("models", said.getvalue())


if __name__ == "__main__":
    unittest.main()
