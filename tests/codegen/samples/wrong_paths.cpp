// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// What a fast path must not do, one function each: the check must refuse all of them.
#include <atomic>

std::atomic<unsigned long> shared;
extern constinit thread_local unsigned long own;

extern "C" {
void elsewhere();
void adds_for_all_threads() { shared.fetch_add(1, std::memory_order_relaxed); }
void stores_in_one_order_for_all() { shared.store(1, std::memory_order_seq_cst); }
void calls_out() {
  elsewhere();
  shared.store(1, std::memory_order_relaxed);
}
void ends_in_a_call() { elsewhere(); }
void asks_where_its_thread_is() { own += 1; }
void calls_through_a_pointer(void (*work)()) { work(); }
}
