// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/json_text.hpp"

#include "export/utf8.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cfloat>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace {

using namespace engram::detail;

template <class Value, class Put>
std::string text_of(Put put, Value value) {
  std::array<char, 64> room{};
  return {room.data(), put(room.data(), value)};
}
std::string number(std::uint64_t v) { return text_of(put_unsigned, v); }
std::string number(std::int64_t v) { return text_of(put_signed, v); }
std::string number(double v) {
  return text_of([](char* to, double x) { return put_real(to, x); }, v);
}
std::string number(float v) {
  return text_of([](char* to, float x) { return put_real(to, x); }, v);
}

TEST(JsonText, IntegersBeyondWhatDoublesKeepAreStrings) {
  EXPECT_EQ(number(std::uint64_t{0}), "0");
  EXPECT_EQ(number((std::uint64_t{1} << 53) - 1), "9007199254740991");
  EXPECT_EQ(number(std::uint64_t{1} << 53), "\"9007199254740992\"");
  EXPECT_EQ(number(UINT64_MAX), "\"18446744073709551615\"");
  EXPECT_EQ(number(std::int64_t{-9007199254740991}), "-9007199254740991");
  EXPECT_EQ(number(std::int64_t{-9007199254740992}), "\"-9007199254740992\"");
  EXPECT_EQ(number(INT64_MIN), "\"-9223372036854775808\"");
}

TEST(JsonText, RealsRoundTripAndFitTheirRoom) {
  for (const double v : {0.1, -0.0, 1e300, DBL_MIN, DBL_TRUE_MIN, DBL_MAX, -DBL_MAX, 1.0 / 3}) {
    const auto text = number(v);
    EXPECT_LE(text.size(), number_bytes);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), v) << text;
    EXPECT_TRUE(nlohmann::json::accept(text)) << text;
  }
  EXPECT_EQ(number(0.1F), "0.1");
  EXPECT_TRUE(nlohmann::json::accept(number(FLT_TRUE_MIN)));
}

TEST(JsonText, NumbersThatJsonLacksAreStrings) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "\"NaN\"");
  EXPECT_EQ(number(-std::numeric_limits<float>::quiet_NaN()), "\"NaN\"");
  EXPECT_EQ(number(infinity), "\"Infinity\"");
  EXPECT_EQ(number(-infinity), "\"-Infinity\"");
}

TEST(JsonText, EveryByteBecomesAValidString) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string raw{'a', static_cast<char>(first), static_cast<char>(second), 'z'};
      const std::string text = engram::detail::quoted(raw);
      ASSERT_LE(text.size(), quoted_bytes(raw.size()));
      ASSERT_TRUE(nlohmann::json::accept(text)) << first << ' ' << second;
      if (first < 0x80 && second < 0x80) {
        ASSERT_EQ(nlohmann::json::parse(text).get<std::string>(), raw);
      }
    }
  }
}

TEST(JsonText, ValidTextIsKeptAndTheRestIsReplaced) {
  EXPECT_EQ(quoted("doc\"tor\\\n"), R"("doc\"tor\\\n")");
  EXPECT_EQ(quoted(std::string_view("\0\x1f", 2)), R"("\u0000\u001f")");
  EXPECT_EQ(quoted("Äpfel 😀"), "\"Äpfel 😀\"");
  EXPECT_EQ(quoted("\xff"), "\"\xef\xbf\xbd\"");
  EXPECT_EQ(quoted("\xc0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");                  // overlong
  EXPECT_EQ(quoted("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");  // surrogate
  EXPECT_EQ(quoted("\xf4\x90\x80\x80").size(), 2 + 4 * 3U);                       // beyond U+10FFFF
  EXPECT_EQ(quoted("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");                  // cut short
}

TEST(JsonText, HexHasSixteenDigits) {
  EXPECT_EQ(text_of(put_hex, std::uint64_t{0}), "0000000000000000");
  EXPECT_EQ(text_of(put_hex, std::uint64_t{0x0123456789abcdef}), "0123456789abcdef");
}

TEST(Utf8, ClippingNeverCutsACharacter) {
  const std::string_view text = "aä€😀";  // 1 + 2 + 3 + 4 bytes
  const std::array<std::size_t, 11> whole{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
  for (std::size_t n = 0; n < whole.size(); ++n) EXPECT_EQ(clipped(text, n).size(), whole[n]) << n;
  EXPECT_EQ(clipped("\x80\x80\x80\x80\x80\x80", 4).size(), 4U);  // no character to keep whole
}

}  // namespace
