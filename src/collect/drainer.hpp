// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/process_store.hpp"
#include "collect/stream_decoder.hpp"

#include <engram/collect/batch.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace engram::inline v0::detail {

/// Empties the rings of all shards, fairly: each round takes from every ring what it held when the
/// round came to it, in portions. Not thread-safe: the collector's thread owns it.
class drainer {
 public:
  explicit drainer(process_store& store) noexcept : store_(store) {}

  /// Takes the memory that a portion needs.
  void prepare() { batch_.reserve(portion); }
  /// Drains every ring once, calling `take(batch)` for each portion, until `late()`. Returns the
  /// records drained. What there is no memory for waits in its ring.
  template <class Take, class Late>
  std::uint64_t round(const time_base& clock, Take take, Late late) {
    std::uint64_t drained = 0;
    fill_ = 0;
    memory_short_ = false;
    store_.walk_shards([&](shard<std_sync>& each) {
      std::uint64_t waiting = each.events.peek();
      if (waiting == 0) return;
      refresh_types();  // after peek: a type registers before its first record is committed
      note_fill(waiting, each.events.capacity());
      while (waiting > 0 && !late()) {
        const std::uint64_t n = decode(each, waiting < portion ? waiting : portion, clock);
        if (n == 0) return;
        take(batch_);
        waiting -= n;
        drained += n;
      }
    });
    return drained;
  }
  /// The fullest ring of the last round, 0..1.
  double fill() const noexcept { return fill_; }
  /// Whether the last round left something for want of memory.
  bool memory_short() const noexcept { return memory_short_; }

 private:
  static constexpr std::uint64_t portion = 4096;
  void refresh_types();
  void note_fill(std::uint64_t waiting, std::uint64_t capacity) noexcept;
  std::uint64_t decode(shard<std_sync>& from, std::uint64_t n, const time_base& clock);
  void count_drained() noexcept;

  process_store& store_;
  type_index types_{};
  std::size_t types_known_ = 0;
  std::unordered_map<std::uint32_t, stream_decoder> decoders_;
  batch batch_;
  double fill_ = 0;
  bool memory_short_ = false;
};

}  // namespace engram::inline v0::detail
