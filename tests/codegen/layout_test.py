#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The layout that the hot paths rely on, as it is in a compiled program: what one thread writes shares no
line with what another writes. A variant that is padded wrong on purpose must be refused."""
import tempfile
import unittest
from pathlib import Path

import compilers
import layout

SOURCES = Path(__file__).resolve().parent / "layout"

PRINTED = """\
struct ring {
\tstruct producer_line {
\t\tatomic             head __attribute__((__aligned__(8))); /*     0     8 */
\t\t/* size: 64, cachelines: 1, members: 1 */
\t};
\tstruct producer_line producer_ __attribute__((__aligned__(64))); /*     0    64 */
\tstruct slot          words[4];             /*    64    32 */

\t/* size: 128, cachelines: 2, members: 2 */
} __attribute__((__aligned__(64)));
"""


def ring_members(consumer_at, length=64):
    return {"producer_": (0, length), "consumer_": (consumer_at, length)}


class Parsing(unittest.TestCase):
    def test_members_of_nested_types_are_left_out(self):
        size, members = layout.parse(PRINTED)
        self.assertEqual(size, 128)
        self.assertEqual(members, {"producer_": (0, 64), "words": (64, 32)})


class Checking(unittest.TestCase):
    def test_lines_that_stand_apart_pass(self):
        self.assertEqual(layout.check_ring(192, ring_members(64)), [])

    def test_lines_that_touch_are_refused(self):
        for consumer_at in (0, 8, 40, 63):
            self.assertTrue(layout.check_ring(192, ring_members(consumer_at)), consumer_at)

    def test_a_line_that_straddles_two_is_refused(self):
        self.assertTrue(layout.check_ring(192, ring_members(96)))
        self.assertTrue(layout.check_ring(256, ring_members(64, length=72)))

    def test_a_ring_that_ends_within_a_line_is_refused(self):
        self.assertTrue(layout.check_ring(136, ring_members(64)))


class Layout(unittest.TestCase):
    def problems_of(self, source):
        compiler = compilers.find_all()[0]
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, "layout.o")
            compiler.compile(SOURCES / source, target, "-g", "-O1")
            return layout.problems(target)

    def test_what_ships_keeps_writers_apart(self):
        self.assertEqual(self.problems_of("shipped.cpp"), [])

    def test_a_variant_that_is_padded_wrong_is_refused_in_every_part(self):
        wrong = "\n".join(self.problems_of("wrong.cpp"))
        self.assertIn("share a line", wrong)
        self.assertIn("slot has 40 bytes", wrong)
        self.assertIn("thread_words has 32 bytes", wrong)
        self.assertIn("shard::events at 16, 80 bytes, shares a line", wrong)
        self.assertIn("shard of 104 bytes shares its last line", wrong)
        self.assertIn("gives no line to each of 3 series", wrong)
        self.assertIn("slot_ shares a line with a series", wrong)
        self.assertIn("make a class of 1 bytes 2 long", wrong)
        self.assertIn("counters that are on overlap", wrong)


if __name__ == "__main__":
    unittest.main()
