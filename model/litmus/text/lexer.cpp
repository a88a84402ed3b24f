// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/text/lexer.hpp"

#include <algorithm>
#include <charconv>

namespace engram::model::litmus {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

class lexer {
 public:
  lexer(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  token_list run() {
    read_name();
    skip_preamble();
    while (skip_blank(), !rest().empty()) out_.tokens.push_back(next());
    out_.tokens.push_back({.line = line_});
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw syntax_error(file_, line_, what); }

  std::string_view rest() const { return text_.substr(at_); }
  bool sees(std::string_view prefix) const { return rest().starts_with(prefix); }

  std::string_view advance(std::size_t count) {
    const std::string_view passed = rest().substr(0, count);
    line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    at_ += passed.size();
    return passed;
  }

  std::string_view rest_of_line() { return advance(std::min(rest().find('\n'), rest().size())); }

  void read_name() {
    skip_blank();
    const std::string first = trimmed(rest_of_line());
    if (!first.starts_with("C ") && !first.starts_with("C\t")) {
      fail("the first line is '" + first + "'; it must be 'C <name of the test>'");
    }
    out_.name = trimmed(std::string_view(first).substr(2));
  }

  // herd allows a quoted description and lines of key=value before the initial values.
  void skip_preamble() {
    while (skip_blank(), !sees("{")) {
      if (sees("\"")) {
        const std::size_t end = rest().find('"', 1);
        if (end == std::string_view::npos) fail("a description lacks its closing '\"'");
        advance(end + 1);
        continue;
      }
      const std::string found = trimmed(rest_of_line());
      if (found.find('=') == std::string::npos) {
        fail("found '" + found + "'; expected '{' and the initial values, or key=value");
      }
    }
  }

  void skip_blank() {
    while (!rest().empty()) {
      if (is_space(rest().front())) {
        advance(1);
      } else if (sees("(*")) {
        skip_comment("*)");
      } else if (sees("/*")) {
        skip_comment("*/");
      } else if (sees("//")) {
        rest_of_line();
      } else {
        return;
      }
    }
  }

  void skip_comment(std::string_view closing) {
    const std::size_t line = line_;
    const std::size_t end = rest().find(closing, 2);
    if (end == std::string_view::npos) fail("a comment lacks its closing " + std::string(closing));
    const std::string inside = trimmed(advance(end + closing.size()).substr(2, end - 2));
    constexpr std::string_view mark = "engram:";
    if (!inside.starts_with(mark)) return;
    out_.promises.push_back(
        {.text = trimmed(std::string_view(inside).substr(mark.size())), .line = line});
  }

  token next() {
    const std::string_view text = rest();
    const char first = text.front();
    if (is_letter(first)) return word();
    if (is_digit(first) || (first == '-' && text.size() > 1 && is_digit(text[1]))) return number();
    for (const std::string_view two : {"/\\", "\\/", "==", "!=", "<>", "=>"}) {
      if (sees(two)) return {token::kind::symbol, std::string(advance(2)), 0, line_};
    }
    return {token::kind::symbol, std::string(advance(1)), 0, line_};
  }

  token word() {
    const std::string_view text = rest();
    const auto end = std::find_if_not(text.begin(), text.end(),
                                      [](char c) { return is_letter(c) || is_digit(c); });
    const auto length = static_cast<std::size_t>(end - text.begin());
    return {token::kind::word, std::string(advance(length)), 0, line_};
  }

  token number() {
    const std::string_view text = rest();
    token out{.what = token::kind::number, .line = line_};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.number);
    if (error != std::errc{}) fail("a number does not fit an int");
    out.text = advance(static_cast<std::size_t>(end - text.data()));
    return out;
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  token_list out_;
};

}  // namespace

syntax_error::syntax_error(std::string_view file, std::size_t line, const std::string& what)
    : std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + what) {}

token_list cut(std::string_view text, std::string_view file) { return lexer(text, file).run(); }

}  // namespace engram::model::litmus
