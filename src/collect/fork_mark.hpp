// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <new>

namespace engram::inline v0::detail {

/// A mark on the process that no child inherits, whichever call made the child: also `_Fork` and a
/// bare `clone`, for which no handler of `pthread_atfork` runs. A child that shares its parent's
/// memory (`vfork`) is, as far as the mark goes, the parent.
///
/// Thread safety: all members, from any thread. Cost: one load; a page of memory. Where the kernel
/// refuses the page, no process is ever found new.
class fork_mark {
 public:
  /// Memory that a mark needs: all zeros in a new process, which is a mark that is not set.
  struct page {
    std_sync::atomic<bool> set{false};
    std_sync::mutex mutex;
  };

  /// A mark that is not set, in memory that no child inherits; nullptr when there is none.
  explicit fork_mark(void* memory) noexcept
      : page_(memory == nullptr ? nullptr : new(memory) page{}) {}

  /// Runs `settle` if this is a new process, once, before any caller returns.
  template <class Settle>
  void notice(Settle settle) noexcept {
    // acquire: pairs with set's release; what `settle` did is seen.
    if (page_ == nullptr || page_->set.load(ENGRAM_MO(fork_mark_read, acquire))) [[likely]]
      return;
    scoped_lock lock(page_->mutex);
    if (!page_->set.load(ENGRAM_MO(fork_mark_reread, relaxed))) settle();  // relaxed: locked
    set();
  }
  /// Marks this process as one that needs no settling.
  void set() noexcept {
    // release: pairs with notice's acquire.
    if (page_ != nullptr) page_->set.store(true, ENGRAM_MO(fork_mark_set, release));
  }

 private:
  page* page_;
};

}  // namespace engram::inline v0::detail
