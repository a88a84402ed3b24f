#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Units with instrumentation and units without link into one program, in any order, by either compiler:
objects of one header are two objects, and each unit does what it was compiled to do."""
import subprocess
import tempfile
import unittest
from pathlib import Path

import compilers

MIXED = Path(__file__).resolve().parent / "mixed"
UNITS = {"main": (), "enabled": (), "disabled": ("-DENGRAM_DISABLED",)}
ORDERS = (("main", "enabled", "disabled"), ("disabled", "enabled", "main"),
          ("disabled", "main", "enabled"))  # fmt: skip


class MixedModes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def compiled(self, unit, compiler, level):
        target = self.folder / f"{unit}-{compiler.name}{level}.o"
        return compiler.compile(MIXED / f"{unit}.cpp", target, level, *UNITS[unit])

    def run_linked(self, compiler, objects):
        program = self.folder / "program"
        subprocess.run([compiler.path, *map(str, objects), "-o", str(program)], check=True)
        return subprocess.run([str(program)], capture_output=True, text=True, check=False)

    def test_they_link_in_any_order_and_each_does_its_own(self):
        for compiler in compilers.find_all():
            for level in ("-O0", "-O2"):
                objects = {unit: self.compiled(unit, compiler, level) for unit in UNITS}
                for order in ORDERS:
                    with self.subTest(compiler=compiler.name, level=level, order=order):
                        done = self.run_linked(compiler, [objects[unit] for unit in order])
                        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_units_of_two_compilers_link_too(self):
        gcc, clang = compilers.find_all()[:2]
        objects = [self.compiled("main", gcc, "-O2"), self.compiled("enabled", clang, "-O2"),
                   self.compiled("disabled", clang, "-O2")]  # fmt: skip
        done = self.run_linked(gcc, objects)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_program_that_finds_the_objects_merged_would_say_so(self):
        compiler = compilers.find_all()[0]
        objects = {unit: self.compiled(unit, compiler, "-O0") for unit in ("main", "enabled")}
        wrong = self.folder / "wrong.o"
        compiler.compile(MIXED / "disabled.cpp", wrong, "-O0")  # enabled after all
        done = self.run_linked(compiler, [objects["main"], objects["enabled"], wrong])
        self.assertEqual(done.returncode, 1)
        self.assertIn("merged", done.stderr)


if __name__ == "__main__":
    unittest.main()
