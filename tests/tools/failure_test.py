# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What the command does when something it needs is not there, or gives out on the way."""

import json
import resource
import socket
import subprocess
import unittest

from command import (ENVIRONMENT_ERROR, GOOD, TELEMETRY_FAILED, CommandTest, engram, run,
                     summary_of)

SHORT = ["--port", "0", "--operations", "30000", "--arrival", "saturate", "--quiet", "--json"]


def whole_lines(path):
    """Records in a trace file, each parsed; the header is none."""
    text = path.read_text()
    assert text.endswith("\n"), f"half a line at the end of {path}"
    header, *records = [json.loads(line) for line in text.splitlines()]
    assert header["engram"] == "ndjson", header
    return len(records)


class WhatIsMissing(CommandTest):
    def test_without_wordnet_it_says_how_to_get_it(self):
        finished = engram("run", "--wordnet", "/nonexistent", "--operations", "1", "--port", "0")
        self.assert_refused(finished, ENVIRONMENT_ERROR, "/nonexistent", "wordnet-base",
                            "--wordnet")

    def test_a_taken_port_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            trace = self.directory / "trace.ndjson"
            finished = run("--port", port, "--operations", "1", "--trace", str(trace))
            self.assert_refused(finished, ENVIRONMENT_ERROR, port, "127.0.0.1")
            self.assertFalse(trace.exists(), "a port that is taken must not cost a file")

    def test_an_address_of_another_machine_is_named(self):
        finished = run("--listen", "192.0.2.1", "--port", "0", "--operations", "1")
        self.assert_refused(finished, ENVIRONMENT_ERROR, "192.0.2.1")

    def test_a_trace_that_cannot_be_opened_is_named(self):
        for path in ("/nonexistent/trace.ndjson", str(self.directory), "/proc/trace.ndjson"):
            with self.subTest(path):
                finished = run("--port", "0", "--operations", "1", "--quiet", "--trace", path)
                self.assert_refused(finished, ENVIRONMENT_ERROR, path)

    def test_a_port_file_that_cannot_be_written_is_named(self):
        finished = run("--port", "0", "--operations", "1", "--quiet", "--port-file",
                       "/nonexistent/port")
        self.assert_refused(finished, ENVIRONMENT_ERROR, "/nonexistent/port")

    def test_word_lists_that_are_not_there_are_named(self):
        finished = run("--port", "0", "--operations", "1", "--drm-lists", "/nonexistent/lists")
        self.assert_refused(finished, ENVIRONMENT_ERROR, "/nonexistent/lists")

    def test_a_summary_that_cannot_be_written_is_not_lost_in_silence(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            finished = run(*SHORT, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(finished.returncode, ENVIRONMENT_ERROR)
        self.assertIn("summary", finished.stderr)

    def test_a_cache_that_cannot_be_kept_costs_a_note_only(self):
        finished = engram("run", "--cache", "/proc/cache", "--telemetry", "absent",
                          "--operations", "1", "--quiet")
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        self.assertIn("/proc/cache", finished.stderr)


class FullDisk(CommandTest):
    def assert_nothing_acknowledged_is_lost(self, finished, trace):
        summary = summary_of(finished)
        sink = summary["trace"]["sinks"][0]
        self.assertEqual(finished.returncode, TELEMETRY_FAILED, finished.stderr)
        self.assertIs(summary["good"], False)
        self.assertIs(summary["audit"]["holds"], True, "each record is accounted for")
        self.assertGreater(sink["refused"], 0)
        self.assertGreater(sink["acknowledged"], 0)
        self.assertEqual(sink["acknowledged"], whole_lines(trace))
        self.assertIn(str(trace), finished.stderr)
        self.assertLessEqual(len(finished.stderr.splitlines()), 3, finished.stderr)

    def test_a_limit_of_the_file_size(self):
        trace = self.directory / "trace.ndjson"
        finished = run(*SHORT, "--trace", str(trace), preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (300_000, 300_000)))
        self.assert_nothing_acknowledged_is_lost(finished, trace)
        self.assertLessEqual(trace.stat().st_size, 300_000)

    def test_a_file_system_without_room(self):
        disk = self.directory / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "engram-test", disk],
                                 check=False, capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("may not mount a file system")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        trace = disk / "trace.ndjson"
        finished = run(*SHORT, "--trace", str(trace))
        self.assert_nothing_acknowledged_is_lost(finished, trace)
        self.assertIn("No space left on device", finished.stderr)

    def test_a_device_without_room(self):
        finished = run(*SHORT, "--trace", "/dev/full")
        self.assert_refused(finished, ENVIRONMENT_ERROR, "/dev/full", "No space left on device")

    def test_a_reader_that_goes_away(self):
        """The pipe breaks: the run goes on, counts what it could not write, and says so."""
        trace = self.directory / "pipe"
        subprocess.run(["mkfifo", trace], check=True)
        with subprocess.Popen(["head", "-c", "1000", trace], stdout=subprocess.DEVNULL):
            finished = run(*SHORT, "--trace", str(trace))
        summary = summary_of(finished)
        self.assertEqual(finished.returncode, TELEMETRY_FAILED, finished.stderr)
        self.assertGreater(summary["trace"]["sinks"][0]["refused"], 0)
        self.assertIs(summary["audit"]["holds"], True)


if __name__ == "__main__":
    unittest.main()
