// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/notice.hpp>
#include <engram/collect/series.hpp>
#include <engram/series_table.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engram::inline v0::detail {

/// Cells of a set, summed over all blocks, as they are now.
using set_sums = std::vector<std::uint64_t>;
using read_set = std::function<set_sums(std::uint32_t set)>;

/// Who has which cells of a family: gives label sets their places, takes them back from those that
/// are idle, and says what a scrape is to show.
///
/// An idle label set expires: it leaves the table and the scrapes, and its place waits as long as
/// it was idle before another label set may have it. What still arrives meanwhile, from a thread
/// that had found the place before, or when the label set is used again, brings it back as it was.
/// Not thread-safe: the store locks.
class family_record {
 public:
  /// The descriptor's texts must live as long.
  family_record(const metric_descriptor& metric, const family_limits& limits,
                std::uint32_t first_cell, void* room, std::uint64_t seed);

  series_table<std_sync>& table() noexcept { return table_; }
  const metric_descriptor& metric() const noexcept { return metric_; }
  const family_limits& limits() const noexcept { return table_.limits(); }

  /// The place of a label set, given to it now if it has none; the overflow's when there is none
  /// left. Where memory is short it throws and leaves the table as it was.
  std::uint32_t resolve(const label_set_key& key, std::uint64_t now, const read_set& read);
  /// Whether a set is in a life, or is again now.
  bool revive(std::uint32_t set, std::uint32_t life, std::uint64_t now);
  /// After a scrape: lets label sets expire whose sums have not changed. `sums` are those of the
  /// first `count` sets.
  void sweep(const std::uint64_t* sums, std::uint32_t count, std::uint64_t now);

  /// The label sets to show. Makes what has changed since the last call.
  label_sets sets();
  /// How many places were ever given: the sets to sum.
  std::uint32_t used() const noexcept { return static_cast<std::uint32_t>(states_.size()); }
  std::uint32_t live() const noexcept { return live_; }
  std::uint32_t expired() const noexcept { return used() - live_; }
  /// What cells had summed up to when they passed on, by set. Immutable.
  using baselines = std::unordered_map<std::uint32_t, set_sums>;
  std::shared_ptr<const baselines> passed_on() const { return baselines_; }
  /// In the child of a fork, where all cells are zero again.
  void forget_baselines() noexcept { baselines_.reset(); }

  /// What is to be said about it since the last call.
  std::vector<notice> take_notices();

 private:
  struct state {
    std::uint64_t seen = 0;   ///< a digest of its sums
    std::uint64_t since = 0;  ///< when they last changed
  };
  struct waiting {
    std::uint32_t set;
    std::uint32_t life;
    std::uint64_t since;
  };
  static constexpr std::uint32_t sets_of_chunk = 256;

  std::uint64_t digest(const std::uint64_t* sums) const noexcept;
  bool may_expire(const std::uint64_t* sums) const noexcept;
  void expire(std::uint32_t set, std::uint64_t now);
  void bring_back(std::uint32_t set, std::uint64_t now);
  std::uint32_t take_place(std::uint64_t now, const read_set& read);
  std::uint32_t take_over(std::uint64_t now, const read_set& read);
  void touch(std::uint32_t set);
  void watch_limit();
  std::shared_ptr<const label_set_chunk> make_chunk(std::uint32_t first) const;
  label_set_key key_of(std::uint32_t set) const noexcept {
    return table_.key_of(set, metric_.text_keys.size());
  }

  metric_descriptor metric_;
  series_table<std_sync> table_;
  std::vector<state> states_;
  std::uint32_t live_ = 0;
  std::deque<waiting> waiting_;  // the longest first; those that came back meanwhile are skipped
  std::unordered_map<std::string, std::uint32_t> expired_;  // by key
  std::shared_ptr<const baselines> baselines_;
  std::vector<std::shared_ptr<const label_set_chunk>> chunks_;  // nullptr: to be made
  std::vector<notice> notices_;
  bool near_limit_told_ = false;
  bool limit_told_ = false;
};

}  // namespace engram::inline v0::detail
