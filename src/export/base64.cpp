// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace engram::inline v0::detail {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) {
      group = group << 8 | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    }
    for (int shift = 18; shift >= 0; shift -= 6) out += digits[group >> shift & 63];
  }
  if (bytes.size() % 3 != 0) {
    const std::size_t padding = 3 - bytes.size() % 3;
    out.replace(out.size() - padding, padding, padding, '=');
  }
  return out;
}

}  // namespace engram::inline v0::detail
