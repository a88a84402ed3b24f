// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// A library that instruments itself and links the core alone: it runs, and records nothing.
#include <engram/cognitive/ids.hpp>
#include <engram/engram.hpp>

#include <cstdint>
#include <type_traits>

namespace {

inline constinit engram::counter<> recalls{{.name = "consumer.recalls", .help = "Recalls begun."}};
inline constinit engram::operation_kind recall{{.name = "consumer.recall"}};

static_assert(engram::counter<>::enabled == CONSUMER_ENABLED);
static_assert(std::is_empty_v<engram::counter<>> != CONSUMER_ENABLED);

std::uint64_t answer(std::uint64_t cue) {
  const engram::operation op{recall, {.space = 7, .subject = cue}};
  recalls.add();
  return op.id();
}

}  // namespace

int main() { return answer(42) == 0 ? 0 : 1; }
