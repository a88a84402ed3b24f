// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/family_finder.hpp>
#include <engram/metric.hpp>
#include <engram/mode.hpp>
#include <engram/series_table.hpp>
#include <engram/shard.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace engram::inline v0 {

/// Stands for a string label among a family's labels: `counter_family<text, text, outcome>`.
struct text {};

/// The key of a string label: lower case letters, digits and underscores. Checked when compiled.
class label_name {
 public:
  consteval label_name(const char* key) : key_(key) {  // NOLINT: a literal is a key
    if (!detail::is_name_part(key_)) detail::a_label_is_lower_case_letters_digits_and_underscores();
    if (key_ == "le" || key_ == "quantile") {
      detail::a_label_key_is_not_le_or_quantile_which_formats_use_themselves();
    }
  }
  constexpr std::string_view view() const noexcept { return key_; }

 private:
  std::string_view key_;
};

/// What a family is called and what it may take.
template <std::size_t Texts>
struct family_options {
  metric_name name;
  std::string_view help{};
  unit_name unit{};
  std::array<label_name, Texts> keys;  ///< of the string labels, in their order
  /// How many label sets of strings there may be at the same time; enum labels multiply the series.
  /// Updates of further ones go to one overflow series and are counted.
  std::uint32_t cardinality_limit = 1000;
  /// The most bytes that all strings of a label set take together, and two more for each. Updates
  /// of longer ones go to the overflow series. At most 256.
  std::uint32_t label_bytes = 128;
  /// A label set whose series have not changed for so many seconds leaves the scrapes, and after as
  /// long again its place may go to another. 0: label sets stay. Expiry happens in scrapes.
  std::uint32_t idle_seconds = 0;
};

namespace detail {

inline void a_label_key_stands_once_in_a_family() {}
inline void a_family_has_room_for_a_label_set() {}
inline void the_strings_of_a_label_set_take_at_most_256_bytes() {}
inline void a_family_has_more_series_than_a_shard_has_cells() {}

template <std::size_t>
using text_at = std::string_view;

/// What the families of all kinds are: a table, and the way to a label set's cells in it.
template <class Mode, class Layout, class Texts, class... Enums>
class family_base;
template <class Mode, class Layout, std::size_t... I, class... Enums>
class family_base<Mode, Layout, std::index_sequence<I...>, Enums...> {
 public:
  static constexpr bool enabled = true;
  using sync = typename Mode::sync;

  constexpr explicit family_base(family_options<sizeof...(I)> options) noexcept
      : options_(options), keys_{options.keys[I].view()...} {
    for (std::size_t i = 0; i < sizeof...(I); ++i) {
      if (std::count(keys_.begin(), keys_.end(), keys_[i]) > 1) {
        a_label_key_stands_once_in_a_family();
      }
      ((keys_[i] == labels_of<Enums>.key ? a_label_key_stands_once_in_a_family() : void()), ...);
    }
    if (options.cardinality_limit == 0) a_family_has_room_for_a_label_set();
    if (options.label_bytes == 0 || options.label_bytes > most_label_bytes) {
      the_strings_of_a_label_set_take_at_most_256_bytes();
    }
    constexpr std::uint64_t most = 1U << 20;  // cells of a shard
    if ((std::uint64_t{options.cardinality_limit} + 1) * cells_of_set + family_cells::count >
        most) {
      a_family_has_more_series_than_a_shard_has_cells();
    }
  }
  static constexpr bool is_family = true;
  /// The strings and the position among the enums' combinations.
  struct series_name {
    std::array<std::string_view, sizeof...(I)> texts;
    std::uint32_t enums;
  };
  static series_name name_series(text_at<I>... texts, Enums... labels) noexcept {
    return {{texts...}, series_index(labels...)};
  }
  static std::uint32_t name_enums(Enums... labels) noexcept { return series_index(labels...); }
  family_base(const family_base&) = delete;
  family_base& operator=(const family_base&) = delete;

