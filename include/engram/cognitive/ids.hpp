// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engram::inline v0::cognitive {

/// A word, concept or other node of the memory's graph.
enum class node_id : std::uint64_t {};

/// One stored episode: a cue bound to a target at a time.
enum class episode_id : std::uint64_t {};

/// One word list of a recall experiment.
enum class list_id : std::uint64_t {};

}  // namespace engram::inline v0::cognitive
