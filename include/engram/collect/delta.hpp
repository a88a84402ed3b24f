// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/registry.hpp>
#include <engram/collect/snapshot.hpp>

#include <utility>

namespace engram::inline v0 {

/// Reads what was recorded since the last reading. Any number of readers, cumulative ones among
/// them, stand side by side: each keeps a baseline of its own, and nothing is ever stored into the
/// cells that threads write, so that no reader disturbs another and a reset disturbs nobody.
///
/// Exact while threads record: an update is in exactly one of a reader's deltas, and they add up to
/// the cumulative reading of the moment of the last one. In a delta
/// - counters and buckets are differences modulo 2^64, up-down counters signed ones; they add up to
///   the unit;
/// - a histogram's sum is the difference of two cumulative sums, rounded once: `n` deltas add up to
///   the cumulative sum within 2^-53 times the sum of their magnitudes, and exactly where all sums
///   are multiples of one power of two below 2^53 times it, as with whole numbers. Of values that
///   are not negative it is never negative;
/// - the greatest value is the lower of the cumulative greatest and the upper bound of the highest
///   bucket that got a value: exact when the cumulative one changed, else an upper bound that lies
///   in the right bucket. The least likewise;
/// - a gauge is a level and reads as it is.
/// A record that a reading meets half done may have its bucket in one delta and its sum, least or
/// greatest in the next. Metrics that register between two readings count from zero. In the child
/// of a fork, which counts from zero, so does the first delta.
///
/// Thread safety: one thread at a time uses a reader; many readers may read at once, and while
/// others record. Cost: a scrape and about 1 ns a cell; memory of one snapshot.
class delta_reader {
 public:
  /// Reads the metrics of `set` as it is now. The first delta holds all since counting began:
  /// `reset()` first where that is not wanted.
  explicit delta_reader(registry set) : set_(std::move(set)) {}

  /// What was recorded since the last `read` or `reset`, which this becomes. Where it throws, for
  /// want of memory, the baseline stays.
  snapshot read() {
    auto now = set_.scrape();
    auto delta = now.since(baseline_);
    baseline_ = std::move(now);
    return delta;
  }
  /// The same, without becoming the last.
  snapshot peek() const { return set_.scrape().since(baseline_); }
  /// From here on counts begin at zero, for this reader.
  void reset() { baseline_ = set_.scrape(); }

 private:
  registry set_;
  snapshot baseline_;
};

}  // namespace engram::inline v0
