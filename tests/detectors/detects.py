# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Runs a program that has a defect: it must fail, and say why.

Usage: detects.py REPORT COMMAND...
REPORT is a regular expression for what the command must print. Where it is empty, the command must
succeed and print nothing: the control without a defect.
"""
import re
import subprocess
import sys


def complaint(report, status, output):
    """What is wrong with how a command ended; None when it is as wanted."""
    if not report:
        return None if status == 0 and not output else "a program without a defect is found fault with"
    if status == 0:
        return "the defect did not make the command fail"
    if re.search(report, output) is None:
        return f"the command failed, but not with {report!r}"
    return None


def main():
    report, *command = sys.argv[1:]
    done = subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False
    )
    wrong = complaint(report, done.returncode, done.stdout)
    if wrong is None:
        return 0
    print(f"{' '.join(command)}: {wrong}; it ended with {done.returncode} and printed:\n{done.stdout}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
