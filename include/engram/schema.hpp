// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label.hpp>
#include <engram/name.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace engram::inline v0 {

/// How a field's bits are read.
enum class field_type : std::uint8_t { boolean, unsigned_integer, signed_integer, real };

/// What an id stands for, so that exporters can print names: specialise it for an id type.
/// `template <> inline constexpr std::string_view engram::entity<my::node_id> = "node";`
template <class Id>
inline constexpr std::string_view entity{};

/// A field of an event as a plain table row.
struct field_descriptor {
  std::string_view name;
  std::string_view help;
  field_type type;
  std::uint8_t size;                         ///< bytes: 1, 2, 4 or 8
  std::uint8_t offset;                       ///< first byte within the 32-byte slot
  std::span<const std::string_view> labels;  ///< names of an enum's values; empty otherwise
  std::string_view entity;                   ///< what an id stands for; empty for other fields
};

/// What an event is called and means. `strength` names the field that `min_strength` filters by.
struct event_options {
  dotted_name name;
  std::string_view help{};
  std::string_view strength{};
};

/// An event type as a plain table row: typed at the call, plain from here on.
struct event_descriptor {
  std::string_view name;
  std::string_view help;
  std::span<const field_descriptor> fields;
  std::uint8_t strength;  ///< index of the field to filter by; `fields.size()` if there is none
};

/// An operation kind as a plain table row.
struct operation_descriptor {
  std::string_view name;
  std::string_view help;
};

namespace detail {

inline void the_strength_of_an_event_is_one_of_its_float_fields() {}

template <auto Member>
consteval std::string_view member_name() {
  std::string_view text = __PRETTY_FUNCTION__;  // ... [auto Member = &type::name; ...]
  text = text.substr(0, text.find_first_of(";]", text.find("Member = ")));
  if (text.ends_with(')')) text.remove_suffix(1);
  return text.substr(text.rfind(':') + 1);
}

template <class Event, class Value>
Value value_type_of(Value Event::*);

template <class Value>
consteval field_type type_of() {
  if constexpr (std::same_as<Value, bool>) {
    return field_type::boolean;
  } else if constexpr (std::floating_point<Value>) {
    return field_type::real;
  } else if constexpr (std::is_enum_v<Value>) {
    return field_type::unsigned_integer;
  } else {
    static_assert(std::integral<Value>, "a field is a number, a bool, an enum or an id");
    return std::signed_integral<Value> ? field_type::signed_integer : field_type::unsigned_integer;
  }
}

template <class Value>
consteval std::span<const std::string_view> labels_of_field() {
  if constexpr (labelled_enum<Value>) return labels_of<Value>.values;
  return {};
}

/// The free bytes of a slot: 2-3, 12-15, 16-23, 24-31. Fields take them largest first, each aligned
/// to its size, in the order they were described.
class slot_layout {
 public:
  consteval std::uint8_t place(std::uint8_t size) {
    for (std::uint8_t at = 0; at + size <= 32; at = static_cast<std::uint8_t>(at + size)) {
      if (is_free(at, size)) {
        for (std::uint8_t i = 0; i < size; ++i) taken_[at + i] = true;
        return at;
      }
    }
    return 0xff;
  }

 private:
  consteval bool is_free(std::uint8_t at, std::uint8_t size) const {
    for (std::uint8_t i = 0; i < size; ++i) {
      if (taken_[at + i]) return false;
    }
    return true;
  }
  std::array<bool, 32> taken_{true, true, false, false, true, true,
                              true, true, true,  true,  true, true};
};

template <std::size_t N>
consteval void place_fields(std::array<field_descriptor, N>& fields) {
  slot_layout layout;
  for (std::uint8_t size = 8; size > 0; size /= 2) {
    for (auto& field : fields) {
      if (field.size == size) field.offset = layout.place(size);
    }
  }
}

/// A value's bits in the low end of a word.
template <class Value>
[[gnu::always_inline]] constexpr std::uint64_t field_bits(Value value) noexcept {
  if constexpr (std::same_as<Value, float>) {
    return std::bit_cast<std::uint32_t>(value);
  } else if constexpr (std::same_as<Value, double>) {
    return std::bit_cast<std::uint64_t>(value);
  } else if constexpr (std::is_enum_v<Value>) {
    return field_bits(static_cast<std::underlying_type_t<Value>>(value));
  } else if constexpr (std::same_as<Value, bool>) {
    return value ? 1 : 0;
  } else {
    return static_cast<std::make_unsigned_t<Value>>(value);
  }
}

struct not_described {};

}  // namespace detail

