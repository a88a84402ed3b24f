# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The compilers that the code generation tests compile samples with."""
import dataclasses
import functools
import os
import shutil
import subprocess
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent / "samples"
INCLUDE = Path(__file__).resolve().parents[2] / "include"
# The first of each list that this machine has.
GCC = ("g++-12", "g++")
CLANG = ("clang++-19", "clang++")
OLD_CLANG = ("clang++-14",)


@dataclasses.dataclass(frozen=True)
class Compiler:
    path: str
    family: str

    @property
    def name(self):
        return os.path.basename(self.path)

    def compile(self, source, target, *options):
        """Compiles a sample. Its text must not depend on where it lies, so no debug information."""
        command = [self.path, "-std=c++20", "-g0", f"-I{INCLUDE}", *options, "-c", str(source), "-o",
                   str(target)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
        return target

    def understands_the_library(self):
        """Whether it compiles the core at all: old compilers may lack what C++20 needs."""
        command = [self.path, "-std=c++20", f"-I{INCLUDE}", "-fsyntax-only", "-xc++", "-"]
        text = "#include <engram/engram.hpp>\n"
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        return done.returncode == 0


@functools.cache
def find_all():
    """A GCC and a Clang, which must be there, and an older Clang where there is one that will do."""
    found = [_first(GCC, "gcc"), _first(CLANG, "clang")]
    old = shutil.which(OLD_CLANG[0])
    if old and Compiler(old, "clang").understands_the_library():
        found.append(Compiler(old, "clang"))
    return found


def _first(names, family):
    for name in names:
        if path := shutil.which(name):
            return Compiler(path, family)
    raise RuntimeError(f"none of {', '.join(names)} is installed; scripts/install-deps installs one")
