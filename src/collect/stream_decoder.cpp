// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/stream_decoder.hpp"

#include <engram/record.hpp>

#include <algorithm>

namespace engram::inline v0::detail {
namespace {

constexpr std::uint32_t low_half(std::uint64_t word) noexcept {
  return static_cast<std::uint32_t>(word);
}
constexpr std::uint32_t high_half(std::uint64_t word) noexcept {
  return static_cast<std::uint32_t>(word >> 32);
}

std::uint8_t operation_index(const slot_image& words) noexcept {
  const std::uint64_t kind = words[0] >> 16 & 0xffff;
  return static_cast<std::uint8_t>(first_operation_index + kind);
}

const event_descriptor* descriptor_of(const type_index& types, std::uint8_t index) noexcept {
  return types[index] == nullptr ? nullptr : &types[index]->event;
}

}  // namespace

event_record stream_decoder::decode(const slot_image& words, const type_index& types,
                                    const time_base& clock) {
  const std::uint64_t type = words[0] & 0xff;
  if (type == record_begin) return decode_begin(words, types, clock);
  if (type == record_end) return decode_end(words, types, clock);
  return decode_event(words, types, clock);
}

event_record stream_decoder::decode_begin(const slot_image& words, const type_index& types,
                                          const time_base& clock) {
  last_ = words[1];
  open_.push_back({.id = words[2], .begin = words[1], .space = high_half(words[0])});
  const auto index = operation_index(words);
  const auto when = clock.wall_ns(last_);
  return {.words = words,
          .type = descriptor_of(types, index),
          .wall_ns = when,
          .begin_wall_ns = when,
          .operation = words[2],
          .space = high_half(words[0]),
          .shard = shard_,
          .kind = record_kind::operation_begin,
          .type_index = index};
}

event_record stream_decoder::decode_end(const slot_image& words, const type_index& types,
                                        const time_base& clock) {
  last_ = words[1];
  const auto scope = find(high_half(words[0]));
  std::erase_if(open_, [&](const open_scope& each) { return each.id == scope.id; });
  const auto index = operation_index(words);
  return {.words = words,
          .type = descriptor_of(types, index),
          .wall_ns = clock.wall_ns(words[1]),
          .begin_wall_ns = clock.wall_ns(words[2]),
          .operation = scope.id,
          .space = low_half(words[3]),
          .shard = shard_,
          .kind = record_kind::operation_end,
          .type_index = index};
}

event_record stream_decoder::decode_event(const slot_image& words, const type_index& types,
                                          const time_base& clock) {
  const bool alone = (words[0] & alone_bit) != 0;
  const auto index = static_cast<std::uint8_t>(words[0] & 0x7f);
  open_scope scope{};
  if (alone) {
    last_ = high_half(words[0]) | words[1] << 32;
  } else {
    scope = find(high_half(words[0]));
  }
  const auto when = clock.wall_ns(alone ? last_ : scope.begin + low_half(words[1]));
  return {.words = words,
          .type = descriptor_of(types, index),
          .wall_ns = when,
          .begin_wall_ns = when,
          .operation = scope.id,
          .space = scope.space,
          .shard = shard_,
          .kind = record_kind::event,
          .type_index = index};
}

stream_decoder::open_scope stream_decoder::find(std::uint32_t tag) const noexcept {
  const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](const open_scope& each) { return low_half(each.id) == tag; });
  if (found != open_.rend()) return *found;
  // Its begin was drained by an earlier collector: what the record itself says must do.
  return {.id = std::uint64_t{shard_} << 40 | tag, .begin = last_, .space = 0};
}

}  // namespace engram::inline v0::detail
