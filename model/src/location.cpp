// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "location.hpp"

#include <model/flaw.hpp>

namespace engram::model {
namespace {

bool is_known(const stored& store, const vector_clock& coherence) noexcept {
  for (std::size_t i = 0; i < max_threads; ++i) {
    if (store.seen.at[i] <= coherence.at[i]) return true;
  }
  return false;
}

}  // namespace

std::size_t oldest_readable(const location& at, const vector_clock& coherence) noexcept {
  std::size_t i = at.order.size() - 1;
  while (i > 0 && !is_known(at.order[i], coherence)) --i;
  if (has(flaw::newest_two_only) && at.order.size() > 2 && i < at.order.size() - 2) {
    i = at.order.size() - 2;
  }
  return i;
}

bool may_insert(const location& at, std::size_t place) noexcept {
  if (place == at.order.size()) return true;
  if (has(flaw::no_insertion)) return false;
  return !at.order[place].rmw || has(flaw::rmw_not_atomic);
}

}  // namespace engram::model
