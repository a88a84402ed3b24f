// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/test_events.hpp"

#include <engram/collect/batch.hpp>
#include <engram/record.hpp>
#include <engram/schema.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <limits>
#include <string_view>

namespace engram::testing {

enum class place_id : std::uint64_t {};
enum class plain : std::uint16_t { first, second };

struct integers {
  std::uint8_t u8;
  std::int8_t i8;
  std::uint16_t u16;  // larger than what is left in bytes 2-3 once both of the above lie there
  std::int32_t i32;
  std::uint64_t u64;
};
struct signed_and_real {
  double real;
  std::int64_t i64;
  std::int16_t i16;
  float real32;
};
struct others {
  bool yes;
  mood how;
  plain unnamed;
  place_id where;
  std::uint32_t u32;
};
struct packed {
  std::uint64_t a, b;
  std::uint32_t c;
  std::uint8_t d, e;
};
struct overfull {
  std::uint64_t a, b, c;
};

}  // namespace engram::testing

template <>
inline constexpr std::string_view engram::entity<engram::testing::place_id> = "place";
template <>
inline constexpr auto engram::schema<engram::testing::integers> =
    engram::describe<engram::testing::integers>({.name = "test.integers"},
                                                engram::field<&engram::testing::integers::u8>{""},
                                                engram::field<&engram::testing::integers::i8>{""},
                                                engram::field<&engram::testing::integers::u16>{""},
                                                engram::field<&engram::testing::integers::i32>{""},
                                                engram::field<&engram::testing::integers::u64>{""});
template <>
inline constexpr auto engram::schema<engram::testing::signed_and_real> =
    engram::describe<engram::testing::signed_and_real>(
        {.name = "test.signed"}, engram::field<&engram::testing::signed_and_real::real>{""},
        engram::field<&engram::testing::signed_and_real::i64>{""},
        engram::field<&engram::testing::signed_and_real::i16>{""},
        engram::field<&engram::testing::signed_and_real::real32>{""});
template <>
inline constexpr auto engram::schema<engram::testing::others> =
    engram::describe<engram::testing::others>(
        {.name = "test.others"}, engram::field<&engram::testing::others::yes>{""},
        engram::field<&engram::testing::others::how>{""},
        engram::field<&engram::testing::others::unnamed>{""},
        engram::field<&engram::testing::others::where>{"somewhere"},
        engram::field<&engram::testing::others::u32>{""});
template <>
inline constexpr auto engram::schema<engram::testing::packed> =
    engram::describe<engram::testing::packed>({.name = "test.packed"},
                                              engram::field<&engram::testing::packed::d>{""},
                                              engram::field<&engram::testing::packed::c>{""},
                                              engram::field<&engram::testing::packed::a>{""},
                                              engram::field<&engram::testing::packed::e>{""},
                                              engram::field<&engram::testing::packed::b>{""});
template <>
inline constexpr auto engram::schema<engram::testing::overfull> =
    engram::describe<engram::testing::overfull>({.name = "test.overfull"},
                                                engram::field<&engram::testing::overfull::a>{""},
                                                engram::field<&engram::testing::overfull::b>{""},
                                                engram::field<&engram::testing::overfull::c>{""});

