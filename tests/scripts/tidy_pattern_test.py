# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Which translation units are checked for which files."""
import unittest
from pathlib import Path

from load_script import load_script

pattern = load_script("tidy-pattern")
HERE = str(Path("src/collect/drain.cpp").resolve())
ALL = {"/b/tests/headers/bare_on/all.cpp", "/b/tests/headers/lower/all.cpp"}
ENTRIES = ALL | {HERE, "/b/tests/headers/bare_off/all.cpp",
                 "/b/tests/headers/lower/engram_collect_drain_hpp.cpp"}  # fmt: skip


class Units(unittest.TestCase):
    def units(self, name):
        return pattern.units_for(Path(name), ENTRIES)

    def test_a_source_is_its_own_unit(self):
        self.assertEqual(self.units("src/collect/drain.cpp"), {HERE})

    def test_a_public_header_is_seen_through_the_units_that_include_all(self):
        self.assertEqual(self.units("include/engram/collect/drain.hpp"), ALL)

    def test_a_private_header_is_seen_through_the_source_beside_it(self):
        self.assertEqual(self.units("src/collect/drain.hpp"), {HERE})

    def test_what_no_unit_compiles_selects_nothing(self):
        self.assertEqual(self.units("src/collect/other.cpp"), set())


if __name__ == "__main__":
    unittest.main(argv=["tidy_pattern_test"])
