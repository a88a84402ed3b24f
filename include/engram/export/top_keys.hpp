// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>
#include <engram/collect/space_saving.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace engram::inline v0 {

/// What is counted, and in how much memory.
struct top_keys_options {
  std::string event{};                ///< the events counted: "engram.node.primed"
  std::vector<std::string> fields{};  ///< what makes them alike: {"prime", "target"}; one or two
  /// Keys that are counted at a time. A key that takes part in more than one event of so many is
  /// certain to be among them, and no count is off by more. About 70 bytes a key.
  std::size_t capacity = 4096;
  /// Tells several of them apart in accounts.
  std::string name = "top_keys";
};

/// The values of the fields that make events alike: an integer, an enum or an id as it is, a
/// negative or a real number as its bits. `second` is 0 where there is one field.
struct top_key {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  bool operator==(const top_key&) const = default;
};

namespace detail {
/// Mixes the two halves, of which either may be constant.
struct top_key_hash {
  std::size_t operator()(const top_key& key) const noexcept {
    return key.first * 0xff51'afd7'ed55'8ccdU ^ key.second;  // an odd factor: no two collide alone
  }
};
}  // namespace detail

/// The most frequent keys as they were when they were read.
struct top_keys_reading {
  using counted = space_saving<top_key, double, detail::top_key_hash>;
  std::vector<counted::ranked> keys;  ///< greatest count first
  double total = 0;                   ///< of all events, known keys or not
  double unseen = 0;                  ///< the most that a key which is not counted can have
};

/// Counts how often the events of one type have the same values in one or two of their fields, and
/// keeps the most frequent of them, in fixed memory however many there are: which pairs of words
/// prime each other most. Each event counts with its sampling weight. `space_saving` has the
/// bounds.
///
/// A record of another type is counted as `filtered`, one of a type by that name but without these
/// fields as `rejected`, and the notifier hears of it. The collector's thread owns the exporter;
/// readers are thread-safe. Cost: about 50 ns an event, no allocation.
class top_keys final : public exporter {
 public:
  /// Throws `std::invalid_argument` when `event` is empty, when `fields` are none or more than two,
  /// or when the capacity is not from 1 to 2^30.
  explicit top_keys(top_keys_options options);
  ~top_keys() override;
  top_keys(const top_keys&) = delete;
  top_keys& operator=(const top_keys&) = delete;

  std::string_view name() const noexcept override;
  bool open(const notifier& notify) override;
  void write(const batch& records, sink_ledger& ledger) override;
  bool flush() override { return true; }

  /// Reads it from any thread, also while the collector runs, and when it and its exporters are
  /// gone. In the child of a fork it reads nothing: the counts are the parent's. Cost: a copy of
  /// the keys under a lock which the collector's thread takes for each batch.
  class reader {
   public:
    /// The `k` keys that are most frequent so far.
    top_keys_reading top(std::size_t k) const;

   private:
    friend top_keys;
    struct shared;
    explicit reader(std::shared_ptr<shared> from) : from_(std::move(from)) {}
    std::shared_ptr<shared> from_;
  };
  reader read() const { return reader_; }

 private:
  class matcher;
  reader reader_;
  std::unique_ptr<matcher> matcher_;
};

}  // namespace engram::inline v0
