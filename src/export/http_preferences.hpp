// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace engram::inline v0::detail {

/// An item of an Accept header, or of one like it: `text/plain;version=0.0.4;q=0.5`. Views into
/// the header.
class http_preference {
 public:
  explicit http_preference(std::string_view item) noexcept;

  /// "text/plain", without blanks around it.
  std::string_view name() const noexcept { return name_; }
  /// How much the client wants it, 0 to 1, where 0 is not at all; nothing if what stands there is
  /// no such number.
  std::optional<double> quality() const noexcept;
  /// The value of a parameter, without quotes; nothing if there is no such parameter.
  std::optional<std::string_view> parameter(std::string_view key) const noexcept;

 private:
  std::string_view name_;
  std::string_view parameters_;
};

/// The next item of a comma-separated header, which loses it; commas in quotes separate nothing.
std::string_view next_item(std::string_view& header, char separator = ',') noexcept;

/// Whether two texts differ in nothing but the case of ASCII letters.
bool same_but_case(std::string_view a, std::string_view b) noexcept;

}  // namespace engram::inline v0::detail
