# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Which translation units are checked for which files."""
import unittest
from pathlib import Path

from load_script import load_script

pattern = load_script("tidy-pattern")
HERE = str(Path("src/collect/drain.cpp").resolve())
ENTRIES = {HERE, "/b/tests/headers/bare_on/engram_ring_hpp.cpp",
           "/b/tests/headers/bare_off/engram_ring_hpp.cpp",
           "/b/tests/headers/lower/engram_collect_drain_hpp.cpp"}  # fmt: skip


class Units(unittest.TestCase):
    def units(self, name):
        return pattern.units_for(Path(name), ENTRIES)

    def test_a_source_is_its_own_unit(self):
        self.assertEqual(self.units("src/collect/drain.cpp"), {HERE})

    def test_a_public_header_is_seen_through_the_unit_that_compiles_it_alone(self):
        self.assertEqual(self.units("include/engram/ring.hpp"),
                         {"/b/tests/headers/bare_on/engram_ring_hpp.cpp"})  # fmt: skip
        self.assertEqual(self.units("include/engram/collect/drain.hpp"),
                         {"/b/tests/headers/lower/engram_collect_drain_hpp.cpp"})  # fmt: skip

    def test_a_private_header_is_seen_through_the_source_beside_it(self):
        self.assertEqual(self.units("src/collect/drain.hpp"), {HERE})

    def test_what_no_unit_compiles_selects_nothing(self):
        self.assertEqual(self.units("src/collect/other.cpp"), set())


if __name__ == "__main__":
    unittest.main(argv=["tidy_pattern_test"])
