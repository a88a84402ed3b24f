# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Runs a program and compares what it prints with a file. Usage: run_example.py PROGRAM EXPECTED

The file holds the output of a real run. What differs from run to run, times and durations, is
masked on both sides.
"""
import difflib
import pathlib
import re
import subprocess
import sys

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z")
DURATION = re.compile(r'"duration_ns":\d+')


def masked(text):
    return DURATION.sub('"duration_ns":<n>', TIME.sub("<time>", text)).splitlines()


def main(program, expected):
    ran = subprocess.run([program], capture_output=True, text=True, timeout=60, check=False)
    if ran.returncode != 0:
        print(f"{program} exited with {ran.returncode}: {ran.stderr}")
        return 1
    wanted = masked(pathlib.Path(expected).read_text(encoding="utf-8"))
    difference = list(difflib.unified_diff(wanted, masked(ran.stdout), expected, program, lineterm=""))
    print("\n".join(difference))
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
