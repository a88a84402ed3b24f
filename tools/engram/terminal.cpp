// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/terminal.hpp"

#include "engram/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace engram::tool {
namespace {

using clock_type = std::chrono::steady_clock;
constexpr std::chrono::milliseconds terminal_interval{100};
constexpr std::chrono::seconds log_interval{10};
constexpr std::size_t bar_width = 24;

std::size_t columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

status_line::status_line(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

status_line::~status_line() { clear(); }

void status_line::show(const std::string& text) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_type::now();
  if (quiet_ || now < next_) return;
  next_ = now + (terminal_ ? clock_type::duration(terminal_interval) : log_interval);
  if (!terminal_) return put(text + "\n");
  // The last column stays empty: a character there makes some terminals wrap.
  const std::string line = text.substr(0, columns() - 1);
  // Padded over what stood there and no further, so that a window made narrower breaks no line.
  put("\r" + left(line, shown_));
  shown_ = line.size();
}

void status_line::show_bar(std::string_view what, double share) {
  const auto done = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * bar_width);
  show(left(std::string(what), 42) + " [" + std::string(done, '=') +
       std::string(bar_width - done, ' ') + "] " + right(percent(share, 0), 5));
}

void status_line::clear() {
  const std::lock_guard lock(mutex_);
  next_ = {};
  erase();
}

void status_line::erase() {
  if (shown_ == 0) return;
  put("\r" + std::string(shown_, ' ') + "\r");
  shown_ = 0;
}

void status_line::say(const std::string& text) {
  const std::lock_guard lock(mutex_);
  erase();
  put(text + "\n");
}

bool output_has_colours() {
  const char* term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr && term != nullptr &&
         std::string_view(term) != "dumb";
}

}  // namespace engram::tool
