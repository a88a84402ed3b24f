// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exemplar.hpp>
#include <engram/index_mapping.hpp>
#include <engram/record.hpp>
#include <engram/shard.hpp>

#include <cstdint>

namespace engram::inline v0::detail {

/// Has a bucket of the calling thread's remember a value, where the mapping keeps exemplars and the
/// thread is inside an operation that is not muted.
template <class Sync, class Mapping>
[[gnu::always_inline]] inline void exemplify(cell<Sync>* series, std::uint64_t bucket,
                                             double value) noexcept {
  if constexpr (exemplary_mapping<Mapping>) {
    const std::uint64_t operation = this_thread<Sync>().self->operation;
    if (operation == 0) return;
    // relaxed: the word is whole, and says all there is to say.
    series[layout_of<Mapping>.exemplars + bucket].store(exemplar_word::of(operation, value),
                                                        ENGRAM_MO(exemplar_store, relaxed));
  }
}

}  // namespace engram::inline v0::detail
