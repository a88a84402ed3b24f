// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"

#include "export/utf8.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using engram::detail::as_utf8;
using engram::detail::utf8_length;

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// What `as_utf8` did, undone.
std::string bytes_of(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (text.starts_with("\xef\xbf\xbd")) {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(3, 2)), nullptr, 16));
      text.remove_prefix(5);
    } else {
      bytes += text[0];
      text.remove_prefix(1);
    }
  }
  return bytes;
}

TEST(LabelValues, Utf8StaysAsItIs) {
  EXPECT_EQ(as_utf8("/recall?a=\"1\"\n\\"), "/recall?a=\"1\"\n\\");
  EXPECT_EQ(as_utf8("Gedächtnis 記憶 \xf0\x9f\xa7\xa0"), "Gedächtnis 記憶 \xf0\x9f\xa7\xa0");
  EXPECT_EQ(as_utf8(std::string_view("\0\x7f", 2)), std::string_view("\0\x7f", 2));
}

TEST(LabelValues, BytesThatAreNoUtf8AreNamed) {
  EXPECT_EQ(as_utf8("a\xff"), "a\uFFFDff");
  EXPECT_EQ(as_utf8("\xc3("), "\uFFFDc3(");
  EXPECT_EQ(as_utf8("\uFFFD"), "\uFFFDef\uFFFDbf\uFFFDbd");
}

TEST(LabelValues, DifferentBytesNeverBecomeTheSameText) {
  // All texts of up to two of these parts: broken and whole characters, and what they become.
  const std::string parts[] = {"",     "a",        "f",  "ff", "\xff",   "\xfe",     "\xc3",
                               "\xa4", "\xc3\xa4", "\\", "\"", "\uFFFD", "\uFFFDff", "\xef\xbf"};
  std::set<std::string> bytes;
  for (const auto& first : parts) {
    for (const auto& second : parts) {
      for (const auto& third : parts) bytes.insert(first + second + third);
    }
  }
  std::set<std::string> texts;
  for (const auto& each : bytes) {
    const auto text = as_utf8(each);
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(bytes_of(text), each);
    texts.insert(text);
  }
  EXPECT_EQ(texts.size(), bytes.size());
}

TEST(LabelValues, EveryPairOfBytesSurvives) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
      const auto text = as_utf8(bytes);
      ASSERT_TRUE(is_utf8(text));
      ASSERT_EQ(bytes_of(text), bytes);
    }
  }
}

}  // namespace
