// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/probe.hpp"
#include "workload/random.hpp"
#include "workload/semantic_network.hpp"
#include "workload/zipf.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace engram::workload {

/// What the tenants ask for: a share for each type of operation, on any scale.
struct scenario {
  std::string_view name;
  std::array<double, operation_types> share;  ///< by operation_type

  /// The mix of a production memory: reads dominate, experiments are rare.
  static constexpr scenario production() noexcept {
    return {.name = "production", .share = {60, 18, 8.8, 8, 5, 0.2}};
  }

  /// Recalls alone.
  static constexpr scenario recalls() noexcept { return {.name = "recalls", .share = {1}}; }
};

/// How cues and tenants are distributed.
struct demand {
  std::uint32_t cues = 25'042;  ///< most frequent single words that serve as cues
  double cue_exponent = 0.99;   ///< Zipf-Mandelbrot s
  double cue_shift = 2.7;       ///< Zipf-Mandelbrot q
  std::uint32_t spaces = 64;
  double space_exponent = 1;       ///< Zipf s
  std::uint32_t practised = 400;   ///< practice draws from so many hottest words of a space
  double revisit_share = 0.25;     ///< of recalls go for an episode stored lately, not for any word
  double related_share = 0.5;      ///< of targets are neighbours of their cue
  double massed_share = 0.15;      ///< of practices repeat the word practised just before
  double unrecalled_share = 0.25;  ///< of attempts to modify go for an episode stored lately
  double retry_share = 0.1;        ///< of attempts to modify go for the episode of the last one
};

/// One operation as planned: everything random about it comes from `random`.
struct planned_operation {
  operation_type type;
  std::uint32_t space;
  random_stream random;
};

/// Decides what the n-th operation of a run is, from the seed and n alone. Immutable; shared by all
/// workers.
class work_plan {
 public:
  /// Ranks the network's words, O(nodes log nodes). Throws `workload_error` for a network without
  /// words, no space, too many spaces, or shares that are negative or all zero.
  work_plan(const semantic_network& network, const scenario& mix, const demand& demand,
            std::uint64_t seed);

  /// The operation with this number.
  [[nodiscard]] planned_operation operation(std::uint64_t index) const noexcept;

  /// A cue of a space: frequent words are asked for often, yet which of them is a space's own.
  [[nodiscard]] std::uint32_t draw_cue(std::uint32_t space, random_stream& random) const noexcept;

  /// One of the hottest words of a space.
  [[nodiscard]] std::uint32_t draw_practised(std::uint32_t space,
                                             random_stream& random) const noexcept;

  /// A neighbour of a word by weight, or a cue that need not be related.
  [[nodiscard]] std::uint32_t draw_target(std::uint32_t space, std::uint32_t cue,
                                          random_stream& random) const noexcept;

  [[nodiscard]] const demand& wanted() const noexcept { return demand_; }
  [[nodiscard]] std::uint32_t spaces() const noexcept { return demand_.spaces; }

  /// Divides the spaces among workers by expected load, heaviest first to the least loaded:
  /// element i is the worker of space i.
  [[nodiscard]] std::vector<std::uint32_t> owners(unsigned workers) const;

 private:
  [[nodiscard]] std::uint32_t scrambled(std::uint32_t space, std::uint32_t rank) const noexcept;

  const semantic_network* network_;
  demand demand_;
  std::uint64_t seed_;
  std::array<double, operation_types> cumulative_{};
  std::vector<std::uint32_t> cues_;  // by rank
  zipf_sampler cue_ranks_;
  zipf_sampler practised_ranks_;
  zipf_sampler space_ranks_;
};

}  // namespace engram::workload
