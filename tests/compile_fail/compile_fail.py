#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Dual compile tests: each source in cases/ compiles as it is, and with WRONG defined it does not, with
the message that it names in a line `// expect: <text>`."""
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((Path(__file__).resolve().parent / "cases").glob("*.cpp"))
COMPILERS = ("g++", "clang++-19", "clang++")
_EXPECT = re.compile(r"^// expect: (.+)$", re.MULTILINE)


def expected_message(text):
    """The message that a case names; None when it names none."""
    match = _EXPECT.search(text)
    return match[1] if match else None


def installed():
    """The compilers of this machine, one of each name that leads somewhere of its own."""
    found = {}
    for name in COMPILERS:
        if path := shutil.which(name):
            found.setdefault(Path(path).resolve(), path)
    return list(found.values())


def compile_case(compiler, case, *options):
    """(whether it compiled, what the compiler said)."""
    command = [compiler, "-std=c++20", "-fsyntax-only", f"-I{ROOT / 'include'}", *options, str(case)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


class CompileFail(unittest.TestCase):
    def test_there_are_cases_and_compilers(self):
        self.assertGreaterEqual(len(CASES), 12)
        self.assertTrue(installed(), "no compiler found; scripts/install-deps installs one")

    def test_each_case_compiles_until_it_is_wrong(self):
        for compiler in installed():
            for case in CASES:
                with self.subTest(case=case.stem, compiler=compiler):
                    good, said = compile_case(compiler, case)
                    self.assertTrue(good, f"the right form does not compile:\n{said}")

    def test_each_wrong_case_is_refused_with_its_message(self):
        for compiler in installed():
            for case in CASES:
                with self.subTest(case=case.stem, compiler=compiler):
                    message = expected_message(case.read_text("utf-8"))
                    self.assertIsNotNone(message, "no line '// expect: ...'")
                    good, said = compile_case(compiler, case, "-DWRONG")
                    self.assertFalse(good, "the wrong form compiles")
                    self.assertRegex(said, message)


if __name__ == "__main__":
    if "--list" in sys.argv:
        print("\n".join(case.stem for case in CASES))
    else:
        unittest.main()
