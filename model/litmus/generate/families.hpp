// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::model::litmus {

/// How finely a family varies its orders.
enum class variation : std::uint8_t {
  full,     ///< each access strengthened alone, each kind of fence in each gap
  reduced,  ///< all accesses strengthened at once, acq_rel and seq_cst fences
};

/// A well-known test without its memory orders. Threads are divided by |. `Wx=1` stores, `Rx?0`
/// loads and asks for 0, `Ax+1?0` adds, `Xx=2?1` exchanges, `Cx0=2?1` compares with 0, puts 2 and
/// asks for success.
struct shape {
  std::string_view name;
  std::string_view threads;
  std::string_view ends = {};  ///< `x=2 y=1`: what the locations are asked to hold
  variation detail = variation::reduced;
};

/// All shapes, each with what its name abbreviates.
std::span<const shape> shapes();

/// The names of all tests of a family, `MP+rlx-rel+acq-rlx`: behind the shape, for each thread, the
/// orders of its accesses (rlx, acq, rel, ar, sc) with the fences between them (Facq, Frel, Far,
/// Fsc).
std::vector<std::string> family(const shape& of);

/// The test of that name. Throws std::invalid_argument, which says what is wrong with it.
program make_test(std::string_view name);

}  // namespace engram::model::litmus
