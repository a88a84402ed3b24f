// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/base_level.hpp"
#include "workload/episode.hpp"
#include "workload/node_table.hpp"
#include "workload/params.hpp"
#include "workload/prime_table.hpp"
#include "workload/recent_ids.hpp"

#include <engram/cognitive/spacing.hpp>

#include <cstdint>
#include <optional>

namespace engram::workload {

/// What a space knew about a word at the moment it was accessed.
struct access {
  std::optional<float> repetition;      ///< strength left by earlier accesses, 0..1
  std::optional<residue> facilitation;  ///< a prime of this word that was still active
};

/// A living episode, found by its id.
struct episode_place {
  cue_episodes* siblings;  ///< the episodes of its cue
  episode* found;
};

/// The memory of one tenant: what it has accessed, practised and stored, on its own virtual clock.
///
/// Knows nothing of telemetry: each call returns what happened. Belongs to one thread; grows with
/// the words it meets.
class memory_space {
 public:
  /// `id` must be below `episode_key::max_spaces`.
  explicit memory_space(std::uint32_t id) noexcept : id_(id) {}

  [[nodiscard]] std::uint32_t id() const noexcept { return id_; }

  /// The space's clock, in virtual seconds from 0.
  [[nodiscard]] double now() const noexcept { return now_; }
  void advance(double seconds) noexcept { now_ += seconds; }

  /// A word is accessed: finds what earlier accesses and primes left, then records the access.
  access access_word(std::uint32_t node, const params& params);

  /// `prime` raised `target`.
  void prime(std::uint32_t prime, std::uint32_t target, float strength) noexcept {
    primes_.put(prime, target, strength, now_);
  }

  /// Stores an episode. The reference is valid until the next call.
  cue_episodes& remember(std::uint32_t cue, std::uint32_t target, const params& params);

  /// The episodes of a cue, or nullptr.
  [[nodiscard]] cue_episodes* episodes(std::uint32_t cue) noexcept { return episodes_.find(cue); }

  /// The living episode with this id, if it still lives.
  [[nodiscard]] std::optional<episode_place> find(cognitive::episode_id id) noexcept;

  [[nodiscard]] cognitive::episode_id id_of(std::uint32_t cue, const episode& one) const noexcept;

  /// An episode was retrieved: its window of lability begins.
  void recalled(std::uint32_t cue, episode& one, const params& params);

  /// The episodes stored last, and those retrieved last.
  [[nodiscard]] const recent_ids& remembered_ids() const noexcept { return remembered_; }
  [[nodiscard]] const recent_ids& recalled_ids() const noexcept { return recalled_; }

  /// Practises a word; nothing to tell for the first time.
  std::optional<cognitive::practiced> practise(std::uint32_t node, const params& params);

 private:
  std::uint32_t id_;
  double now_ = 0;
  prime_table primes_;
  node_table<presentation_trace> accessed_;
  node_table<presentation_trace> practised_;
  node_table<cue_episodes> episodes_;
  recent_ids remembered_{512};
  recent_ids recalled_{4096};
};

/// The gain of spacing: the chance to recall a word a day from now after these practices, relative
/// to as many practices massed into the last seconds.
[[nodiscard]] double retention_ratio(const presentation_trace& practices, double now,
                                     const base_level_params& params) noexcept;

}  // namespace engram::workload
