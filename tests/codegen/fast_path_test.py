#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Fast paths hold no locked instruction and call nothing. All that they call lies among the code that is
rarely run, except the one body that events, and the two that operations, share."""
import itertools
import tempfile
import unittest
from pathlib import Path

import compilers
from fast_path import COLD, Code, parse_functions

# Static and shared: in a shared library, thread-local storage must not become a call.
KINDS = ((), ("-fPIC",))
CALL_NOTHING = ("counter_add", "counter_add_labelled", "counter_handle_add", "up_down_counter_add",
                "gauge_set", "histogram_record_log_linear", "histogram_record_explicit",
                "histogram_record_exponential", "histogram_record_exponential_labelled")  # fmt: skip
RECORD_EXEMPLARY = "16record_exemplaryI"
PUT_EVENT, PUT_EVENT_OUTSIDE = "9put_eventI", "17put_event_outsideI"
BEGIN, END = "basic_operationINS0_2onB9engram_onEE5beginE", "basic_operationINS0_2onB9engram_onEE3endE"
# Events below their threshold are counted, not written; a full ring is looked at again.
FILTERED, FULL = "14count_filteredI", "14put_event_fullI"
COLD_HALVES = ("basic_operationINS0_2onB9engram_onEE8end_slowE",
               "_ZN6engram2v015basic_operationINS0_2onB9engram_onEE10begin_slowE", "14put_event_slowI")


class FastPath(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.hot = [(key, cls.compiled("hot_paths", *key))
                   for key in itertools.product(compilers.find_all(), KINDS)]  # fmt: skip

    @classmethod
    def compiled(cls, sample, compiler, kind):
        target = Path(cls.folder.name, f"{sample}-{compiler.name}{''.join(kind)}.o")
        compiler.compile(compilers.SAMPLES / f"{sample}.cpp", target, "-O2", *kind)
        return Code(target)

    def check(self, part, **allowed):
        for (compiler, kind), code in self.hot:
            with self.subTest(compiler=compiler.name, kind=kind, path=part):
                self.assertEqual(code.problems(part, **allowed), [])

    def test_counters_gauges_and_histograms_lock_nothing_and_call_nothing(self):
        for part in CALL_NOTHING:
            self.check(part)

    def test_a_histogram_with_exemplars_calls_its_body_and_nothing_else(self):
        self.check("histogram_record_exemplar", may_call=(RECORD_EXEMPLARY,))
        self.check(RECORD_EXEMPLARY)

    def test_an_event_calls_the_body_that_all_events_share_and_nothing_else(self):
        for part in ("event_emit", "event_emit_lazily"):
            self.check(part, may_call=(PUT_EVENT, FILTERED))

    def test_the_body_of_events_locks_nothing_and_calls_nothing(self):
        self.check(PUT_EVENT, may_call=(PUT_EVENT_OUTSIDE, FULL))
        self.check(PUT_EVENT_OUTSIDE)

    def test_an_operation_calls_its_begin_and_its_end_and_nothing_else(self):
        # The pointer is the work that the operation goes around, which may throw through it.
        self.check("operation_around", may_call=(BEGIN, END, "_Unwind_Resume"), may_call_indirectly=1)

    def test_begin_and_end_lock_nothing_and_call_nothing(self):
        self.check(BEGIN)
        self.check(END)

    def test_the_cold_halves_are_functions_of_their_own_that_lie_apart(self):
        for (compiler, kind), code in self.hot:
            for part in COLD_HALVES:
                with self.subTest(compiler=compiler.name, kind=kind, half=part):
                    self.assertTrue(code.symbols[code.find(part)][0].startswith(COLD))

    def test_each_thing_that_does_not_belong_there_is_reported(self):
        for compiler in compilers.find_all():
            code = self.compiled("wrong_paths", compiler, ("-fPIC",))
            for function, report in (("adds_for_all_threads", "locked: lock"),
                                     ("stores_in_one_order_for_all", "locked: xchg"),
                                     ("calls_out", "calls elsewhere"),
                                     ("ends_in_a_call", "calls elsewhere"),
                                     ("asks_where_its_thread_is", "calls __tls_get_addr"),
                                     ("calls_through_a_pointer", "through a pointer")):  # fmt: skip
                with self.subTest(compiler=compiler.name, function=function):
                    self.assertIn(report, "\n".join(code.problems(function)))


class Parsing(unittest.TestCase):
    def test_a_padding_xchg_of_registers_is_not_locked(self):
        functions = parse_functions("0000 <f>:\n   0:\txchg   %ax,%ax\n   2:\txchg   %eax,0x8(%rdi)\n")
        self.assertEqual(functions["f"].locked, ["xchg   %eax,0x8(%rdi)"])


if __name__ == "__main__":
    unittest.main()
