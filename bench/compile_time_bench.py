#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What including a header adds to the compilation of an empty file, in CPU time of the compiler.

Takes the options of the benchmark library that scripts/bench-table gives, and writes its report: a
benchmark `added/NAME/COMPILER` of HEADERS for each pair, one run for each repetition. In a repetition each
compiler compiles each file once, the empty file as often as any other, so that all see the same
machine. The empty file's own median is `empty/COMPILER`.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILERS = ("g++", "clang++-19")
HEADERS = {
    "engram": ["engram/engram.hpp"],
    "std": ["atomic", "string_view", "span"],  # what the core cannot do without
    "string": ["string"],
    "functional": ["functional"],
    "chrono": ["chrono"],
    "prometheus_cpp": ["prometheus/counter.h"],
}


def compile_time(compiler, source):
    """Seconds of CPU that the compiler and its children take for one file."""
    command = [compiler, "-std=c++20", "-O2", f"-I{ROOT / 'include'}", "-c", source, "-o", os.devnull]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{errors[-2000:]}")
    return usage.ru_utime + usage.ru_stime


def has_headers(compiler, headers):
    """Whether a peer's headers are installed."""
    probe = "".join( f"#if !__has_include(<{header}>)\n#error\n#endif\n" for header in headers)
    command = [compiler, "-std=c++20", f"-I{ROOT / 'include'}", "-E", "-x", "c++", "-", "-o", os.devnull]
    return subprocess.run(command, input=probe, text=True, capture_output=True, check=False).returncode == 0


def run(name, index, seconds):
    return {"name": name, "run_name": name, "run_type": "iteration", "repetition_index": index,
            "iterations": 1, "cpu_time": seconds * 1e9, "real_time": seconds * 1e9, "time_unit": "ns"}  # fmt: skip


def measure(compilers, repetitions, folder):
    """The runs of all compilers and headers, interleaved."""
    runs = []
    empty = folder / "empty.cpp"
    empty.write_text("", encoding="utf-8")
    sources = {name: folder / f"{name}.cpp" for name in HEADERS}
    for name, source in sources.items():
        source.write_text("".join(f"#include <{header}>\n" for header in HEADERS[name]), encoding="utf-8")
    pairs = [(c, n) for c in compilers for n, h in HEADERS.items() if has_headers(c, h)]
    for compiler, name in pairs:
        compile_time(compiler, sources[name])  # brings the files into memory
    for index in range(repetitions):
        for compiler, name in pairs:
            nothing = compile_time(compiler, empty)
            runs.append(run(f"empty/{compiler}", index, nothing))
            runs.append(run(f"added/{name}/{compiler}", index, compile_time(compiler, sources[name]) - nothing))
    return runs


def parse_arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--benchmark_repetitions", type=int, default=9)
    parser.add_argument("--benchmark_out", type=Path)
    return parser.parse_known_args(argv)[0]


def main(argv):
    options = parse_arguments(argv)
    compilers = [c for c in COMPILERS if shutil.which(c)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            runs = measure(compilers, options.benchmark_repetitions, Path(folder))
        except RuntimeError as error:
            print(f"compile_time_bench: {error}", file=sys.stderr)
            return 1
    report = json.dumps({"benchmarks": runs}, indent=1)
    if options.benchmark_out:
        options.benchmark_out.write_text(report, encoding="utf-8")
    else:
        print(report)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
