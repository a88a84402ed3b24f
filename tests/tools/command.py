# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the command under test. ctest says where it is and where the runs keep their network."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

COMMAND = os.environ["ENGRAM_COMMAND"]
CACHE = os.environ["ENGRAM_TEST_CACHE"]
EXAMPLES = os.environ["ENGRAM_EXAMPLES"]

GOOD, TELEMETRY_FAILED, USAGE_ERROR, ENVIRONMENT_ERROR = range(4)
PATIENCE = 120  # seconds, on a busy machine with sanitizers


def engram(*arguments, **options):
    options = {"capture_output": True, "text": True, "timeout": PATIENCE, **options}
    return subprocess.run([COMMAND, *arguments], check=False, **options)


def run_line(*arguments):
    return [COMMAND, "run", "--cache", CACHE, *arguments]


def run(*arguments, **options):
    """`engram run`, on a free port unless its metrics are off."""
    return engram(*run_line(*arguments)[1:], **options)


def summary_of(finished):
    """The JSON summary of a finished run."""
    try:
        return json.loads(finished.stdout)
    except ValueError as error:
        raise AssertionError(
            f"no JSON, exit status {finished.returncode}: {finished.stderr}") from error


def audit_lines(summary):
    return {line["what"]: line for line in summary["audit"]["lines"]}


def wait_for(path, process):
    """The text of a file that a running process will write."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if path.exists():
            return path.read_text()
        if process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode} before it wrote {path}")
        time.sleep(0.02)
    raise AssertionError(f"{path} did not appear")


@contextlib.contextmanager
def running(*arguments, **options):
    """A run in the background, killed at the end if it has not ended."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    with subprocess.Popen(run_line(*arguments), **options) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)


class CommandTest(unittest.TestCase):
    """A test with a directory of its own."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="engram-command-")
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def assert_refused(self, finished, status, *parts):
        """It said why in one or two lines, on the standard error only."""
        said = finished.stderr
        self.assertEqual(finished.returncode, status, said)
        for part in parts:
            self.assertIn(part, said)
        self.assertEqual(finished.stdout, "")
        self.assertLessEqual(len(said.splitlines()), 4, said)
        self.assertNotIn("terminate called", said)

    def assert_audit_holds(self, summary):
        failures = [line for line in summary["audit"]["lines"] if line["expected"] != line["found"]]
        self.assertEqual(failures, [])
        self.assertIs(summary["audit"]["holds"], True)
