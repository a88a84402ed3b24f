// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"

#include <cstddef>
#include <cstdint>

namespace engram::model::litmus {

/// What random programs are like.
struct random_shape {
  std::size_t least_threads = 2;
  std::size_t most_threads = 4;
  std::size_t most_steps = 8;  ///< of all threads together, fences included
  std::size_t most_locations = 3;
  unsigned sequential = 4;  ///< one location in so many is seq_cst throughout; 0: none
  unsigned fences = 6;      ///< one step in so many is a fence; 0: none
  unsigned updates = 3;     ///< one access in so many is a read-modify-write; 0: none
};

/// The program of a seed, the same on every machine. Its condition is `true`, and no location mixes
/// seq_cst with weaker orders.
program random_program(std::uint64_t seed, const random_shape& like = {});

}  // namespace engram::model::litmus