/// One field of an event, named after its member: `field<&primed::strength>{"added, 0..1"}`.
template <auto Member>
struct field {
  std::string_view help;
  using value_type = decltype(detail::value_type_of(Member));

  consteval field(const char* text) : help(text) {}  // NOLINT: a literal is a description
  consteval field_descriptor row() const {
    static_assert(sizeof(value_type) <= 8, "a field has at most 8 bytes");
    return {.name = detail::member_name<Member>(),
            .help = help,
            .type = detail::type_of<value_type>(),
            .size = sizeof(value_type),
            .offset = 0,
            .labels = detail::labels_of_field<value_type>(),
            .entity = entity<value_type>};
  }
};

/// The schema of an event type, as `describe` makes it.
template <class Event, auto... Members>
class event_schema {
 public:
  consteval explicit event_schema(event_options options, field<Members>... fields)
      : options_(options), fields_{fields.row()...} {
    static_assert(std::is_trivially_copyable_v<Event>, "an event is trivially copyable");
    detail::place_fields(fields_);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (fields_[i].name == options.strength) strength_ = static_cast<std::uint8_t>(i);
    }
    check_strength();
  }

  /// Whether every field has its place in a 32-byte slot.
  consteval bool fits() const {
    for (const auto& row : fields_) {
      if (row.offset == 0xff) return false;
    }
    return true;
  }
  constexpr bool has_strength() const { return strength_ < sizeof...(Members); }
  /// Index of the field that `min_strength` filters by.
  constexpr std::uint8_t strength() const { return strength_; }
  constexpr event_descriptor descriptor() const noexcept {
    return {options_.name, options_.help, fields_, strength_};
  }
  constexpr const field_descriptor& field_at(std::size_t i) const noexcept { return fields_[i]; }

  /// The field that `min_strength` filters by. Only where `has_strength()`.
  [[gnu::always_inline]] static constexpr float strength_of(const Event& event, std::size_t at) {
    float strength = 0;
    for_each(event, [&](std::size_t i, auto value) {
      if constexpr (std::same_as<decltype(value), float>) {
        if (i == at) strength = value;
      }
    });
    return strength;
  }

  /// Calls `visit(i, value)` for each field, in the order they were described.
  template <class Visit>
  [[gnu::always_inline]] static constexpr void for_each(const Event& event, Visit visit) {
    std::size_t i = 0;
    (visit(i++, event.*Members), ...);
  }

 private:
  consteval void check_strength() const {
    if (options_.strength.empty()) return;
    if (!has_strength() || fields_[strength_].type != field_type::real ||
        fields_[strength_].size != 4) {
      detail::the_strength_of_an_event_is_one_of_its_float_fields();
    }
  }

  event_options options_;
  std::array<field_descriptor, sizeof...(Members)> fields_;
  std::uint8_t strength_ = sizeof...(Members);
};

/// Describes an event type: its name, what it means, and every field it exports.
template <class Event, auto... Members>
consteval auto describe(event_options options, field<Members>... fields) {
  return event_schema<Event, Members...>(options, fields...);
}

/// The schema of `Event`: specialise it beside the type.
/// ```cpp
/// struct primed { node_id prime, target; float strength; };
/// template <>
/// inline constexpr auto engram::schema<primed> = engram::describe<primed>(
///     {.name = "engram.node.primed", .help = "A prime raised a target.", .strength = "strength"},
///     engram::field<&primed::prime>{"just active"}, engram::field<&primed::target>{"raised"},
///     engram::field<&primed::strength>{"activation added, 0..1"});
/// ```
template <class Event>
inline constexpr auto schema = detail::not_described{};

/// A type with a schema that fits a slot: 22 bytes of fields beside type, weight, operation and
/// time.
template <class Event>
concept described_event =
    !std::same_as<std::remove_cvref_t<decltype(schema<Event>)>, detail::not_described>;

namespace detail {

/// The payload of an event, shifted into the four words of a slot. In registers throughout: staging
/// bytes in memory and copying them would stall on the store buffer.
template <described_event Event>
[[gnu::always_inline]] constexpr std::array<std::uint64_t, 4> payload(const Event& event) noexcept {
  static_assert(schema<Event>.fits(), "the fields of an event take at most 22 bytes of a slot");
  std::array<std::uint64_t, 4> words{};
  schema<Event>.for_each(event, [&](std::size_t i, auto value) __attribute__((always_inline)) {
    const auto offset = schema<Event>.field_at(i).offset;
    words[offset / 8] |= field_bits(value) << (offset % 8 * 8);
  });
  return words;
}

}  // namespace detail
}  // namespace engram::inline v0
