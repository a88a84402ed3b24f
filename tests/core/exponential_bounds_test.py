#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The bounds of exponential buckets are what they are called: 2^(k/256) rounded down to a double. Held
against integers: a mantissa of 53 bits, m, is right if m^256 <= 2^(52*256 + k) < (m + 1)^256."""
import re
import sys
import unittest
from pathlib import Path

HEADER = Path(sys.argv.pop(1)) / "include/engram/exponential_bounds.hpp"


def mantissas():
    """The table's literals."""
    text = HEADER.read_text("utf-8")
    body = re.search(r"exponential_bounds\{(.*?)\}", text, re.DOTALL)[1]
    return [int(literal, 16) for literal in re.findall(r"0x[0-9a-f]+", body)]


def is_bound(mantissa, k):
    """Whether 2^52 + mantissa is the last integer that 2^(52 + k/256) is not below."""
    whole = (1 << 52) + mantissa
    power = 1 << (52 * 256 + k)
    return whole**256 <= power < (whole + 1)**256


class Bounds(unittest.TestCase):
    def test_there_is_one_for_each_step_and_one_that_no_double_exceeds(self):
        self.assertEqual(len(mantissas()), 257)
        self.assertEqual(mantissas()[256], (1 << 64) - 1)

    def test_each_is_the_power_rounded_down(self):
        for k, entry in enumerate(mantissas()[:256]):
            with self.subTest(k=k):
                self.assertEqual(entry & 0xFFF, 0, "it stands in the upper 52 bits")
                self.assertTrue(is_bound(entry >> 12, k))

    def test_a_neighbour_would_be_found_out(self):
        for k, entry in enumerate(mantissas()[1:256], start=1):
            self.assertFalse(is_bound((entry >> 12) + 1, k))
            self.assertFalse(is_bound((entry >> 12) - 1, k))

    def test_no_two_share_a_cell_of_the_look_up(self):
        bits = int(re.search(r"exponential_cell_bits = (\d+)", HEADER.read_text("utf-8"))[1])
        cells = [entry >> (64 - bits) for entry in mantissas()[:256]]
        self.assertEqual(len(set(cells)), 256)


if __name__ == "__main__":
    unittest.main()
