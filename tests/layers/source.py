# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Reads source files: what they include, and their code without comments and strings."""
import os
import re
from pathlib import Path

FOLDERS = (".ci", "bench", "cmake", "examples", "fuzz", "include", "model", "scripts", "src",
           "tests", "tools", "workload")  # fmt: skip
CPP = {".hpp", ".cpp", ".ipp", ".h"}
OTHER = {".cmake", ".py", ".sh"}

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# Comments, then string and character literals. A digit separator is no character literal.
_NO_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-zA-Z])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL,
)


def _blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


class SourceFile:
    """One file: `path` is relative to the root, with forward slashes."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.is_cpp = Path(path).suffix in CPP

    def code_lines(self):
        return _NO_CODE.sub(_blank, self.text).splitlines()

    def _includes(self):
        # Comments are blanked with strings, and a quoted name is a string: read the raw line, but
        # only where a directive survives the blanking.
        for number, (raw, code) in enumerate(zip(self.lines, self.code_lines()), start=1):
            match = _INCLUDE.match(raw)
            if match and "#" in code:
                yield number, match.group(1), match.group(2)

    def _resolve(self, header, tree):
        here = os.path.normpath(os.path.join(os.path.dirname(self.path), header))
        candidates = [here] + [f"{d}{header}" for d in ("include/", "src/", "tools/", "tests/", "")]
        return next((c for c in candidates if c in tree), None)

    def project_includes(self, tree):
        """(line, header, path in the tree or None) of each include that means this repository."""
        for number, mark, header in self._includes() if self.is_cpp else ():
            target = self._resolve(header, tree)
            if mark == '"' or target or header.startswith("engram/"):
                yield number, header, target

    def system_includes(self, tree):
        """(line, header) of each include that means another library."""
        for number, mark, header in self._includes() if self.is_cpp else ():
            if mark == "<" and not header.startswith("engram/") and not self._resolve(header, tree):
                yield number, header


def _is_source(path):
    if path.suffix in CPP | OTHER or path.name == "CMakeLists.txt":
        return True
    return path.parent.name in (".ci", "scripts") and not path.suffix


def find_sources(root):
    """All source files of the repository, by path."""
    files = [root / "CMakeLists.txt"]
    for folder in FOLDERS:
        files += sorted((root / folder).rglob("*"))
    return {
        file.relative_to(root).as_posix(): SourceFile(
            file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        )
        for file in files
        if file.is_file() and _is_source(file)
    }
