# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What the command says to arguments and configuration files, right and wrong."""

import unittest

from command import GOOD, USAGE_ERROR, CommandTest, engram, run

WHOLE = '"{}" is not a whole number from {} to {}'
BAD_VALUES = [
    ("--rate", "fast", '"fast" is not a number from 0.001 to 1e+09'),
    ("--rate", "0", '"0" is not a number from'),
    ("--rate", "-3", '"-3" is not a number from'),
    ("--rate", "nan", '"nan" is not a number from'),
    ("--duration", "60", '"60" is not a time; write 90s'),
    ("--duration", "0s", '"0s" is not a time'),
    ("--duration", "-5s", '"-5s" is not a time'),
    ("--operations", "0", WHOLE.format("0", 1, 2**40)),
    ("--operations", "1e6", WHOLE.format("1e6", 1, 2**40)),
    ("--threads", "0", WHOLE.format("0", 1, 1024)),
    ("--threads", "2000", WHOLE.format("2000", 1, 1024)),
    ("--spaces", "0", WHOLE.format("0", 1, 16384)),
    ("--spaces", "16385", WHOLE.format("16385", 1, 16384)),
    ("--seed", "-1", WHOLE.format("-1", 0, 2**64 - 1)),
    ("--seed", "lucky", WHOLE.format("lucky", 0, 2**64 - 1)),
    ("--scenario", "chaos", '"chaos" is not production or recalls'),
    ("--arrival", "never", '"never" is not poisson, burst or saturate'),
    ("--telemetry", "some", '"some" is not absent, disabled, off, metrics or full'),
    ("--port", "65536", WHOLE.format("65536", 0, 65535)),
    ("--port", "http", WHOLE.format("http", 0, 65535)),
    ("--hold", "forever", '"forever" is not a time'),
    ("--trace-file-size", "lots", '"lots" is not a size of at least 64KiB'),
    ("--trace-file-size", "1KiB", '"1KiB" is not a size of at least 64KiB'),
    ("--trace-files", "0", WHOLE.format("0", 1, 100000)),
]

CONFLICTS = [
    (["--operations", "5", "--duration", "5s"], "--operations and --duration both end the run"),
    (["--telemetry", "off", "--hold", "5s"], "--hold needs metrics"),
    (["--telemetry", "absent", "--port-file", "port"], "--port-file needs metrics"),
    (["--telemetry", "metrics", "--trace", "t.ndjson"], "--trace needs events"),
    (["--json", "--trace", "-"], "--json and --trace - both write to the standard output"),
]

# A file, and what is said of it; {} is its path.
BAD_FILES = [
    ("[load]\nrate = 0\n", "{}:2:8: load.rate is 0; it should be a number from"),
    ("[load]\nthread = 2\n", "did you mean threads?"),
    ("[load\n", "{}:1:6: "),
    ("[load]\nduration = 60\n", "{}:2:12: load.duration is 60; it should be a time"),
    ('[events.types."engram.node.primd"]\non = false\n',
     '[events.types."engram.node.primd"] names no event and no operation; '
     "did you mean engram.node.primed?"),
]


class Arguments(CommandTest):
    def test_help_goes_to_the_standard_output(self):
        for arguments, expected in ((["--help"], "run "), (["run", "--help"], "--duration")):
            with self.subTest(arguments):
                finished = engram(*arguments)
                self.assertEqual((finished.returncode, finished.stderr), (GOOD, ""))
                self.assertIn(expected, finished.stdout)

    def test_every_option_is_in_the_help(self):
        text = engram("run", "--help").stdout
        for option in {name for name, _, _ in BAD_VALUES} | {"--config", "--json", "--wordnet"}:
            self.assertIn(option + " ", text)
        self.assertIn("Exit status:", text)

    def test_the_version_is_three_numbers(self):
        finished = engram("--version")
        self.assertEqual(finished.returncode, GOOD)
        self.assertRegex(finished.stdout, r"^engram \d+\.\d+\.\d+\n$")

    def test_without_a_verb_it_says_what_there_is(self):
        self.assert_refused(engram(), USAGE_ERROR, "engram run", "engram --help")

    def test_an_unknown_verb_is_named(self):
        self.assert_refused(engram("walk"), USAGE_ERROR, "there is no verb walk", "engram --help")

    def test_an_unknown_option_is_named_with_the_one_that_was_meant(self):
        self.assert_refused(engram("run", "--durtion", "5s"), USAGE_ERROR, "no option --durtion",
                            "did you mean --duration?", "engram run --help")
        self.assert_refused(engram("run", "--threds=3"), USAGE_ERROR, "did you mean --threads?")
        self.assert_refused(engram("run", "--zzzzzz"), USAGE_ERROR, "no option --zzzzzz")

    def test_an_option_needs_its_value(self):
        self.assert_refused(engram("run", "--threads"), USAGE_ERROR, "--threads needs a value")

    def test_a_word_that_belongs_nowhere_is_named(self):
        self.assert_refused(engram("run", "now"), USAGE_ERROR, '"now"')

    def test_a_bad_value_is_told_with_what_would_be_right(self):
        for option, value, message in BAD_VALUES:
            with self.subTest(option=option, value=value):
                finished = engram("run", f"{option}={value}")
                self.assert_refused(finished, USAGE_ERROR, option, message)

    def test_options_that_exclude_each_other_are_named(self):
        for arguments, message in CONFLICTS:
            with self.subTest(arguments):
                self.assert_refused(engram("run", *arguments), USAGE_ERROR, message)

    def test_the_last_of_two_values_wins(self):
        finished = run("--telemetry", "absent", "--operations", "9", "--operations", "7")
        self.assertEqual(finished.returncode, GOOD, finished.stderr)
        self.assertIn("\n  7 operations in ", finished.stdout)


class ConfigurationFile(CommandTest):
    def test_a_mistake_is_told_with_its_place(self):
        for text, message in BAD_FILES:
            with self.subTest(text):
                path = self.file("engram.toml", text)
                self.assert_refused(engram("run", "--config", str(path)), USAGE_ERROR,
                                    message.format(path))

    def test_every_mistake_is_told_at_once(self):
        path = self.file("engram.toml", "[load]\nrate = 0\nthreads = 0\n")
        self.assert_refused(engram("run", "--config", str(path)), USAGE_ERROR, ":2:8: ", ":3:11: ")

    def test_a_file_that_is_not_there_is_named(self):
        self.assert_refused(engram("run", "--config", "/nonexistent.toml"), USAGE_ERROR,
                            "/nonexistent.toml")

    def test_options_win_over_the_file_wherever_they_stand(self):
        path = self.file("engram.toml", '[load]\narrival = "saturate"\nspaces = 3\n')
        for arguments in (["--spaces", "5", "-c", str(path)], ["-c", str(path), "--spaces", "5"]):
            finished = run("--telemetry", "absent", "--operations", "50", "--json", *arguments)
            alone = run("--telemetry", "absent", "--operations", "50", "--json", "--spaces", "5")
            hashes = ['"event_hash": "' in each.stdout for each in (finished, alone)]
            self.assertEqual(hashes, [True, True])
            self.assertEqual(*[each.stdout.split('"event_hash": "')[1][:16]
                               for each in (finished, alone)])


if __name__ == "__main__":
    unittest.main()
