// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace engram::tool {

/// A line on the standard error that is written over while something goes on. On a terminal it
/// rewrites itself; elsewhere (a file, a CI log) it prints a line now and then, so that a log stays
/// readable. Thread-safe: notices come from the collector's thread while the main one shows
/// progress.
class status_line {
 public:
  /// `quiet`: shows nothing.
  explicit status_line(bool quiet);
  ~status_line();
  status_line(const status_line&) = delete;
  status_line& operator=(const status_line&) = delete;

  /// Shows `text` now, if the last is old enough to be replaced.
  void show(const std::string& text);
  /// A bar of what share is done: "Building the network  [=====     ]  52 %".
  void show_bar(std::string_view what, double share);
  /// Takes the line away; what is shown next is shown at once.
  void clear();
  /// Prints a line of its own above the status.
  void say(const std::string& text);

 private:
  void erase();

  std::mutex mutex_;
  bool quiet_;
  bool terminal_;
  std::size_t shown_ = 0;  // characters that stand on the line
  std::chrono::steady_clock::time_point next_;
};

/// Whether the standard output is a terminal that shows colours (and NO_COLOR is not set).
bool output_has_colours();

}  // namespace engram::tool
