// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/prometheus_buckets.hpp"

#include <engram/exemplar.hpp>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

using wall_time = std::chrono::system_clock::time_point;

/// When a page is made, and when the one before it was.
struct page_moment {
  wall_time now{};
  wall_time before{};
};

/// An exemplar and when a page first showed it.
struct marked_exemplar {
  exemplar what;
  wall_time seen;
};

/// The label of an exemplar: the operation, as in NDJSON.
inline constexpr std::string_view exemplar_key = "operation";
std::string operation_text(std::uint64_t operation);

/// The exemplars of one series from page to page. Those that appear on the same page are a
/// millisecond apart, ascending with their values, and none before the page before: of a series, a
/// Prometheus keeps one exemplar a moment, and none that is older than another.
class exemplar_marks {
 public:
  /// Takes what a snapshot has; entries without an operation are none.
  void read(std::span<const exemplar> found, const page_moment& page);

  /// The last seen one in `(above, up_to]`; nullptr: there is none.
  const marked_exemplar* last_within(double above, double up_to) const noexcept;
  /// At most so many of those last seen, in the order they were seen.
  std::vector<marked_exemplar> latest(std::size_t most) const;

 private:
  std::vector<marked_exemplar> marks_;  // by value, then by operation
};

}  // namespace engram::inline v0::detail
