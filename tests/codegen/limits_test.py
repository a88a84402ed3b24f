#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Where code that is compiled out is not nothing, and how much it then is, as docs/design/zero-overhead.md
states it: without optimisation, and where an argument has an effect of its own. And what its headers bring."""
import functools
import itertools
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import compilers
import elf_file
import object_code

ABSENT = ()
DISABLED = ("-DINSTRUMENTED", "-DENGRAM_DISABLED")
SAMPLES = ("void_calls", "operations")
EMPTY_BODY = 64  # bytes that store unused arguments, without optimisation


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    @classmethod
    @functools.cache  # several tests look at the same code
    def compiled(cls, compiler, sample, *options):
        target = cls.folder / f"{sample}-{compiler.name}{''.join(options)}.o"
        return compiler.compile(compilers.SAMPLES / f"{sample}.cpp", target, *options)

    def functions(self, compiler, sample, *options):
        return object_code.read(self.compiled(compiler, sample, *options))

    def unoptimised(self):
        """(code without instrumentation, code where it is compiled out) of each sample and compiler."""
        for compiler, sample in itertools.product(compilers.find_all(), SAMPLES):
            with self.subTest(compiler=compiler.name, sample=sample):
                yield (self.functions(compiler, sample, "-O0"),
                       self.functions(compiler, sample, "-O0", *DISABLED))  # fmt: skip

    def test_without_optimisation_calls_of_empty_functions_remain(self):
        for plain, disabled in self.unoptimised():
            added = disabled.functions.keys() - plain.functions.keys()
            self.assertTrue(added)
            for name in added:
                self.assertIn("engram", name)
                self.assertEqual(disabled.functions[name].relocations, (), "it calls something")
                self.assertLess(len(disabled.functions[name].code), EMPTY_BODY)
            self.assertEqual(plain.functions.keys() - disabled.functions.keys(), set())

    def test_without_optimisation_each_object_that_is_called_takes_one_byte(self):
        for plain, disabled in self.unoptimised():
            added = [name for name in disabled.sections.keys() - plain.sections.keys()
                     if name.startswith((".bss", ".data"))]  # fmt: skip
            self.assertTrue(added)
            for name in added:
                self.assertEqual(disabled.sections[name], 1, name)

    def test_without_optimisation_nothing_is_wanted_of_others_and_nothing_runs_at_start_up(self):
        for compiler, sample in itertools.product(compilers.find_all(), SAMPLES):
            with self.subTest(compiler=compiler.name, sample=sample):
                plain = elf_file.read(self.compiled(compiler, sample, "-O0"))
                disabled = elf_file.read(self.compiled(compiler, sample, "-O0", *DISABLED))
                # In void_calls a lambda calls a function that is elsewhere.
                self.assertEqual(plain.undefined, disabled.undefined)
                self.assertNotIn(".init_array", disabled.sections)

    def test_an_argument_in_a_lambda_or_behind_enabled_leaves_nothing(self):
        for compiler, level, form in itertools.product(compilers.find_all(), ("-O1", "-O2", "-O3"),
                                                       ("-DIN_LAMBDA", "-DGUARDED")):  # fmt: skip
            with self.subTest(compiler=compiler.name, level=level, form=form):
                plain = self.functions(compiler, "side_effect", level)
                disabled = self.functions(compiler, "side_effect", level, form, *DISABLED)
                self.assertEqual(object_code.differences(plain, disabled), [])

    def test_an_argument_in_a_lambda_or_behind_enabled_is_not_even_named_without_optimisation(self):
        for compiler in compilers.find_all():
            for form, named in (("-DIN_LAMBDA", False), ("-DGUARDED", False), ("-DBARE", True)):
                with self.subTest(compiler=compiler.name, form=form):
                    code = elf_file.read(self.compiled(compiler, "side_effect", "-O0", form, *DISABLED))
                    self.assertEqual(any("count_nodes" in name for name in code.undefined), named)


class Includes(unittest.TestCase):
    """Instrumented code includes the core alone, compiled out or not."""

    def headers(self, text, *options):
        compiler = compilers.find_all()[0]
        command = [compiler.path, "-std=c++20", f"-I{compilers.INCLUDE}", *options, "-MM", "-xc++", "-"]
        done = subprocess.run(command, input=text, check=True, capture_output=True, text=True)
        found = [Path(name) for name in done.stdout.replace("\\\n", " ").split() if name.endswith("pp")]
        return [str(path.relative_to(compilers.INCLUDE)) for path in found]

    def lower(self, header, *options):
        """What it includes below the floors of the core and the catalogue."""
        allowed = re.compile(r"engram/(cognitive/)?\w+\.hpp")
        names = self.headers(f"#include <{header}>\n", *options)
        self.assertTrue(names)
        return [name for name in names if not allowed.fullmatch(name)]

    def test_instrumented_code_includes_the_core_and_no_lower_floor(self):
        for options in ((), ("-DENGRAM_DISABLED",)):
            for header in ("engram/engram.hpp", "engram/cognitive/catalogue.hpp"):
                self.assertEqual(self.lower(header, *options), [])

    def test_both_forms_include_the_same_headers(self):
        text = "#include <engram/engram.hpp>\n"
        self.assertEqual(self.headers(text), self.headers(text, "-DENGRAM_DISABLED"))

    def test_a_header_of_a_lower_floor_is_reported(self):
        self.assertIn("engram/collect/collector.hpp", self.lower("engram/collect/collector.hpp"))


if __name__ == "__main__":
    unittest.main()
