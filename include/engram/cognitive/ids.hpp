// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/schema.hpp>

#include <cstdint>
#include <string_view>

namespace engram::inline v0::cognitive {

/// A word, concept or other node of the memory's graph.
enum class node_id : std::uint64_t {};

/// One stored episode: a cue bound to a target at a time.
enum class episode_id : std::uint64_t {};

/// One word list of a recall experiment.
enum class list_id : std::uint64_t {};

}  // namespace engram::inline v0::cognitive

/// What the ids stand for: exporters ask a resolver for the name of "node" 17.
template <>
inline constexpr std::string_view engram::entity<engram::cognitive::node_id> = "node";
template <>
inline constexpr std::string_view engram::entity<engram::cognitive::episode_id> = "episode";
template <>
inline constexpr std::string_view engram::entity<engram::cognitive::list_id> = "list";
