# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Builds the network that the runs of all tests share, if it is not there."""

import sys

from command import run

finished = run("--operations", "1", "--telemetry", "absent", "--quiet")
sys.stderr.write(finished.stderr)
sys.exit(finished.returncode)
