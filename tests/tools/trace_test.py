# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What the command writes of its events, against what it says it wrote."""

import collections
import json
import re
import unittest

from command import GOOD, CommandTest, audit_lines, run, summary_of

QUICK = ["--port", "0", "--operations", "20000", "--arrival", "saturate", "--quiet"]
# Rings so large that nothing is dropped, however late the collector comes.
AMPLE = "[events]\nring_slots = 524288\n"
EVENTS = ["engram.node.primed", "engram.interference.detected", "engram.memory.reconsolidated",
          "engram.recall.drm", "engram.item.practiced"]
OPERATIONS = ["engram.recall", "engram.remember", "engram.prime_pair", "engram.practice",
              "engram.reconsolidate", "engram.drm_trial"]


def records_of(text):
    """Records of a trace, without its header."""
    lines = [json.loads(line) for line in text.splitlines()]
    return [line for line in lines if "engram" not in line]


def count_by_type(records):
    return collections.Counter(record.get("event") or record["end"] for record in records)


class Trace(CommandTest):
    def traced(self, config, *arguments):
        """The summary and the records of a run."""
        trace = self.directory / "trace.ndjson"
        finished = run(*QUICK, "--json", "--trace", str(trace), "-c",
                       str(self.file("engram.toml", config)), *arguments)
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        summary = summary_of(finished)
        self.assert_audit_holds(summary)
        return summary, records_of(trace.read_text())

    def test_has_a_line_for_each_event_and_each_finished_operation(self):
        summary, records = self.traced(AMPLE)
        self.assertEqual(summary["trace"]["dropped"], 0)
        self.assertEqual(len(records), summary["load"]["events"] + summary["load"]["operations"])
        self.assertEqual(len(records), summary["trace"]["sinks"][0]["acknowledged"])

    def test_has_as_many_of_each_type_as_the_audit_says(self):
        summary, records = self.traced(AMPLE)
        audit, counts = audit_lines(summary), count_by_type(records)
        for name in EVENTS:
            self.assertEqual(counts[name], audit[name + ": offered"]["found"], name)
        for name in OPERATIONS:
            self.assertEqual(2 * counts[name], audit[name + ": offered"]["found"], name)
        self.assertEqual(set(counts), set(EVENTS + OPERATIONS))

    def test_an_operation_says_how_many_events_it_had(self):
        _, records = self.traced(AMPLE)
        inside = collections.Counter(each["operation"] for each in records if "event" in each)
        ends = [each for each in records if "end" in each]
        self.assertEqual({each["operation"]: each["events"] for each in ends if each["events"]},
                         dict(inside))
        self.assertTrue(all(each["lost"] == 0 for each in ends))

    def test_words_stand_beside_their_ids(self):
        _, records = self.traced(AMPLE)
        primed = [each for each in records if each.get("event") == "engram.node.primed"]
        self.assertTrue(all(each["target_name"] for each in primed))
        self.assertTrue(any(re.fullmatch("[a-z_'-]+", each["target_name"]) for each in primed))

    def test_the_most_primed_pairs_are_within_their_bounds(self):
        summary, records = self.traced(AMPLE)
        pairs = summary["primed_pairs"]
        counts = collections.Counter((each["prime_name"], each["target_name"]) for each in records
                                     if each.get("event") == "engram.node.primed")
        self.assertEqual(pairs["total"], sum(counts.values()))
        self.assertEqual(len(pairs["most"]), 10)
        tenth = counts.most_common(10)[-1][1]
        for pair in pairs["most"]:
            exact = counts[pair["prime"], pair["target"]]
            self.assertLessEqual(exact, pair["count"])
            self.assertGreaterEqual(exact, pair["count"] - pair["error"])
            if pair["among_top"]:
                self.assertGreaterEqual(exact, tenth)
        counted = {(pair["prime"], pair["target"]) for pair in pairs["most"]}
        least = pairs["most"][-1]["count"]
        self.assertTrue(all(n <= max(least, pairs["unseen"]) for pair, n in counts.items()
                            if pair not in counted))

    def test_what_found_no_room_is_counted(self):
        summary, records = self.traced("[events]\nring_slots = 64\n")
        self.assertGreater(summary["trace"]["dropped"], 0)
        self.assertEqual(len(records), summary["trace"]["sinks"][0]["acknowledged"])
        self.assertLess(len(records), summary["load"]["events"])

    def test_a_type_that_is_off_and_weak_events_are_not_there(self):
        filters = ('[events.types."engram.item.practiced"]\non = false\n'
                   '[events.types."engram.node.primed"]\nmin_strength = 0.2\n')
        summary, records = self.traced(AMPLE + filters)
        counts = count_by_type(records)
        self.assertEqual(counts["engram.item.practiced"], 0)
        strengths = [each["strength"] for each in records
                     if each.get("event") == "engram.node.primed"]
        self.assertGreaterEqual(min(strengths), 0.2)
        offered = audit_lines(summary)["engram.node.primed: offered"]["found"]
        self.assertEqual(len(strengths) + summary["trace"]["filtered"], offered)

    def test_files_rotate_within_their_bound(self):
        limit, files = 64 << 10, 3
        finished = run(*QUICK, "--json", "--trace", str(self.directory / "trace.ndjson"),
                       "--trace-file-size", "64KiB", "--trace-files", str(files))
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        written = sorted(self.directory.iterdir())
        self.assertEqual([path.name for path in written],
                         ["trace.1.ndjson", "trace.2.ndjson", "trace.ndjson"])
        for path in written:
            self.assertLessEqual(path.stat().st_size, limit)
            header, *records = path.read_text().splitlines()
            self.assertEqual(json.loads(header)["engram"], "ndjson")
            self.assertTrue(all("time" in json.loads(record) for record in records))
        self.assertGreater(sum(path.stat().st_size for path in written), limit)

    def test_on_the_standard_output_it_is_alone(self):
        finished = run(*QUICK, "--trace", "-")
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        self.assertGreater(len(records_of(finished.stdout)), 20000)
        self.assertIn("  holds: ", finished.stderr)


if __name__ == "__main__":
    unittest.main()
