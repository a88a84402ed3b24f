// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// The same names with padding that is wrong on purpose: the checker must refuse each of them.
#include <atomic>
#include <cstdint>

namespace wrong {

struct slot {
  std::uint64_t words[5];
};
struct thread_words {
  void* cells;
  std::uint32_t capacity;
  void* self;
  std::uint64_t extra;
};
// Producer and consumer share a line.
struct ring {
  struct producer_line {
    std::atomic<std::uint64_t> head;
    std::uint64_t limit, kept, mask;
    slot* slots;
  };
  struct consumer_line {
    std::atomic<std::uint64_t> tail;
    std::uint64_t next, mask;
    slot* slots;
  };
  producer_line producer_;
  consumer_line consumer_;
  std::uint64_t capacity_;
};
// The ring does not begin on a line of its own, and what the owner writes shares the consumer's.
struct shard {
  void* current;
  std::uint32_t tag;
  ring events;
  std::uint64_t operations;
};
// Series lie side by side, and the slot, which readers poll, on the line of the last one.
struct gauge {
  std::uint64_t levels_[3];
  std::atomic<std::uint32_t> slot_;
};
// Two empty members of one type.
struct nothing {};
struct silent_cache {
  [[no_unique_address]] nothing hits;
  [[no_unique_address]] nothing misses;
  char last;
};

}  // namespace wrong

wrong::ring a_ring;
wrong::slot a_slot;
wrong::thread_words the_words;
wrong::shard a_shard;
wrong::gauge a_gauge;
wrong::silent_cache a_silent_cache;
