// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/metric.hpp>
#include <engram/schema.hpp>
#include <engram/shard.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engram::inline v0 {
namespace detail {
class family_record;
}

/// A metric the store knows. Its strings are copies; it points to a gauge's cells and a
/// histogram's bucket functions, which must stay. Never moves, never freed.
struct metric_entry {
  metric_descriptor descriptor;
  std::uint32_t slot = 0;  ///< first of its cells, in every shard and in every snapshot
  const detail::cell<std_sync>* gauge_cells = nullptr;
  detail::family_record* family = nullptr;  ///< of a metric with string labels
};

/// An event type or operation kind the store knows. `index` tells it from all others: event ids as
/// they stand in records, operation kinds from 128 up.
struct type_entry {
  std::uint8_t index = 0;
  bool is_operation = false;
  std::uint32_t account = 0;  ///< first of its eight accounting cells
  event_descriptor event{};   ///< an event's; name and help also for an operation
  std::vector<detail::event_gate<std_sync>*>
      gates;  ///< one for each copy of the type in the process
};

/// How many indices of types there are.
inline constexpr std::size_t type_indices = 256;
/// The index of operation kind 0.
inline constexpr std::size_t first_operation_index = 128;

namespace detail {

/// Copies of strings and rows that live as long as the process.
class text_pool {
 public:
  std::string_view copy(std::string_view text);
  std::span<const std::string_view> copy(std::span<const std::string_view> texts);
  metric_descriptor copy(const metric_descriptor& from);
  event_descriptor copy(const event_descriptor& from);

  /// How much it holds.
  struct mark {
    std::size_t texts, lists, dimensions, fields;
  };
  mark here() const noexcept;
  /// Forgets what was copied since.
  void back_to(const mark& earlier) noexcept;

 private:
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
  std::deque<std::vector<label_dimension>> dimensions_;
  std::deque<std::vector<field_descriptor>> fields_;
};

/// Hands out cells and keeps what was registered. Where memory is short, enrolling throws and
/// leaves the table as it was. Not thread-safe: the store locks.
class metric_table {
 public:
  explicit metric_table(std::uint32_t cells) : limit_(cells) {}

  /// The entry of a metric, made at first sight; nullptr when the cells are spent, or when the name
  /// is taken by a metric of another shape.
  const metric_entry* enrol(const metric_descriptor& metric, const cell<std_sync>* gauge_cells);
  /// Notes who has the label sets of a metric.
  void set_family(const metric_entry& entry, family_record& family);
  /// Eight cells in one line; `unregistered_slot` when they are spent.
  std::uint32_t enrol_account();

  const std::deque<metric_entry>& entries() const noexcept { return entries_; }
  std::uint32_t cells_used() const noexcept { return used_; }
  std::uint64_t refused() const noexcept { return refused_; }
  /// Counts a metric that was refused for want of memory.
  void count_refusal() noexcept { ++refused_; }
  text_pool& pool() noexcept { return pool_; }

  /// How far it has come.
  struct mark {
    std::uint32_t used;
    std::size_t entries;
    text_pool::mark pool;
  };
  mark here() const noexcept { return {used_, entries_.size(), pool_.here()}; }
  /// Forgets what was enrolled since.
  void back_to(const mark& earlier) noexcept;

 private:
  const metric_entry* add(const metric_descriptor& metric, std::uint32_t slot,
                          const cell<std_sync>* gauge_cells);
  std::uint32_t take(std::uint32_t cells, bool whole_lines);

  std::uint32_t limit_;
  std::uint32_t used_ = 8;  // slot 0 is nobody's: a gate of 0 means off
  std::uint64_t refused_ = 0;
  std::deque<metric_entry> entries_;
  std::unordered_map<std::string_view, metric_entry*> by_name_;
  text_pool pool_;
};

/// Keeps event types and operation kinds. Where memory is short, enrolling throws and leaves the
/// table as it was. Not thread-safe: the store locks.
class type_table {
 public:
  /// The entry of a type; nullptr when ids or cells are spent.
  type_entry* enrol(const event_descriptor& type, bool is_operation, metric_table& metrics);

  const std::deque<type_entry>& entries() const noexcept { return entries_; }
  std::deque<type_entry>& entries() noexcept { return entries_; }
  std::uint64_t refused() const noexcept { return refused_; }
  /// Counts a type that was refused for want of memory.
  void count_refusal() noexcept { ++refused_; }

 private:
  std::deque<type_entry> entries_;
  std::uint32_t events_ = 0;
  std::uint32_t operations_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace detail
}  // namespace engram::inline v0
