# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees while the command runs: its standard error on a terminal, and in a log."""

import fcntl
import os
import pty
import resource
import struct
import subprocess
import termios
import threading
import unittest

from command import COMMAND, GOOD, PATIENCE, TELEMETRY_FAILED, CommandTest, run_line

COLUMNS = 80


def read_all(descriptor, into):
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:  # the other side is closed
            return
        if not data:
            return
        into.append(data)


def on_terminal(line, **options):
    """Runs a command with its standard error on a terminal: its exit status and what it wrote."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    written = []
    reader = threading.Thread(target=read_all, args=(master, written))
    reader.start()
    try:
        finished = subprocess.run(line, stdout=subprocess.DEVNULL, stderr=slave, check=False,
                                  timeout=PATIENCE, **options)
    finally:
        os.close(slave)
        reader.join()
        os.close(master)
    return finished.returncode, b"".join(written).decode()


def screen(text):
    """The lines that remain on a terminal that was written to."""
    lines, column = [[]], 0
    for character in text:
        if character == "\r":
            column = 0
        elif character == "\n":
            lines.append([])
            column = 0
        else:
            lines[-1][column:column + 1] = [character]
            column += 1
    return [line for line in ("".join(each).rstrip() for each in lines) if line]


def statuses(text):
    """Every state the status line had."""
    return [part.rstrip() for part in text.replace("\n", "\r").split("\r") if part.strip()]


class Terminal(CommandTest):
    def test_a_cold_start_shows_how_far_the_network_is_and_a_warm_one_does_not(self):
        line = [COMMAND, "run", "--cache", str(self.directory / "cache"), "--telemetry", "absent",
                "--operations", "10", "--arrival", "saturate"]
        status, cold = on_terminal(line)
        self.assertEqual(status, GOOD, cold)
        bars = [state for state in statuses(cold) if "[" in state]
        self.assertGreater(len(bars), 2)
        self.assertRegex(bars[0], r"^Building the network: \w.* +\[=* *\] +\d+ %$")
        shares = [int(bar.split()[-2]) for bar in bars]
        self.assertEqual(shares, sorted(shares), "it never steps back")
        self.assertEqual(screen(cold), [], "nothing of it is left")
        self.assertEqual(len(list((self.directory / "cache").iterdir())), 1)
        status, warm = on_terminal(line)
        self.assertEqual(status, GOOD, warm)
        self.assertNotIn("Building", warm)

    def test_the_status_line_stays_within_the_terminal_and_goes_away(self):
        status, text = on_terminal(run_line("--port", "0", "--duration", "2s", "--rate", "100000"))
        self.assertEqual(status, GOOD, text)
        states = [state for state in statuses(text) if " ops " in state]
        self.assertGreater(len(states), 3)
        for state in states:
            self.assertLess(len(state), COLUMNS, state)
        (left,) = screen(text)
        self.assertRegex(left, r"^serving http://127\.0\.0\.1:\d+/metrics$")

    def test_a_notice_stands_above_the_status_line_and_whole(self):
        trace = self.directory / "t.ndjson"
        status, text = on_terminal(
            run_line("--port", "0", "--duration", "2s", "--trace", str(trace)),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
        self.assertEqual(status, TELEMETRY_FAILED, text)
        serving, *notices = screen(text)
        self.assertRegex(serving, "^serving ")
        self.assertTrue(notices)
        for notice in notices:
            self.assertRegex(notice, "^(error|warning|note): ndjson: ")
        self.assertIn(" not written", text, "the status line counts what is lost")

    def test_quiet_shows_nothing(self):
        status, text = on_terminal(run_line("--port", "0", "--duration", "1s", "--quiet"))
        self.assertEqual((status, text), (GOOD, ""))


class Log(CommandTest):
    def test_a_log_has_whole_lines_now_and_then(self):
        finished = subprocess.run(run_line("--port", "0", "--duration", "2s"), check=False,
                                  capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        self.assertNotIn("\r", finished.stderr)
        self.assertNotIn("\x1b", finished.stderr + finished.stdout)
        serving, *progress = finished.stderr.splitlines()
        self.assertRegex(serving, "^serving ")
        self.assertLessEqual(len(progress), 2, "a line each ten seconds")
        for line in progress:
            self.assertIn(" ops ", line)


if __name__ == "__main__":
    unittest.main()
