// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace engram::workload::testing {

/// "w7" for 7: the words of networks without meaning.
inline std::string numbered_word(std::uint32_t number) {
  std::string word("w");
  word.append(std::to_string(number));
  return word;
}

}  // namespace engram::workload::testing
