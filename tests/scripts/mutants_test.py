# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""How the checker's verdicts are read and the table is made."""
import sys
import unittest

from load_script import load_script

mutants = load_script("mutants")

OUTPUT = """\
killed   gauge_load       acquire -> relaxed   a_gauge_publishes: data race: thread 0 reads (1)
SURVIVES ring_peek        acquire -> relaxed   :
error: ring_peek survives as relaxed
94 sites, 2 mutants, 1 killed alone, 1 survive alone, 0 listed pairs
"""


class Verdicts(unittest.TestCase):
    def test_are_read_with_the_model_that_kills(self):
        self.assertEqual(
            mutants.verdicts_of(OUTPUT),
            [("gauge_load", "acquire -> relaxed", "a_gauge_publishes"), ("ring_peek", "acquire -> relaxed", None)],
        )


class Table(unittest.TestCase):
    def test_has_a_row_for_each_and_the_sums(self):
        rows = [("a", "acquire -> relaxed", False, True, "m"), ("b", "release -> relaxed", False, False, None)]
        lines = list(mutants.table(rows))
        self.assertIn("| `a` | acquire -> relaxed | survives | killed | m |", lines)
        self.assertIn("stress killed 0, TSan 1, the checker 1", lines[-1])


class Killing(unittest.TestCase):
    def test_is_a_run_that_ends_badly(self):
        self.assertTrue(mutants.is_killed("/bin/false", 1))
        self.assertFalse(mutants.is_killed("/bin/true", 2))


if __name__ == "__main__":
    sys.exit(unittest.main())
