// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string_view>
#include <type_traits>

// Included before everything else: the place that ENGRAM_MUTANT names, if any, is relaxed.
#if !defined(ENGRAM_MUTANT)
#define ENGRAM_MUTANT ""
#endif
// A constant: an order that GCC learns at run time counts as seq_cst.
#define ENGRAM_MO(site, order)                                                                \
  (::std::integral_constant < ::std::memory_order, ::std::string_view(#site) == ENGRAM_MUTANT \
                                                       ? ::std::memory_order_relaxed          \
                                                       : ::std::memory_order_##order > ::value)