namespace engram::testing {
namespace {

/// The bits of the i-th field of an event after it went through a slot's words.
template <class Event>
std::uint64_t packed_bits(const Event& event, std::size_t i) {
  event_record record{};
  record.words = detail::payload(event);
  return record.bits(schema<Event>.field_at(i));
}

TEST(Schema, FieldsAreNamedAfterTheirMembers) {
  const auto row = schema<noted>.descriptor();
  EXPECT_EQ(row.name, "test.noted");
  EXPECT_EQ(row.help, "Something was noted.");
  ASSERT_EQ(row.fields.size(), 3U);
  EXPECT_EQ(row.fields[0].name, "what");
  EXPECT_EQ(row.fields[1].name, "strength");
  EXPECT_EQ(row.fields[1].help, "how strongly");
  EXPECT_EQ(row.strength, 1);
}

TEST(Schema, StrengthOfATypeWithoutOneIsPastItsFields) {
  static_assert(!schema<ticked>.has_strength());
  EXPECT_EQ(schema<ticked>.descriptor().strength, 1);
}

TEST(Schema, EnumFieldsCarryTheNamesOfTheirValues) {
  const auto& row = schema<others>.field_at(1);
  ASSERT_EQ(row.labels.size(), 2U);
  EXPECT_EQ(row.labels[1], "tense");
  EXPECT_TRUE(schema<others>.field_at(2).labels.empty()) << "an enum without a label set";
}

TEST(Schema, IdFieldsSayWhatTheyStandFor) {
  EXPECT_EQ(schema<others>.field_at(3).entity, "place");
  EXPECT_TRUE(schema<others>.field_at(4).entity.empty());
}

TEST(Schema, KnowsTheTypeAndSizeOfEachField) {
  EXPECT_EQ(schema<others>.field_at(0).type, field_type::boolean);
  EXPECT_EQ(schema<others>.field_at(1).type, field_type::unsigned_integer);
  EXPECT_EQ(schema<integers>.field_at(1).type, field_type::signed_integer);
  EXPECT_EQ(schema<signed_and_real>.field_at(0).type, field_type::real);
  EXPECT_EQ(schema<signed_and_real>.field_at(0).size, 8);
  EXPECT_EQ(schema<signed_and_real>.field_at(3).size, 4);
}

TEST(Schema, UnsignedAndSignedIntegersSurviveThePacking) {
  const integers event{.u8 = 0xfe, .i8 = -3, .u16 = 0xbeef, .i32 = -77'777, .u64 = ~0ULL - 5};
  EXPECT_EQ(packed_bits(event, 0), 0xfeU);
  EXPECT_EQ(static_cast<std::int8_t>(packed_bits(event, 1)), -3);
  EXPECT_EQ(packed_bits(event, 1), 0xfdU) << "no sign bits spill into the neighbours";
  EXPECT_EQ(packed_bits(event, 2), 0xbeefU);
  EXPECT_EQ(static_cast<std::int32_t>(packed_bits(event, 3)), -77'777);
  EXPECT_EQ(packed_bits(event, 4), ~0ULL - 5);
}

TEST(Schema, RealsAndLongIntegersSurviveThePacking) {
  const signed_and_real event{.real = -1.25e-300,
                              .i64 = std::numeric_limits<std::int64_t>::min(),
                              .i16 = -1,
                              .real32 = -0.0F};
  EXPECT_EQ(std::bit_cast<double>(packed_bits(event, 0)), -1.25e-300);
  EXPECT_EQ(static_cast<std::int64_t>(packed_bits(event, 1)),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(packed_bits(event, 2), 0xffffU);
  EXPECT_EQ(packed_bits(event, 3), 0x8000'0000U);
}

TEST(Schema, BoolsEnumsAndIdsSurviveThePacking) {
  const others event{.yes = true,
                     .how = mood::tense,
                     .unnamed = plain::second,
                     .where = place_id{0x0123'4567'89ab'cdef},
                     .u32 = 0xdead'beef};
  EXPECT_EQ(packed_bits(event, 0), 1U);
  EXPECT_EQ(packed_bits(event, 1), 1U);
  EXPECT_EQ(packed_bits(event, 2), 1U);
  EXPECT_EQ(packed_bits(event, 3), 0x0123'4567'89ab'cdefU);
  EXPECT_EQ(packed_bits(event, 4), 0xdead'beefU);
}

TEST(Schema, PayloadLeavesTypeWeightTagAndTimeFree) {
  const packed full{.a = ~0ULL, .b = ~0ULL, .c = ~0U, .d = 0xff, .e = 0xff};
  const auto words = detail::payload(full);
  EXPECT_EQ(words[0], 0x0000'0000'ffff'0000U);
  EXPECT_EQ(words[1], 0xffff'ffff'0000'0000U);
  EXPECT_EQ(words[2], ~0ULL);
  EXPECT_EQ(words[3], ~0ULL);
}

TEST(Schema, LargestFieldsArePlacedFirstAndNoTwoOverlap) {
  static_assert(schema<packed>.fits());
  const auto row = schema<packed>.descriptor();
  EXPECT_EQ(row.fields[0].offset, 2);   // d
  EXPECT_EQ(row.fields[1].offset, 12);  // c
  EXPECT_EQ(row.fields[2].offset, 16);  // a
  EXPECT_EQ(row.fields[3].offset, 3);   // e
  EXPECT_EQ(row.fields[4].offset, 24);  // b
}

TEST(Schema, TooManyBytesDoNotFit) { static_assert(!schema<overfull>.fits()); }

TEST(Schema, OnlyDescribedTypesAreEvents) {
  static_assert(described_event<noted>);
  static_assert(!described_event<int>);
  static_assert(!described_event<mood>);
}

TEST(Schema, FindsTheStrengthOfAnEvent) {
  const noted event{.what = 1, .strength = 0.75F, .how = mood::calm};
  EXPECT_EQ(schema<noted>.strength_of(event, schema<noted>.strength()), 0.75F);
}

TEST(EventRecord, ReadsSubjectEventsAndLostFromAnOperationsRecords) {
  event_record record{};
  record.words[3] = detail::end_tail(9, 300, 70'000);
  EXPECT_EQ(record.events(), 300U);
  EXPECT_EQ(record.lost(), 65'535U) << "saturates";
  record.words[3] = 0xfeed'f00d'dead'beef;
  EXPECT_EQ(record.subject(), 0xfeed'f00d'dead'beefU);
}

}  // namespace
}  // namespace engram::testing
