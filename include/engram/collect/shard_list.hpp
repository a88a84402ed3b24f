// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/record.hpp>
#include <engram/shard.hpp>

#include <cstddef>
#include <cstdint>
#include <new>

namespace engram::inline v0::detail {

/// All shards of a store: handed to threads that start, taken back from threads that end, walked by
/// whoever reads.
///
/// Thread safety: `attach`, `retire`, `walk` from any thread; attach and retire take a lock, walk
/// takes none. A shard is never freed, and it goes to its next owner with its values: totals never
/// fall, and a walker never meets freed memory. `Memory::reserve(bytes)` gives zero-filled
/// addresses whose pages appear when touched, or nullptr.
template <class Sync, class Memory>
class shard_list {
 public:
  using shard_type = shard<Sync>;

  explicit shard_list(std::uint32_t cells) noexcept : cells_(cells) {}

  /// Makes a fresh thread live; leaves it as it is when memory is refused.
  void attach(thread_words<Sync>& words) noexcept {
    // A signal handler that records meanwhile must not attach it too: it finds the late cells.
    words.state = thread_state::exited;
    shard_type* mine = take_free();
    if (mine == nullptr) mine = make();
    if (mine == nullptr) {
      words.state = thread_state::fresh;
      return;
    }
    words.cells = mine->cells;
    words.self = mine;
    words.state = thread_state::live;
    words.capacity = cells_;
  }

  /// Ends a live thread's ownership. Its later records go to the late cells.
  void retire(thread_words<Sync>& words) noexcept {
    shard_type* mine = words.self;
    words.capacity = 0;
    words.cells = nullptr;
    words.self = nullptr;
    words.state = thread_state::exited;
    if (mine == nullptr) return;
    mine->set_current(nullptr);
    scoped_lock lock(mutex_);
    mine->next_free = free_;
    free_ = mine;
  }

  /// Calls `visit(shard)` for every shard there is, also those without an owner.
  template <class Visit>
  void walk(Visit visit) const {
    // acquire: pairs with make's release; the shard is seen whole.
    for (auto* at = head_.load(ENGRAM_MO(shard_walk, acquire)); at != nullptr; at = at->next) {
      visit(*at);
    }
  }

  /// In the child of a fork: forgets the parent's shards, whose counts the parent exports. Stores
  /// only; `words` are the calling thread's.
  void reset_after_fork(thread_words<Sync>& words) noexcept {
    words = {};
    head_.store(nullptr, ENGRAM_MO(shard_fork, relaxed));  // relaxed: there is one thread
    free_ = nullptr;
    mutex_.reset_after_fork();
  }

  std::uint32_t cells() const noexcept { return cells_; }
  void lock() noexcept { mutex_.lock(); }
  void unlock() noexcept { mutex_.unlock(); }

 private:
  shard_type* take_free() noexcept {
    scoped_lock lock(mutex_);
    shard_type* mine = free_;
    if (mine != nullptr) free_ = mine->next_free;
    return mine;
  }
  shard_type* make() noexcept {
    // One piece for both, so that a refusal leaves nothing behind.
    constexpr std::size_t line = alignof(shard_type);
    const std::size_t cell_bytes = (sizeof(cell<Sync>) * cells_ + line - 1) / line * line;
    void* room = Memory::reserve(cell_bytes + sizeof(shard_type));
    if (room == nullptr) return nullptr;
    auto* made = new (static_cast<std::byte*>(room) + cell_bytes) shard_type;
    made->cells = static_cast<cell<Sync>*>(room);
    scoped_lock lock(mutex_);
    made->id = ++made_;
    made->next = head_.load(ENGRAM_MO(shard_link, relaxed));  // relaxed: written under the lock
    head_.store(made, ENGRAM_MO(shard_publish, release));     // release: pairs with walk's acquire
    return made;
  }

  typename Sync::template atomic<shard_type*> head_{nullptr};
  typename Sync::mutex mutex_;
  shard_type* free_ = nullptr;
  std::uint32_t made_ = 0;
  std::uint32_t cells_;
};

}  // namespace engram::inline v0::detail
