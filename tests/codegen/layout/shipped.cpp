// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// The types that threads share, as they ship, for the debug information that pahole reads.
#include <engram/engram.hpp>
#include <engram/record.hpp>

#include <cstdint>

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return engram::labels{"side", {"left", "right"}}; }

// A class of a user's that counts, with its counters on and compiled out, and with none.
template <class Mode>
struct cache {
  [[no_unique_address]] engram::member<engram::basic_counter<Mode>, 0> hits{{.name = "app.hits"}};
  [[no_unique_address]] engram::member<engram::basic_counter<Mode>, 1> misses{
      {.name = "app.misses"}};
  std::uint32_t last = 0;
};
struct counting_cache : cache<engram::on> {};
struct silent_cache : cache<engram::off> {};

engram::ring<engram::std_sync> a_ring;
engram::ring<engram::std_sync>::slot a_slot;
engram::detail::thread_words<engram::std_sync> the_words;
engram::detail::shard<engram::std_sync> a_shard;
engram::basic_gauge<engram::on, side> a_gauge{{.name = "app.level"}};
counting_cache a_counting_cache;
silent_cache a_silent_cache;

// The same facts where no pahole is.
static_assert(sizeof(the_words) == 24);
static_assert(sizeof(a_slot) == 32 && alignof(decltype(a_slot)) == 32);
static_assert(alignof(decltype(a_ring)) == engram::cache_line);
static_assert(sizeof(a_ring) % engram::cache_line == 0);
static_assert(sizeof(a_shard) % engram::cache_line == 0);
static_assert(alignof(decltype(a_gauge)) == engram::cache_line);
static_assert(sizeof(a_silent_cache) == sizeof(std::uint32_t));