  /// This family as a table row.
  constexpr metric_descriptor descriptor() const noexcept {
    return {.name = options_.name,
            .help = options_.help,
            .unit = options_.unit,
            .kind = Layout::kind,
            .series = (options_.cardinality_limit + 1) * series_count<Enums...>,
            .stride = Layout::stride,
            .dimensions = dimensions_of<Enums...>,
            .buckets = Layout::buckets(),
            .text_keys = keys_};
  }
  /// Makes the family visible to scrapes. Idempotent.
  [[gnu::cold, gnu::noinline]] void announce() const noexcept {
    family_finder<sync>(descriptor(), limits(), table_);
  }

 protected:
  static constexpr std::uint32_t cells_of_set = Layout::stride * series_count<Enums...>;
  using texts = std::array<std::string_view, sizeof...(I)>;
  using bound = bound_set<sync>;

  /// Calls `write(cells, shared)` with the cells of one series of a label set.
  template <class Write>
  [[gnu::always_inline]] void write_at(const texts& values, std::uint32_t offset,
                                       Write write) const noexcept {
    const label_set_key key(values.data(), values.size(), room());
    auto& words = this_thread<sync>();
    // acquire: pairs with the store's release; the table is seen whole.
    const auto* table = table_.load(ENGRAM_MO(family_load, acquire));
    if (table != nullptr) [[likely]] {
      const std::uint32_t set = table->find(key);
      const std::uint32_t index = table->first_cell(set) + offset;
      if (set != series_table<sync>::none && index < words.capacity) [[likely]] {
        return write(words.cells + index, std::false_type{});
      }
    }
    write_slow(key, offset, write);
  }
  bound bind_set(const texts& values) const noexcept {
    const label_set_key key(values.data(), values.size(), room());
    return {family_finder<sync>(descriptor(), limits(), table_), key};
  }

 private:
  static constexpr std::uint32_t most_label_bytes = 256;
  static_assert(label_set_key::bytes_of(sizeof...(I), most_label_bytes) <=
                    label_set_key::most_bytes,
                "a family has at most 8 string labels");

  template <class Write>
  [[gnu::cold, gnu::noinline]] void write_slow(const label_set_key& key, std::uint32_t offset,
                                               Write write) const noexcept {
    const family_finder<sync> finder(descriptor(), limits(), table_);
    write_reached(finder.place(key).at, offset, write);
  }
  constexpr std::uint32_t room() const noexcept {
    const auto bytes =
        options_.label_bytes < most_label_bytes ? options_.label_bytes : most_label_bytes;
    return static_cast<std::uint32_t>(label_set_key::bytes_of(sizeof...(I), bytes));
  }
  constexpr family_limits limits() const noexcept {
    constexpr std::uint64_t second = 1'000'000'000;
    return {.sets = options_.cardinality_limit,
            .label_bytes = room(),
            .cells_of_set = cells_of_set,
            .idle_nanoseconds = options_.idle_seconds * second};
  }

  mutable table_word<sync> table_{nullptr};
  family_options<sizeof...(I)> options_;
  std::array<std::string_view, sizeof...(I)> keys_;
};

template <metric_kind Kind>
struct scalar_layout {
  static constexpr metric_kind kind = Kind;
  static constexpr std::uint32_t stride = 1;
  static constexpr const bucket_layout* buckets() noexcept { return nullptr; }
};
/// Adds to a cell that is the caller's own or shared.
template <class Sync>
struct add_to_cell {
  std::uint64_t n;
  template <class Shared>
  [[gnu::always_inline]] void operator()(cell<Sync>* at, Shared) const noexcept {
    if constexpr (Shared::value) {
      add_shared<Sync>(*at, n);
    } else {
      Sync::add_own(*at, n);
    }
  }
};

/// `Family<Mode, index_sequence of the strings, the enums...>` of a list of labels, strings first.
template <template <class, class, class...> class Family, class Mode, class... Labels>
struct family_of {
  template <std::size_t Texts, class... Rest>
  struct split {
    using type = Family<Mode, std::make_index_sequence<Texts>, Rest...>;
  };
  template <std::size_t Texts, class... Rest>
  struct split<Texts, text, Rest...> : split<Texts + 1, Rest...> {};
  using type = typename split<0, Labels...>::type;
};

}  // namespace detail

}  // namespace engram::inline v0
