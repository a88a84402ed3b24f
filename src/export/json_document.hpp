// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/json_text.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace engram::inline v0::detail {

/// Writes one JSON value from its begin to its end; commas come by themselves. The caller closes
/// what it opens and gives every value of an object a key.
class json_document {
 public:
  json_document& key(std::string_view name) {
    separate();
    append_quoted(name);
    text_ += ':';
    first_ = true;
    return *this;
  }
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  void text(std::string_view value) {
    separate();
    append_quoted(value);
  }
  /// Beyond 2^53 - 1 in magnitude a string of its digits.
  void number(std::uint64_t value) { put(value, put_unsigned); }
  void number(std::int64_t value) { put(value, put_signed); }
  /// What is no number is a string: "NaN", "Infinity", "-Infinity".
  void number(double value) {
    put(value, [](char* to, double real) { return put_real(to, real); });
  }
  /// Null where there is no value: NaN.
  void number_or_null(double value) { std::isnan(value) ? raw("null") : number(value); }
  /// Text that is JSON already.
  void raw(std::string_view json) {
    separate();
    text_ += json;
  }

  std::string take() && { return std::move(text_); }

 private:
  void separate() {
    if (!first_) text_ += ',';
    first_ = false;
  }
  void begin(char bracket) {
    separate();
    text_ += bracket;
    first_ = true;
  }
  void end(char bracket) {
    text_ += bracket;
    first_ = false;
  }
  template <class Number, class Write>
  void put(Number value, Write write) {
    separate();
    std::array<char, number_bytes> digits;
    text_.append(digits.data(), write(digits.data(), value));
  }
  void append_quoted(std::string_view value) {
    const std::size_t before = text_.size();
    text_.resize(before + quoted_bytes(value.size()));
    const char* end = put_quoted(text_.data() + before, value);
    text_.resize(static_cast<std::size_t>(end - text_.data()));
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace engram::inline v0::detail
