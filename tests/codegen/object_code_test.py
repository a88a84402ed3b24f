#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The comparer itself: it must see every kind of difference, and nothing else."""
import unittest

import object_code
from object_code import Function, Object, differences, parse_functions, parse_sections

DISASSEMBLY = """
a.o:     file format elf64-x86-64

Disassembly of section .text:

0000000000000000 <_Z5firsti>:
   0:\t48 83 ec 08          \tsub    $0x8,%rsp
   4:\te8 00 00 00 00       \tcall   9 <_Z5firsti+0x9>\t5: R_X86_64_PLT32\t_Z1gi-0x4
   9:\tc3                   \tret
   a:\t66 66 2e 0f 1f 84 00 00 00 00 00 \tdata16 cs nopw 0x0(%rax,%rax,1)
  15:\t0f 1f 40 00          \tnopl   0x0(%rax)

0000000000000020 <_Z6secondi>:
  20:\t90                   \tnop
  21:\te8 00 00 00 00       \tcall   26 <_Z6secondi+0x6>\t22: R_X86_64_PLT32\t_Z1gi-0x4
  26:\tc3                   \tret

Disassembly of section .text.unlikely:

0000000000000000 <_Z6secondi.cold>:
   0:\te8 00 00 00 00       \tcall   5 <_Z6secondi.cold+0x5>\t1: R_X86_64_PLT32\t_Z1hi-0x4
"""

SECTIONS = """
Sections:
Idx Name          Size      VMA               LMA               File off  Algn
  0 .text         00000053  0000000000000000  0000000000000000  00000040  2**4
                  CONTENTS, ALLOC, LOAD, RELOC, READONLY, CODE
  1 .data         00000000  0000000000000000  0000000000000000  00000093  2**0
"""


def an_object(code=b"\xc3", relocations=(), sections=None, symbols=("f",)):
    return Object({"f": Function(code, relocations)}, sections or {".text": 1}, symbols)


class Parsing(unittest.TestCase):
    def test_functions_are_found_in_every_section(self):
        names = list(parse_functions(DISASSEMBLY))
        self.assertEqual(names, ["_Z5firsti", "_Z6secondi", "_Z6secondi.cold"])

    def test_bytes_end_before_the_padding(self):
        first = parse_functions(DISASSEMBLY)["_Z5firsti"]
        self.assertEqual(first.code.hex(), "4883ec08e800000000c3")

    def test_padding_at_the_start_is_code(self):
        self.assertEqual(parse_functions(DISASSEMBLY)["_Z6secondi"].code.hex(), "90e800000000c3")

    def test_relocations_count_from_the_start_of_their_function(self):
        second = parse_functions(DISASSEMBLY)["_Z6secondi"]
        self.assertEqual(second.relocations, ((2, "R_X86_64_PLT32", "_Z1gi-0x4"),))

    def test_sections_and_their_sizes_are_read(self):
        self.assertEqual(parse_sections(SECTIONS), {".text": 0x53, ".data": 0})


class Comparing(unittest.TestCase):
    def test_an_object_is_the_same_as_itself(self):
        self.assertEqual(differences(an_object(), an_object()), [])

    def test_other_bytes_are_seen(self):
        found = differences(an_object(), an_object(code=b"\xcc"))
        self.assertEqual(len(found), 1)
        self.assertIn("function f", found[0])

    def test_other_relocations_behind_the_same_bytes_are_seen(self):
        found = differences(an_object(relocations=((0, "R_X86_64_PLT32", "g"),)),
                            an_object(relocations=((0, "R_X86_64_PLT32", "h"),)))  # fmt: skip
        self.assertEqual(found, ["function f: same bytes, other relocations"])

    def test_a_function_in_one_object_only_is_seen(self):
        more = an_object()
        more.functions["g"] = Function(b"\xc3")
        self.assertEqual(differences(an_object(), more), ["function g: in one object only"])
        self.assertEqual(differences(more, an_object()), ["function g: in one object only"])

    def test_a_new_section_is_seen(self):
        more = an_object(sections={".text": 1, ".init_array": 8})
        self.assertEqual(differences(an_object(), more), ["section .init_array: in one object only"])

    def test_a_new_symbol_is_seen(self):
        more = an_object(symbols=("f", "hits"))
        self.assertEqual(differences(an_object(), more), ["symbol hits: in one object only"])


class CommandLine(unittest.TestCase):
    def test_a_file_that_cannot_be_read_is_told_apart_from_a_difference(self):
        self.assertEqual(object_code.main(["/nonexistent.o", "/nonexistent.o"]), 2)

    def test_it_wants_two_files(self):
        self.assertEqual(object_code.main(["one.o"]), 2)


if __name__ == "__main__":
    unittest.main()
