// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/small_store.hpp"

#include <engram/collect/batch.hpp>
#include <engram/event.hpp>

#include <bit>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

/// What the tests of cognitive events share: records into a store of their own and read back.
namespace engram::testing {

/// The offset of a field within a slot; 255 when there is none of that name.
template <class Event>
int offset_of(std::string_view name) {
  for (const auto& field : schema<Event>.descriptor().fields) {
    if (field.name == name) return field.offset;
  }
  return 255;
}

/// A record that a test reads fields from by their names.
template <class Event>
class read_back {
 public:
  explicit read_back(const slot_image& words) { record_.words = words; }
  std::uint64_t operator[](std::string_view name) const {
    for (const auto& field : schema<Event>.descriptor().fields) {
      if (field.name == name) return record_.bits(field);
    }
    return ~std::uint64_t{0};
  }
  float real(std::string_view name) const {
    return std::bit_cast<float>(static_cast<std::uint32_t>((*this)[name]));
  }

 private:
  event_record record_{};
};

/// Every field's name and its offset, in the order of the schema.
template <class Event>
std::vector<std::pair<std::string_view, int>> layout() {
  std::vector<std::pair<std::string_view, int>> all;
  for (const auto& field : schema<Event>.descriptor().fields) {
    all.emplace_back(field.name, field.offset);
  }
  return all;
}

using expected_layout = std::vector<std::pair<std::string_view, int>>;

/// The event as it comes out of a ring.
template <class Event>
read_back<Event> sent_through_a_ring(const Event& event) {
  small_store store(4);
  emit<small_mode>(event);
  const auto records = store.drain();
  return read_back<Event>(records.empty() ? slot_image{} : records.front());
}

}  // namespace engram::testing
