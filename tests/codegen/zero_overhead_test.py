#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Instrumentation that is compiled out leaves nothing behind: functions with it and functions without
are the same bytes and relocations, by every compiler, at every optimisation level."""
import itertools
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import compilers
from object_code import differences, differing_functions, read

LEVELS = ("-O1", "-O2", "-O3")
ABSENT = ()
DISABLED = ("-DINSTRUMENTED", "-DENGRAM_DISABLED")
ENABLED = ("-DINSTRUMENTED",)
RECURSIVE = "self_recursive"


class ZeroOverhead(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        wanted = [(sample, form, compiler, level)
                  for sample, forms in (("void_calls", (ABSENT, DISABLED, ENABLED)),
                                        ("operations", (ABSENT, DISABLED, ENABLED)),
                                        ("side_effect", (ABSENT, DISABLED)))
                  for form, compiler, level in
                  itertools.product(forms, compilers.find_all(), LEVELS)]  # fmt: skip
        with ThreadPoolExecutor(max_workers=2) as pool:
            cls.objects = dict(zip(wanted, pool.map(cls._compiled, wanted)))

    @classmethod
    def _compiled(cls, key):
        sample, form, compiler, level = key
        target = Path(cls.folder.name, f"{sample}-{len(form)}-{compiler.name}{level}.o")
        source = compilers.SAMPLES / f"{sample}.cpp"
        return read(compiler.compile(source, target, level, *form))

    def check(self, sample, form, check):
        """Calls check(compiler, plain, other) with the sample without instrumentation and one of its
        forms, for each compiler and level."""
        for compiler, level in itertools.product(compilers.find_all(), LEVELS):
            with self.subTest(sample=sample, compiler=compiler.name, level=level):
                plain = self.objects[sample, ABSENT, compiler, level]
                check(compiler, plain, self.objects[sample, form, compiler, level])

    def check_both(self, form, check):
        for sample in ("void_calls", "operations"):
            self.check(sample, form, check)

    def test_calls_that_return_nothing_leave_nothing(self):
        def nothing(_, plain, disabled):
            self.assertGreaterEqual(len(plain.functions), 4)
            self.assertEqual(differences(plain, disabled), [])

        self.check("void_calls", DISABLED, nothing)

    def test_operations_leave_nothing_except_that_gcc_may_inline_a_recursive_function_otherwise(self):
        def nothing_else(compiler, plain, disabled):
            differing = differing_functions(plain, disabled)
            if compiler.family == "gcc":
                differing = [name for name in differing if RECURSIVE not in name]
            self.assertEqual(differing, [])

        self.check("operations", DISABLED, nothing_else)

    def test_no_symbol_of_the_library_remains(self):
        self.check_both(DISABLED, lambda _, plain, disabled: self.assertEqual(
            [name for name in disabled.symbols if "engram" in name], []))  # fmt: skip

    def test_no_section_is_added(self):
        self.check_both(DISABLED, lambda _, plain, disabled: self.assertEqual(
            plain.sections.keys(), disabled.sections.keys()))  # fmt: skip

    def test_enabled_instrumentation_is_reported(self):
        def all_differ(_, plain, enabled):
            differing = differing_functions(plain, enabled)
            for shape in ("loop_with", "function_that", "float_loop", RECURSIVE):
                self.assertTrue(any(shape in name for name in differing), shape)

        self.check_both(ENABLED, all_differ)

    def test_enabled_instrumentation_adds_no_constructor(self):
        self.check_both(ENABLED, lambda _, plain, enabled: self.assertNotIn(
            ".init_array", enabled.sections))  # fmt: skip

    def test_an_argument_with_a_side_effect_is_reported(self):
        self.check("side_effect", DISABLED, lambda _, plain, disabled: self.assertNotEqual(
            differing_functions(plain, disabled), []))  # fmt: skip


if __name__ == "__main__":
    unittest.main()
