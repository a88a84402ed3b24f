# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Each rule of check_docs.py can fail, and a page that keeps them passes."""
import pathlib
import tempfile
import unittest

import check_docs

PROGRAM = "// SPDX-License-Identifier: Apache-2.0\nint a;\n  // [part]\n  int b;\n  // [/part]\n"


class CheckDocs(unittest.TestCase):
    def findings(self, page):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {
                "README.md": page,
                "docs/other.md": "# A heading, of sorts\n",
                "examples/one.cpp": PROGRAM,
                "examples/expected/one.txt": "out\n",
                "tests/core/CMakeLists.txt": 
                    "add_test(NAME headers.BareWorks COMMAND x)\n"
                    "engram_test(\n  core SOURCES a_test.cpp LABELS core)\n",
                "tests/tools/run_test.py": "",
                "tests/core/a_test.cpp": "TEST(Counter, AddsOne) {}\n",
            }.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            return list(check_docs.check(root))

    def test_a_true_page_passes(self):
        self.assertEqual([], self.findings(
            "<!-- from examples/one.cpp#part -->\n```cpp\nint b;\n```\n"
            "<!-- output of one -->\n```text\nout\n```\n"
            "<!-- sketch: does not exist yet -->\n```cpp\nint c;\n```\n"
            "[a](docs/other.md#a-heading-of-sorts) [b](https://example.org/x)\n"
            "`core.Counter.AddsOne` `example.one` `command.run` `headers.BareWorks` `examples/one.cpp` `engram::v0`\n"))

    def test_an_unmarked_block_is_found(self):
        self.assertIn("must say which file", self.findings("```cpp\nint b;\n```\n")[0])

    def test_a_stale_block_is_found(self):
        page = "<!-- from examples/one.cpp#part -->\n```cpp\nint old;\n```\n"
        self.assertIn("differs from", self.findings(page)[0])

    def test_a_missing_region_is_found(self):
        page = "<!-- from examples/one.cpp#gone -->\n```cpp\nint b;\n```\n"
        self.assertIn("there is no", self.findings(page)[0])

    def test_stale_output_is_found(self):
        page = "<!-- output of one -->\n```text\nother\n```\n"
        self.assertIn("differs from", self.findings(page)[0])

    def test_a_dead_link_is_found(self):
        self.assertIn("leads nowhere", self.findings("[a](docs/gone.md)\n")[0])

    def test_a_dead_anchor_is_found(self):
        self.assertIn("no such heading", self.findings("[a](docs/other.md#gone)\n")[0])

    def test_a_missing_file_is_found(self):
        self.assertIn("no such file", self.findings("`src/gone.cpp`\n")[0])

    def test_a_missing_example_is_found(self):
        self.assertIn("no such test", self.findings("`example.two`\n")[0])

    def test_a_missing_script_is_found(self):
        self.assertIn("no such test", self.findings("`codegen.run`\n")[0])

    def test_a_test_of_another_program_is_found(self):
        self.assertIn("no such test", self.findings("`collect.Counter.AddsOne`\n")[0])

    def test_a_missing_test_is_found(self):
        self.assertIn("no such test", self.findings("`core.Counter.AddsTwo`\n")[0])


if __name__ == "__main__":
    unittest.main()
