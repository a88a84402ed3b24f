// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engram::model::litmus {

/// What is wrong in a test's text, and where: `MP.litmus:7: ...`.
class syntax_error : public std::runtime_error {
 public:
  syntax_error(std::string_view file, std::size_t line, const std::string& what);
};

/// The smallest pieces of a test's text.
struct token {
  enum class kind : unsigned char { word, number, symbol, end };

  kind what = kind::end;
  std::string text{};
  int number = 0;
  std::size_t line = 0;
};

/// A text in pieces.
struct token_list {
  std::string name{};             ///< from the first line, `C <name>`
  std::vector<token> tokens{};    ///< from the `{` of the initial values; the last is an end
  std::vector<token> promises{};  ///< what follows `engram:` in comments
};

/// Cuts a text. Comments are (* *), /* */ and //.
token_list cut(std::string_view text, std::string_view file);

}  // namespace engram::model::litmus
