// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/record.hpp>
#include <engram/shard.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace engram::inline v0::detail {

/// All shards of a store: handed to threads that start, taken back from threads that end, walked by
/// whoever reads.
///
/// Memory nodes: a shard belongs to the node of the thread that it was made for, which touches its
/// pages first. It waits in that node's list, wherever its last owner ran. A thread takes one of
/// its own node, or a new one rather than another node's; another node's when memory is refused.
///
/// Thread safety: `attach`, `retire`, `walk` from any thread; attach and retire take a lock, walk
/// takes none. A shard is never freed, and it goes to its next owner with its values: totals never
/// fall, and a walker never meets freed memory. `Memory::reserve(bytes)` gives zero-filled
/// addresses, aligned as pages are, whose pages appear when touched, or nullptr.
template <class Sync, class Memory>
class shard_list {
 public:
  using shard_type = shard<Sync>;

  /// How the shards of a node are employed.
  struct figures {
    std::uint64_t made = 0;
    std::uint64_t free = 0;
    std::uint64_t borrowed = 0;  ///< how often a thread here got another node's
  };

  /// Shards of `cells` cells for threads on `nodes` nodes.
  explicit shard_list(std::uint32_t cells, std::size_t nodes = 1) : nodes_(nodes), cells_(cells) {}

  /// Makes a fresh thread on the node of that index live; leaves it as it is when memory is
  /// refused.
  void attach(thread_words<Sync>& words, std::uint32_t node = 0) noexcept {
    // A signal handler that records meanwhile must not attach it too: it finds the late cells.
    words.state = thread_state::exited;
    shard_type* mine = take_free(node);
    if (mine == nullptr) mine = make(node);
    if (mine == nullptr) mine = borrow(node);
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
    auto& home = nodes_[mine->node];
    mine->next_free = home.first_free;
    home.first_free = mine;
    ++home.count.free;
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
    for (auto& each : nodes_) each = {};
    mutex_.reset_after_fork();
  }

  std::uint32_t cells() const noexcept { return cells_; }
  std::uint32_t nodes() const noexcept { return static_cast<std::uint32_t>(nodes_.size()); }
  /// The figures of the node of that index. Takes the lock.
  figures read(std::uint32_t node) const noexcept {
    scoped_lock lock(mutex_);
    return nodes_[node].count;
  }
  void lock() noexcept { mutex_.lock(); }
  void unlock() noexcept { mutex_.unlock(); }

 private:
  struct node_shards {
    shard_type* first_free = nullptr;
    figures count;
  };

  shard_type* take_free(std::uint32_t node) noexcept {
    scoped_lock lock(mutex_);
    return pop(nodes_[node]);
  }
  /// Whatever node has one to spare.
  shard_type* borrow(std::uint32_t node) noexcept {
    scoped_lock lock(mutex_);
    for (auto& each : nodes_) {
      shard_type* const found = pop(each);
      if (found == nullptr) continue;
      if (found->node != node) ++nodes_[node].count.borrowed;
      return found;
    }
    return nullptr;
  }
  static shard_type* pop(node_shards& from) noexcept {
    shard_type* const first = from.first_free;
    if (first == nullptr) return nullptr;
    from.first_free = first->next_free;
    --from.count.free;
    return first;
  }
  shard_type* make(std::uint32_t node) noexcept {
    // One piece for both, so that a refusal leaves nothing behind.
    constexpr std::size_t line = alignof(shard_type);
    const std::size_t cell_bytes = (sizeof(cell<Sync>) * cells_ + line - 1) / line * line;
    void* room = Memory::reserve(cell_bytes + sizeof(shard_type));
    if (room == nullptr) return nullptr;
    auto* made = new (static_cast<std::byte*>(room) + cell_bytes) shard_type;
    made->cells = static_cast<cell<Sync>*>(room);
    made->node = node;
    scoped_lock lock(mutex_);
    ++nodes_[node].count.made;
    made->id = ++made_;
    made->next = head_.load(ENGRAM_MO(shard_link, relaxed));  // relaxed: written under the lock
    head_.store(made, ENGRAM_MO(shard_publish, release));     // release: pairs with walk's acquire
    return made;
  }

  typename Sync::template atomic<shard_type*> head_{nullptr};
  mutable typename Sync::mutex mutex_;
  std::vector<node_shards> nodes_;  // by index; under the lock
  std::uint32_t made_ = 0;
  std::uint32_t cells_;
};

}  // namespace engram::inline v0::detail
