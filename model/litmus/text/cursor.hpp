// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/text/lexer.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace engram::model::litmus {

/// A place in a token list, with the errors that parsers raise there.
class cursor {
 public:
  cursor(const std::vector<token>& tokens, std::string_view file)
      : at_(tokens.data()), file_(file) {}

  const token& peek() const { return *at_; }
  bool sees(std::string_view text) const { return at_->text == text && !at_end(); }
  bool sees(token::kind what) const { return at_->what == what; }
  bool at_end() const { return sees(token::kind::end); }

  /// Steps over `text` if it is next.
  bool accept(std::string_view text) {
    if (!sees(text)) return false;
    ++at_;
    return true;
  }

  /// Steps over what is next; `what` names it for the error.
  void expect(std::string_view text, const std::string& what = {}) {
    if (!accept(text)) fail("'" + std::string(text) + "'" + (what.empty() ? "" : " " + what));
  }
  std::string expect_word(const std::string& what) {
    if (!sees(token::kind::word)) fail(what);
    return (at_++)->text;
  }
  int expect_number(const std::string& what) {
    if (!sees(token::kind::number)) fail(what);
    return (at_++)->number;
  }

  /// Found this, expected that.
  [[noreturn]] void fail(const std::string& expected) const {
    complain((at_end() ? "the file ends" : "found '" + at_->text + "'") + "; expected " + expected);
  }
  [[noreturn]] void complain(const std::string& what) const {
    throw syntax_error(file_, at_->line, what);
  }

 private:
  const token* at_;
  std::string_view file_;
};

}  // namespace engram::model::litmus
