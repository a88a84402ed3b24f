#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Linked, instrumentation that is compiled out leaves nothing behind either: shared objects and static
programs with it are the files that they are without it, byte for byte. Levels may be given: -O1 -O2 -O3."""
import itertools
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import compilers
import elf_file

levels = ["-O2"]
ABSENT = ()
DISABLED = ("-DINSTRUMENTED", "-DENGRAM_DISABLED")
ENABLED = ("-DINSTRUMENTED",)
# g++ may inline a recursive function otherwise when it holds an operation: zero_overhead_test.py has it.
NOT_RECURSIVE = ("-DWITHOUT_RECURSION",)
KINDS = ("static", "shared")
# Clang notes in the table of a function that catches that there was a local object to clean up.
CATCH_TABLE = ("section .gcc_except_table: other bytes",)


class LinkedCode(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        main = cls.folder / "main.cpp"
        main.write_text("int main() { return 0; }\n", "utf-8")
        cls.mains = {compiler: compiler.compile(main, cls.folder / f"main-{compiler.name}.o", "-O1")
                     for compiler in compilers.find_all()}  # fmt: skip

    def linked(self, compiler, sample, kind, *options, link=()):
        """A sample as a shared object, or whole within a static program."""
        # The same name in each form: it must not be what differs.
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        code = folder / "sample.o"
        pic = ("-fPIC",) if kind == "shared" else ()
        compiler.compile(compilers.SAMPLES / f"{sample}.cpp", code, *options, *pic)
        if kind == "object":
            return code
        target = folder / "sample"
        how = ("-shared",) if kind == "shared" else ("-static", str(self.mains[compiler]))
        # A sample calls functions that are nowhere.
        command = [compiler.path, *how, *link, "-Wl,--unresolved-symbols=ignore-all", str(code), "-o",
                   str(target)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, text=True)
        return target

    def pairs(self, sample, kinds, a, b):
        """(compiler, file in form a, file in form b) for each compiler, level and kind."""
        wanted = list(itertools.product(compilers.find_all(), levels, kinds))

        def both(key):
            compiler, level, kind = key
            return [self.linked(compiler, sample, kind, level, *form) for form in (a, b)]

        with ThreadPoolExecutor(max_workers=2) as pool:
            for key, files in zip(wanted, pool.map(both, wanted)):
                with self.subTest(sample=sample, compiler=key[0].name, level=key[1], kind=key[2]):
                    yield key[0], *files

    def test_calls_that_return_nothing_leave_the_very_same_file(self):
        for _, plain, disabled in self.pairs("void_calls", ("object", *KINDS), ABSENT, DISABLED):
            self.assertEqual(elf_file.differences(elf_file.read(plain), elf_file.read(disabled)), [])
            self.assertEqual(plain.read_bytes(), disabled.read_bytes())

    def test_operations_leave_the_same_sections_except_for_clangs_table_of_catch_clauses(self):
        for compiler, plain, disabled in self.pairs("operations", ("object",), NOT_RECURSIVE,
                                                    (*NOT_RECURSIVE, *DISABLED)):  # fmt: skip
            found = elf_file.differences(elf_file.read(plain), elf_file.read(disabled))
            allowed = CATCH_TABLE if compiler.family == "clang" else ()
            self.assertEqual([line for line in found if line not in allowed], [])

    def test_operations_leave_the_same_code_symbols_and_needed_libraries_when_linked(self):
        for compiler, plain, disabled in self.pairs("operations", KINDS, NOT_RECURSIVE,
                                                    (*NOT_RECURSIVE, *DISABLED)):  # fmt: skip
            a, b = elf_file.read(plain), elf_file.read(disabled)
            if compiler.family == "gcc":
                self.assertEqual(plain.read_bytes(), disabled.read_bytes())
            self.assertEqual(a.sections.keys(), b.sections.keys())
            self.assertEqual(a.dynamic_symbols, b.dynamic_symbols)
            self.assertEqual(a.needed, b.needed)
            self.assertEqual(len(a.sections[".text"]), len(b.sections[".text"]))

    def test_enabled_instrumentation_is_reported_in_code_unwind_tables_and_symbols(self):
        for _, plain, enabled in self.pairs("void_calls", ("shared",), ABSENT, ENABLED):
            found = elf_file.differences(elf_file.read(plain), elf_file.read(enabled))
            for section in (".text", ".eh_frame", ".dynsym"):
                self.assertIn(f"section {section}: other bytes", found)
            self.assertTrue(any("dynamic symbol _ZN6engram2v0" in line for line in found))

    def test_an_argument_with_a_side_effect_is_reported(self):
        for _, plain, disabled in self.pairs("side_effect", ("object", "shared"), ABSENT, DISABLED):
            found = elf_file.differences(elf_file.read(plain), elf_file.read(disabled))
            self.assertIn("wanted symbol _ZN6sample11count_nodesEv: in one file only", found)

    def test_an_added_section_is_reported(self):
        for _, plain, added in self.pairs("side_effect", ("object", *KINDS), ABSENT, ("-DADDED_SECTION",)):
            found = elf_file.differences(elf_file.read(plain), elf_file.read(added))
            self.assertIn("section added: in one file only", found)

    def test_an_added_library_is_reported(self):
        for compiler in compilers.find_all():
            with self.subTest(compiler=compiler.name):
                library = self.folder / "libadded.so"
                subprocess.run([compiler.path, "-shared", "-Wl,-soname,libadded.so", "-o", library], check=True)
                plain = self.linked(compiler, "side_effect", "shared", "-O2")
                more = self.linked(compiler, "side_effect", "shared", "-O2",
                                   link=("-Wl,--no-as-needed", str(library)))  # fmt: skip
                found = elf_file.differences(elf_file.read(plain), elf_file.read(more))
                self.assertIn("library libadded.so: needed by one file only", found)


class Reading(unittest.TestCase):
    def test_a_file_that_is_no_elf_file_is_refused(self):
        with self.assertRaisesRegex(ValueError, "ELF"):
            elf_file.parse_sections(b"!<arch>\n" + bytes(100))


if __name__ == "__main__":
    levels = [each for each in sys.argv[1:] if each.startswith("-O")] or levels
    unittest.main(argv=[each for each in sys.argv if each not in levels])
