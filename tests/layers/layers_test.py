#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Each rule is shown a tree that breaks it, and a look-alike that does not."""
import tempfile
import unittest
from pathlib import Path

import layers
import rules

HEADER = "".join(f"// {line}\n" for line in rules.SPDX)
SCRIPT_HEADER = "".join(f"# {line}\n" for line in rules.SPDX)


def rules_broken(files):
    """The rules that a tree of these files breaks; each file gets a licence header."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(HEADER + text, encoding="utf-8")
        return [(path, rule) for path, _, rule, _ in layers.violations(Path(folder))]


class IncludeGraph(unittest.TestCase):
    def test_a_clean_tree_passes(self):
        files = {
            "include/engram/ring.hpp": "#include <cstdint>\n",
            "include/engram/event.hpp": "#include <engram/ring.hpp>\n",
            "include/engram/cognitive/priming.hpp": "#include <engram/event.hpp>\n",
            "include/engram/collect/registry.hpp": "#include <engram/cognitive/priming.hpp>\n",
            "src/collect/registry.cpp": '#include "collect/drain.hpp"\n#include <sys/mman.h>\n',
            "src/collect/drain.hpp": "#include <string>\n",
            "src/export/ndjson.cpp": "#include <engram/collect/registry.hpp>\n",
            "tools/engram/main.cpp": "#include <engram/collect/registry.hpp>\n",
            "include/engram/engram.hpp": "#include <engram/event.hpp>\n",
        }
        self.assertEqual(rules_broken(files), [])

    def test_a_floor_must_not_include_one_below(self):
        for upper, lower in (
            ("include/engram/ring.hpp", "include/engram/cognitive/x.hpp"),
            ("include/engram/engram.hpp", "include/engram/collect/x.hpp"),
            ("include/engram/cognitive/a.hpp", "include/engram/collect/x.hpp"),
            ("src/collect/a.cpp", "include/engram/export/x.hpp"),
            ("src/collect/a.cpp", "include/engram/record/x.hpp"),
            ("src/export/a.cpp", "include/engram/serve/x.hpp"),
            ("src/serve/a.cpp", "workload/x.hpp"),
            ("workload/a.cpp", "include/engram/collect/x.hpp"),
        ):
            header = lower.removeprefix("include/")
            files = {upper: f"#include <{header}>\n", lower: ""}
            self.assertEqual(rules_broken(files), [(upper, "graph")], (upper, lower))

    def test_a_private_header_counts_like_a_public_one(self):
        files = {"src/collect/a.cpp": '#include "../serve/b.hpp"\n', "src/serve/b.hpp": ""}
        self.assertEqual(rules_broken(files), [("src/collect/a.cpp", "graph")])

    def test_a_header_that_does_not_exist_is_reported(self):
        files = {"include/engram/a.hpp": "#include <engram/missing.hpp>\n"}
        self.assertEqual(rules_broken(files), [("include/engram/a.hpp", "graph")])

    def test_the_core_includes_the_standard_library_alone(self):
        for header in ("boost/asio.hpp", "sys/mman.h", "immintrin.h"):
            files = {"include/engram/ring.hpp": f"#include <{header}>\n"}
            self.assertEqual(rules_broken(files), [("include/engram/ring.hpp", "graph")], header)

    def test_the_core_keeps_heavy_headers_out(self):
        for header in ("chrono", "string", "functional", "iostream", "thread", "sstream"):
            files = {"include/engram/ring.hpp": f"# include <{header}>\n"}
            self.assertIn(("include/engram/ring.hpp", "heavy"), rules_broken(files), header)

    def test_an_include_in_a_comment_is_none(self):
        files = {"include/engram/ring.hpp": "// #include <chrono>\n/*\n#include <string>\n*/\n"}
        self.assertEqual(rules_broken(files), [])


class Door(unittest.TestCase):
    NAMES = ("std::atomic<int> a;", "std::atomic_ref r{x};", "std::atomic_thread_fence(o);",
             "thread_local int a;", "std::thread t;", "std::jthread t;", "std::mutex m;",
             "std::shared_mutex m;", "std::condition_variable_any c;", "#include <atomic>",
             "#include <mutex>", "std::memory_order_relaxed", "pthread_create(a, b, c, d);")  # fmt: skip

    def test_nothing_behind_the_door_names_what_is_in_front(self):
        for text in self.NAMES:
            for path in ("include/engram/collect/a.hpp", "src/collect/a.cpp"):
                self.assertEqual(rules_broken({path: text}), [(path, "door")], text)

    def test_the_door_itself_may_name_them(self):
        for text in self.NAMES:
            broken = rules_broken({rules.DOOR_HEADER: text})
            self.assertNotIn((rules.DOOR_HEADER, "door"), broken, text)

    def test_an_exception_holds_for_its_file_and_its_names_alone(self):
        for path, names in rules.DOOR_EXCEPTIONS.items():
            for name in names:
                text = f"#include {name}\n" if name.startswith("<") else f"{name} a;\n"
                self.assertEqual(rules_broken({path: text}), [], f"{path}: {name}")
            self.assertEqual(rules_broken({path: "std::atomic<int> a;\n"}), [(path, "door")], path)
            self.assertTrue(all(names.values()), f"{path}: an exception needs a reason")

    def test_comments_strings_and_other_words_do_not_count(self):
        text = '/// Unlike std::atomic.\nconst char* a = "thread_local";\nint my_thread_local_b;\n'
        self.assertEqual(rules_broken({"src/collect/a.cpp": text}), [])

    def test_code_after_a_digit_separator_counts(self):
        text = "int a = 1'000; std::mutex m; int b = 2'000;\n"
        self.assertEqual(rules_broken({"src/collect/a.cpp": text}), [("src/collect/a.cpp", "door")])


class Files(unittest.TestCase):
    def test_five_hundred_lines_are_allowed_and_one_more_is_not(self):
        longest = {"src/collect/a.cpp": "\n" * (rules.MAX_LINES - 2)}
        self.assertEqual(rules_broken(longest), [])
        longer = {"src/collect/a.cpp": "\n" * (rules.MAX_LINES - 1)}
        self.assertEqual(rules_broken(longer), [("src/collect/a.cpp", "length")])

    def test_a_file_without_licence_header_is_reported(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {
                "src/none.cpp": "int a;\n",
                "src/swapped.cpp": "".join(reversed(HEADER.splitlines(keepends=True))),
                "src/good.cpp": HEADER,
                "src/CMakeLists.txt": "project(a)\n",
                "scripts/good": "#!/bin/sh\n" + SCRIPT_HEADER,
                "scripts/none": "#!/bin/sh\n",
            }.items():
                Path(folder, path).parent.mkdir(exist_ok=True)
                Path(folder, path).write_text(text, encoding="utf-8")
            found = [(path, rule) for path, _, rule, _ in layers.violations(Path(folder))]
        bad = ("scripts/none", "src/CMakeLists.txt", "src/none.cpp", "src/swapped.cpp")
        self.assertEqual(found, [(path, "spdx") for path in bad])


if __name__ == "__main__":
    unittest.main()
