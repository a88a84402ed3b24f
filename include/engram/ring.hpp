// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/config.hpp>
#include <engram/primitive.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace engram::inline v0 {

/// One event as it lies in memory: 32 bytes, half a cache line. `docs/formats/slot.md` has its
/// layout.
inline constexpr std::size_t slot_words = 4;
using slot_image = std::array<std::uint64_t, slot_words>;

/// A bounded queue from one thread to one other. When it is full the newest record is refused: what
/// was accepted is never overwritten, and the producer learns of each refusal, so that it can
/// count.
///
/// Thread safety: one producer calls `position`, `has_room`, `reserve`, `commit`, `keep`, `unkeep`;
/// one consumer calls `peek`, `at`, `release`. Both are wait-free. Each may be handed to another
/// thread with a happens-before edge. Invariants: head - tail + kept <= capacity, modulo the index
/// type; capacity is a power of two, at most half the range of `Index`. The index only grows; a
/// narrow `Index` makes it wrap, which is how the tests reach every wrap. Memory: the producer's
/// line, the consumer's line, and `32 * capacity` bytes given from outside.
template <class Sync, class Index = std::uint64_t>
class ring {
  static_assert(std::is_unsigned_v<Index>);

 public:
  /// A slot of storage.
  struct alignas(sizeof(slot_image)) slot {
    std::array<typename Sync::template var<std::uint64_t>, slot_words> words{};

    [[gnu::always_inline]] void write(std::uint64_t a, std::uint64_t b, std::uint64_t c,
                                      std::uint64_t d) noexcept {
      words[0].set(a);
      words[1].set(b);
      words[2].set(c);
      words[3].set(d);
    }
    slot_image read() const noexcept {
      return {words[0].get(), words[1].get(), words[2].get(), words[3].get()};
    }
  };

  /// A ring without storage: it refuses everything.
  constexpr ring() noexcept = default;
  ring(const ring&) = delete;
  ring& operator=(const ring&) = delete;

  /// Gives the ring its storage, once, before either side uses it. `capacity` is a power of two.
  void adopt(slot* storage, Index capacity) noexcept {
    producer_.slots = storage;
    producer_.mask = static_cast<Index>(capacity - 1);
    producer_.limit.set(capacity);
    producer_.span.set(capacity);
    consumer_.slots = storage;
    consumer_.mask = producer_.mask;
    capacity_ = capacity;
  }

  /// Producer: the position of the next record; it counts all that were ever committed.
  [[gnu::always_inline]] Index position() const noexcept {
    // relaxed: the producer reads what it wrote itself.
    return producer_.head.load(ENGRAM_MO(ring_own_head, relaxed));
  }
  /// Producer: whether there is room for the record at `position`, which is `position()`, and for
  /// `more` beyond it.
  [[gnu::always_inline]] bool has_room(Index position, Index more = 0) noexcept {
    return knows_room(position, more) || find_room(position, more);
  }
  /// Producer: the same, by what it last saw of the consumer: false may be out of date.
  [[gnu::always_inline]] bool knows_room(Index position, Index more = 0) const noexcept {
    return static_cast<Index>(producer_.limit.get() - position) > more;
  }
  /// Producer: the same, after a look at how far the consumer has come.
  [[gnu::always_inline]] bool find_room(Index position, Index more = 0) noexcept {
    // acquire: pairs with release(); the consumer is done with the slots it gave back.
    const Index tail = consumer_.tail.load(ENGRAM_MO(ring_find_room, acquire));
    producer_.limit.set(static_cast<Index>(tail + producer_.span.get()));
    return knows_room(position, more);
  }
  /// Producer: the slot of the record at `position`, once there is room. The producer's until
  /// commit.
  [[gnu::always_inline]] slot& reserve(Index position) noexcept {
    return producer_.slots[position & producer_.mask];
  }
  /// Producer: fetches the line it will come to, 16 positions on, back from the consumer's core.
  [[gnu::always_inline]] void fetch_ahead(Index position) noexcept {
    Sync::prefetch_for_write(
        &producer_.slots[static_cast<Index>(position + fetch_distance) & producer_.mask]);
  }
  /// Producer: makes the record at `position` visible to the consumer.
  [[gnu::always_inline]] void commit(Index position) noexcept {
    // release: pairs with peek's acquire; the consumer sees the slot written.
    producer_.head.store(static_cast<Index>(position + 1), ENGRAM_MO(ring_commit, release));
  }
  /// Producer: sets a slot aside for a record that must not be refused later. Only after
  /// `has_room` has shown that there is room.
  void keep() noexcept {
    producer_.limit.set(static_cast<Index>(producer_.limit.get() - 1));
    producer_.span.set(static_cast<Index>(producer_.span.get() - 1));
  }
  /// Producer: takes a kept slot back: the next record has room.
  void unkeep() noexcept {
    producer_.limit.set(static_cast<Index>(producer_.limit.get() + 1));
    producer_.span.set(static_cast<Index>(producer_.span.get() + 1));
  }
  /// Consumer: how many records wait, at this moment, from `position` on.
  Index peek() noexcept {
    // acquire: pairs with commit's release.
    const Index head = producer_.head.load(ENGRAM_MO(ring_peek, acquire));
    return static_cast<Index>(head - consumer_.next.get());
  }
  /// Consumer: the i-th waiting record; i < what `peek` returned.
  slot_image at(Index i) const noexcept {
    return consumer_.slots[static_cast<Index>(consumer_.next.get() + i) & consumer_.mask].read();
  }
  /// Consumer: gives the first `n` waiting records' slots back to the producer.
  void release(Index n) noexcept {
    const auto next = static_cast<Index>(consumer_.next.get() + n);
    consumer_.next.set(next);
    // release: pairs with find_room's acquire; the slots have been read before they are reused.
    consumer_.tail.store(next, ENGRAM_MO(ring_release, release));
  }

  /// Slots; 0 without storage.
  Index capacity() const noexcept { return capacity_; }
  /// Producer: slots set aside by `keep`.
  Index kept() const noexcept { return static_cast<Index>(capacity_ - producer_.span.get()); }

 private:
  static constexpr Index fetch_distance = 16;

  struct alignas(cache_line) producer_line {
    typename Sync::template atomic<Index> head{0};
    typename Sync::template var<Index> limit;  // the tail last seen + span
    typename Sync::template var<Index> span;   // capacity - kept
    Index mask = 0;
    slot* slots = nullptr;
  };
  struct alignas(cache_line) consumer_line {
    typename Sync::template atomic<Index> tail{0};
    typename Sync::template var<Index> next;
    Index mask = 0;
    const slot* slots = nullptr;
  };

  producer_line producer_;
  consumer_line consumer_;
  Index capacity_ = 0;
};

static_assert(sizeof(ring<std_sync>::slot) == 32);

}  // namespace engram::inline v0
