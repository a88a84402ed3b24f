#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""No hot path is longer than 256 bytes: neither what a record call adds to its caller nor what it
calls. Cold paths are apart, in functions that are called once a thread or metric."""
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import compilers

LIMIT = 256
# What callers inline; the names are those of the sample.
CALL_SITES = (
    "counter_add", "counter_add_labelled", "counter_handle_add", "up_down_counter_add", "gauge_set",
    "histogram_record_log_linear", "histogram_record_explicit",
    "histogram_record_exponential", "histogram_record_exponential_labelled",
    "histogram_record_exemplar", "event_emit", "event_emit_lazily", "operation_around",
)  # fmt: skip
# What they call when everything is on.
SHARED = {
    "record_exemplary": r"::record_exemplary<",
    "put_event": r"::put_event<",
    "put_event_outside": r"::put_event_outside<",
    "operation begin": r"basic_operation<[^>]*>::begin\(",
    "operation end": r"basic_operation<[^>]*>::end\(",
}


def sizes_of_functions(path):
    """Sizes of functions by demangled name, parts that the compiler split off as cold left out."""
    text = subprocess.run(["nm", "--demangle", "--print-size", str(path)], check=True,
                          capture_output=True, text=True).stdout  # fmt: skip
    found = {}
    for line in text.splitlines():
        match = re.match(r"[0-9a-f]+ ([0-9a-f]+) [TtWw] (.+)", line)
        if match and "[clone .cold" not in match[2]:
            found[match[2]] = int(match[1], 16)
    return found


class CodeSize(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.sizes = {}
        for compiler in compilers.find_all():
            target = Path(cls.folder.name, f"{compiler.name}.o")
            compiler.compile(compilers.SAMPLES / "hot_paths.cpp", target, "-O2")
            cls.sizes[compiler] = sizes_of_functions(target)

    def test_what_a_record_call_adds_to_its_caller_is_short(self):
        for compiler, sizes in self.sizes.items():
            for name in CALL_SITES:
                with self.subTest(compiler=compiler.name, path=name):
                    print(f"{compiler.name:12} {name:30} {sizes[name]:4} bytes")
                    self.assertLess(sizes[name], LIMIT)

    def test_what_record_calls_share_is_short(self):
        for compiler, sizes in self.sizes.items():
            for path, pattern in SHARED.items():
                with self.subTest(compiler=compiler.name, path=path):
                    found = [size for name, size in sizes.items() if re.search(pattern, name)]
                    self.assertEqual(len(found), 1, "one copy in a program")
                    print(f"{compiler.name:12} {path:30} {found[0]:4} bytes")
                    self.assertLess(found[0], LIMIT)

    def test_a_function_that_is_too_long_would_be_seen(self):
        compiler = compilers.find_all()[0]
        source = Path(self.folder.name, "long.cpp")
        lines = "".join(f"  at[{i}] = at[{i + 1}] * {i + 3};\n" for i in range(0, 80, 2))
        source.write_text(f'extern "C" void too_long(volatile int* at) {{\n{lines}}}\n', "utf-8")
        target = compiler.compile(source, Path(self.folder.name, "long.o"), "-O2")
        self.assertGreater(sizes_of_functions(target)["too_long"], LIMIT)


if __name__ == "__main__":
    unittest.main()
