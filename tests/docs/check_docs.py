# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that what the documentation shows is so. Usage: check_docs.py ROOT

- A C++ block says where it is from, `<!-- from PATH -->` or `<!-- from PATH#REGION -->` in the line
  before it, and equals that file or the lines between `// [REGION]` and `// [/REGION]` in it; or it
  says `<!-- sketch: REASON -->`. A block after `<!-- output of NAME -->` equals the file
  examples/expected/NAME.txt.
- Links inside the tree lead somewhere, also their anchors.
- Paths and tests in backticks exist: `src/collect/tables.cpp`, `core.Counter.AddsOne`.
"""
import pathlib
import re
import sys
import textwrap

FENCE = re.compile(r"^```(\w*)$")
SOURCE = re.compile(r"^<!-- (from|output of|sketch:) (.+?) -->$")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"^(?:include|src|tests|docs|workload|tools|scripts|bench|examples|cmake|packaging)"
                  r"/[\w./-]*$")
CTEST = re.compile(r"^(?:[a-z_]+(?:\.\w+)?\.[A-Z]\w+|(?:example|codegen|command|conformance|scripts)"
                   r"\.\w+)$")
GTEST_CASE = re.compile(r"\b(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)")
NAMED_TEST = re.compile(r"\bNAME\s+([\w.]+)")
MODEL = re.compile(r"^(?:LONG_|COLLECTOR_)?MODEL\((\w+)", re.MULTILINE)
GTEST_PROGRAM = re.compile(r"\bengram_test\(\s*(\w+)([^)]*)\)")


def blocks(text):
    """Yields (line, language, mark, content) of each fenced block; mark is (kind, value) or None."""
    lines = text.splitlines()
    i = 0
    while i < len(lines):
        fence = FENCE.match(lines[i])
        if fence:
            end = lines.index("```", i + 1)
            mark = SOURCE.match(lines[i - 1]) if i else None
            yield i + 1, fence.group(1), mark and mark.groups(), "\n".join(lines[i + 1 : end])
            i = end
        i += 1


def without_blocks(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def source_text(root, reference):
    """The text a block must equal, or None."""
    path, _, region = reference.partition("#")
    file = root / path
    if not file.is_file():
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    if region:
        if f"// [{region}]" not in map(str.strip, lines):
            return None
        marks = [i for i, line in enumerate(lines) if line.strip() in (f"// [{region}]", f"// [/{region}]")]
        lines = lines[marks[0] + 1 : marks[1]]
    kept = [line for line in lines if not line.startswith("// SPDX-")]
    return textwrap.dedent("\n".join(kept)).strip("\n")


def check_blocks(root, text):
    for line, language, mark, content in blocks(text):
        kind, value = mark or (None, None)
        if language == "cpp" and kind not in ("from", "sketch:"):
            yield f"{line}: a C++ block must say which file it is from"
        if kind in ("from", "output of"):
            reference = value if kind == "from" else f"examples/expected/{value}.txt"
            wanted = source_text(root, reference)
            if wanted is None:
                yield f"{line}: there is no {reference}"
            elif wanted != content.strip("\n"):
                yield f"{line}: differs from {reference}"


def anchors(text):
    """The anchors that GitHub gives the headings of a page."""
    for heading in re.findall(r"^#+ (.+)$", without_blocks(text), flags=re.M):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def check_links(file, text):
    for target in LINK.findall(without_blocks(text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        to = file if not path else file.parent / path
        if not to.exists():
            yield f"leads nowhere: {target}"
        elif anchor and anchor not in anchors(to.read_text(encoding="utf-8")):
            yield f"no such heading: {target}"


def in_tests(root, pattern):
    """Files of tests: the library's and the model checker's own."""
    for folder in ("tests", "model"):
        yield from (root / folder).rglob(pattern)


def programs_of(root):
    """The test program of each source that a CMakeLists.txt names."""
    for file in in_tests(root, "CMakeLists.txt"):
        for program, arguments in GTEST_PROGRAM.findall(file.read_text(encoding="utf-8")):
            for source in re.findall(r"[\w/]+\.cpp", arguments):
                yield file.parent / source, program


def tests_of(root):
    """All ctest names; a source that no CMakeLists.txt names belongs to a program of any name."""
    programs = dict(programs_of(root))
    names = set()
    for file in in_tests(root, "*.cpp"):
        names.update(f"model.{name}" for name in MODEL.findall(file.read_text(encoding="utf-8")))
        for suite, case in GTEST_CASE.findall(file.read_text(encoding="utf-8")):
            names.add(f"{programs.get(file, '*')}.{suite}.{case}")
    for file in in_tests(root, "CMakeLists.txt"):
        names.update(NAMED_TEST.findall(file.read_text(encoding="utf-8")))
    for file in (root / "tests").glob("*/*_test.py"):
        prefix = {"tools": "command"}.get(file.parent.name, file.parent.name)
        names.add(f"{prefix}.{file.stem.removesuffix('_test')}")
    names.update(f"example.{file.stem}" for file in (root / "examples").glob("*.cpp"))
    return names


def check_names(root, file, tests, text):
    for code in CODE.findall(without_blocks(text)):
        if PATH.match(code) and not (root / code).exists() and not (file.parent / code).exists():
            yield f"no such file: {code}"
        if CTEST.match(code) and not tests & {code, "*." + code.partition(".")[2]}:
            yield f"no such test: {code}"


def check(root):
    root = pathlib.Path(root)
    tests = tests_of(root)
    for file in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "model").rglob("*.md")]):
        text = file.read_text(encoding="utf-8")
        found = [*check_blocks(root, text), *check_links(file, text), *check_names(root, file, tests, text)]
        for finding in found:
            yield f"{file.relative_to(root)}: {finding}"


if __name__ == "__main__":
    findings = list(check(sys.argv[1]))
    print("\n".join(findings) or "docs: nothing found")
    sys.exit(1 if findings else 0)
