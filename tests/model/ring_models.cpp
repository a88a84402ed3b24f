// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The ring: what was committed arrives once, in order and whole; a slot is not written while it is
// read; a kept slot is there. The narrow index wraps within a few records.
#include <engram/ring.hpp>

#include <model/suite.hpp>

#include <array>
#include <cstdint>

namespace engram::testing {
namespace {

using model::require;
using model::thread;

/// An index of two bits' range, in a byte: 0..255 wraps after 256 records, so a ring starts near
/// the end.
using narrow = ring<std_sync, std::uint8_t>;

template <class Ring>
bool push(Ring& to, std::uint64_t value) {
  const auto at = to.position();
  if (!to.has_room(at)) return false;
  to.reserve(at).write(value, value + 1, value + 2, value + 3);
  to.commit(at);
  return true;
}

template <class Ring>
std::uint64_t take_first(Ring& from) {
  const auto words = from.at(0);
  require(words[1] == words[0] + 1 && words[2] == words[0] + 2 && words[3] == words[0] + 3,
          "a record is torn");
  from.release(1);
  return words[0];
}

/// A producer of `sent` records against a consumer that looks `looks` times.
template <class Ring, std::size_t Capacity>
void pass_through(int before, int sent, int looks) {
  Ring passage;
  std::array<typename Ring::slot, Capacity> storage;
  passage.adopt(storage.data(), Capacity);
  for (int i = 0; i < before; ++i) {  // brings the index close to its wrap
    push(passage, 0);
    take_first(passage);
  }
  int accepted = 0;
  thread producer([&] {
    for (int i = 1; i <= sent; ++i) {
      if (push(passage, static_cast<std::uint64_t>(100 * i))) ++accepted;
    }
  });
  int received = 0;
  std::uint64_t last = 0;
  const auto drain = [&] {
    for (auto waiting = passage.peek(); waiting > 0; --waiting) {
      const auto value = take_first(passage);
      require(value > last, "records arrive in order, once");
      last = value;
      ++received;
    }
  };
  for (int i = 0; i < looks; ++i) drain();
  producer.join();
  drain();
  require(received == accepted, "what was accepted arrives");
  require(accepted >= 2, "a ring with room accepts");
}

MODEL(ring_passes_records_through_two_slots, {}) {
  pass_through<ring<std_sync, std::uint64_t>, 2>(0, 3, 2);
}

MODEL(ring_passes_records_across_the_wrap_of_its_index, {}) { pass_through<narrow, 2>(254, 3, 2); }

MODEL(ring_passes_records_through_four_slots, {}) {
  pass_through<ring<std_sync, std::uint64_t>, 4>(0, 5, 2);
}

LONG_MODEL(ring_passes_many_records_through_four_slots, {}) {
  pass_through<ring<std_sync, std::uint64_t>, 4>(0, 8, 4);
}

LONG_MODEL(ring_passes_many_records_across_the_wrap, {}) { pass_through<narrow, 4>(252, 8, 3); }

/// The last slot is kept for an end that may not be refused.
MODEL(ring_keeps_a_slot_for_the_end_of_an_operation, {}) {
  narrow passage;
  std::array<narrow::slot, 2> storage;
  passage.adopt(storage.data(), 2);
  int accepted = 0;
  thread producer([&] {
    if (!passage.has_room(passage.position(), 1)) return;
    push(passage, 100);  // the begin
    passage.keep();
    for (int i = 2; i < 4; ++i) accepted += push(passage, static_cast<std::uint64_t>(100 * i));
    passage.unkeep();
    require(passage.kept() == 0, "nothing is kept any more");
    // No look at the consumer: the room is known.
    const auto at = passage.position();
    passage.reserve(at).write(900, 901, 902, 903);
    passage.commit(at);
    accepted += 2;
  });
  std::uint64_t last = 0;
  int received = 0;
  const auto drain = [&] {
    for (auto waiting = passage.peek(); waiting > 0; --waiting, ++received) {
      const auto value = take_first(passage);
      require(value > last, "records arrive in order, once");
      last = value;
    }
  };
  drain();
  drain();
  producer.join();
  drain();
  require(received == accepted && last == 900, "the end arrives, and last");
}

/// Each side may be handed on to another thread, as a shard is to its next owner.
MODEL(ring_is_handed_on_to_another_producer, {}) {
  narrow passage;
  std::array<narrow::slot, 2> storage;
  passage.adopt(storage.data(), 2);
  model::atomic<bool> left{false};
  thread first([&] {
    push(passage, 100);
    left.store(true, std::memory_order_release);
  });
  thread second([&] {
    if (left.load(std::memory_order_acquire)) push(passage, 200);
  });
  std::uint64_t last = 0;
  for (auto waiting = passage.peek(); waiting > 0; --waiting) {
    const auto value = take_first(passage);
    require(value > last, "records arrive in order, once");
    last = value;
  }
  first.join();
  second.join();
}

}  // namespace
}  // namespace engram::testing
