// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/stream_decoder.hpp"

#include <engram/record.hpp>

#include <gtest/gtest.h>

#include <cstdint>

namespace engram {
namespace {

using detail::stream_decoder;

constexpr std::int64_t epoch = 1'700'000'000'000'000'000;
constexpr std::uint64_t shard_bits = std::uint64_t{5} << 40;

/// A clock of one tick a nanosecond that starts at `epoch`.
time_base plain_clock() {
  const clock_anchor start{0, 0, 0, epoch};
  const clock_anchor later{1000, 0, 1000, epoch + 1000};
  return {start, later};
}

/// Records as threads write them.
slot_image begin(std::uint64_t id, ticks at, std::uint32_t space) {
  return {detail::begin_head(2, space), at, id, 77};
}
slot_image end(std::uint64_t id, ticks from, ticks to, std::uint32_t space) {
  return {detail::end_head(2, static_cast<std::uint32_t>(id)), to, from,
          detail::end_tail(space, 3, 1)};
}
slot_image inside(std::uint64_t id, std::uint32_t after = 0) {
  return {9 | (id & 0xffff'ffff) << 32, after, 0, 0};
}
slot_image alone(ticks at) { return {9 | detail::alone_bit | at << 32, at >> 32, 0, 0}; }

class StreamDecoder : public ::testing::Test {
 protected:
  StreamDecoder() {
    event_type.event.name = "test.event";
    operation_type.event.name = "test.operation";
    types[9] = &event_type;
    types[first_operation_index + 2] = &operation_type;
  }
  event_record decode(const slot_image& words) { return decoder.decode(words, types, clock); }

  type_entry event_type;
  type_entry operation_type;
  detail::type_index types{};
  time_base clock = plain_clock();
  stream_decoder decoder{5};
};

TEST_F(StreamDecoder, BeginGivesIdSpaceAndTime) {
  const auto record = decode(begin(shard_bits | 1, 5000, 42));
  EXPECT_EQ(record.kind, record_kind::operation_begin);
  EXPECT_EQ(record.operation, shard_bits | 1);
  EXPECT_EQ(record.space, 42U);
  EXPECT_EQ(record.wall_ns, epoch + 5000);
  EXPECT_EQ(record.subject(), 77U);
  EXPECT_EQ(record.shard, 5U);
  EXPECT_EQ(record.type_index, first_operation_index + 2);
  ASSERT_NE(record.type, nullptr);
  EXPECT_EQ(record.type->name, "test.operation");
}

TEST_F(StreamDecoder, EventOfAnOperationTakesItsIdSpaceAndTime) {
  decode(begin(shard_bits | 1, 5000, 42));
  const auto record = decode(inside(shard_bits | 1));
  EXPECT_EQ(record.kind, record_kind::event);
  EXPECT_EQ(record.operation, shard_bits | 1);
  EXPECT_EQ(record.space, 42U);
  EXPECT_EQ(record.wall_ns, epoch + 5000);
  EXPECT_EQ(record.type->name, "test.event");
}

TEST_F(StreamDecoder, TicksSinceTheBeginAreAdded) {
  decode(begin(shard_bits | 1, 5000, 0));
  EXPECT_EQ(decode(inside(shard_bits | 1, 300)).wall_ns, epoch + 5300);
}

TEST_F(StreamDecoder, EndGivesBothTimesEventsAndLost) {
  decode(begin(shard_bits | 1, 5000, 42));
  const auto record = decode(end(shard_bits | 1, 5000, 9000, 42));
  EXPECT_EQ(record.kind, record_kind::operation_end);
  EXPECT_EQ(record.operation, shard_bits | 1);
  EXPECT_EQ(record.begin_wall_ns, epoch + 5000);
  EXPECT_EQ(record.wall_ns, epoch + 9000);
  EXPECT_EQ(record.events(), 3U);
  EXPECT_EQ(record.lost(), 1U);
}

TEST_F(StreamDecoder, EventAloneBelongsToNoOperation) {
  decode(begin(shard_bits | 1, 5000, 42));
  const ticks late = 0x1'2345'6789'abcd;
  const auto record = decode(alone(late));
  EXPECT_EQ(record.operation, 0U);
  EXPECT_EQ(record.space, 0U);
  EXPECT_EQ(record.wall_ns, epoch + static_cast<std::int64_t>(late));
}

TEST_F(StreamDecoder, NestedOperationsAreToldApartByTheirTags) {
  decode(begin(shard_bits | 1, 1000, 10));
  decode(begin(shard_bits | 2, 2000, 20));
  EXPECT_EQ(decode(inside(shard_bits | 1)).space, 10U);
  EXPECT_EQ(decode(inside(shard_bits | 2)).space, 20U);
  decode(end(shard_bits | 2, 2000, 2500, 20));
  const auto record = decode(inside(shard_bits | 1));
  EXPECT_EQ(record.space, 10U);
  EXPECT_EQ(record.wall_ns, epoch + 1000);
}

TEST_F(StreamDecoder, SerialsThatShareTheirLowHalfAreTheInnermost) {
  const std::uint64_t first = shard_bits | 7;
  const std::uint64_t wrapped = shard_bits | 0x1'0000'0007;
  decode(begin(first, 1000, 10));
  decode(begin(wrapped, 2000, 20));
  EXPECT_EQ(decode(inside(wrapped)).operation, wrapped);
  decode(end(wrapped, 2000, 3000, 20));
  EXPECT_EQ(decode(inside(first)).operation, first);
}

TEST_F(StreamDecoder, WithoutItsBeginAnEventKeepsItsOperationAndTheLastTime) {
  decode(alone(4000));
  const auto record = decode(inside(shard_bits | 3));
  EXPECT_EQ(record.operation, shard_bits | 3);
  EXPECT_EQ(record.space, 0U);
  EXPECT_EQ(record.wall_ns, epoch + 4000);
}

TEST_F(StreamDecoder, WithoutItsBeginAnEndIsStillAWholeSpan) {
  const auto record = decode(end(shard_bits | 3, 6000, 7000, 55));
  EXPECT_EQ(record.operation, shard_bits | 3);
  EXPECT_EQ(record.space, 55U);
  EXPECT_EQ(record.begin_wall_ns, epoch + 6000);
  EXPECT_EQ(record.wall_ns, epoch + 7000);
}

TEST_F(StreamDecoder, ATypeThatIsNotKnownHasNoDescriptor) {
  auto words = alone(1);
  words[0] += 1;
  EXPECT_EQ(decode(words).type, nullptr);
}

}  // namespace
}  // namespace engram
