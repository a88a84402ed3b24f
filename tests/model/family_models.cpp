// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Metrics with string labels: a look-up without a lock beside those who insert, expire and pass
// places on under it.
#include "collect/family_record.hpp"
#include "collect/mapped_memory.hpp"

#include <engram/collect/families.hpp>
#include <engram/collect/registry.hpp>
#include <engram/family.hpp>

#include <model/suite.hpp>

#include <string>
#include <string_view>

namespace engram::testing {
namespace {

using model::require;
using model::thread;
using table_type = detail::series_table<std_sync>;

template <class... Labels>
using modelled_family = typename detail::family_of<basic_counter_family, on, Labels...>::type;

constinit modelled_family<text> words{
    {.name = "model.words", .keys = {"word"}, .cardinality_limit = 2}};
constinit modelled_family<text> one_word{
    {.name = "model.one_word", .keys = {"word"}, .cardinality_limit = 1}};

constexpr detail::family_limits two_sets{
    .sets = 2, .label_bytes = 10, .cells_of_set = 1, .idle_nanoseconds = 10};

detail::label_set_key key(std::string_view word) { return {&word, 1, two_sets.label_bytes}; }

void* room() { return detail::mapped_memory::reserve(table_type::bytes_of(two_sets)); }

/// A word whose entry lies where that of `first` would, with this seed.
std::string word_beside(std::string_view first, std::uint64_t seed) {
  const auto home = [&](std::string_view word) { return key(word).hash(seed) >> 32 & 7; };
  for (char c = 'b';; ++c) {
    if (home(std::string_view(&c, 1)) == home(first)) return std::string(1, c);
  }
}

MODEL(a_label_set_is_found_in_its_life, {.leaks_allowed = true}) {
  table_type table(two_sets, 0, room(), 1);
  table.insert(key("a"), 0);
  thread other([&] {  // the place passes on
    table.erase(key("a"), 0);
    table.set_life(0, 1);
    table.set_life(0, 2);
    table.insert(key("b"), 0);
  });
  const auto found = table.find(key("b"));
  require(found == table_type::none || (found == 0 && table.is_in(0, 2)), "b's life is seen");
  require(table.find(key("c")) == table_type::none, "what is not there is not found");
  other.join();
  require(table.find(key("b")) == 0 && table.find(key("a")) == table_type::none, "b has the place");
}

MODEL(a_label_set_that_moves_is_found_in_its_life, {.leaks_allowed = true}) {
  table_type table(two_sets, 0, room(), 1);
  const std::string beside = word_beside("a", 1);
  table.insert(key("a"), 0);
  thread other([&] {
    table.set_life(1, 2);
    table.insert(key(beside), 1);
    table.erase(key("a"), 0);  // moves the other to its home
  });
  const auto found = table.find(key(beside));
  require(found == table_type::none || (found == 1 && table.is_in(1, 2)), "its life is seen");
  other.join();
  require(table.find(key(beside)) == 1, "it is where a look-up starts");
}

MODEL(a_label_set_that_expires_is_found_or_not_and_comes_back, {.leaks_allowed = true}) {
  static constexpr std::string_view keys[] = {"word"};
  const metric_descriptor row{.name = "model.by_hand",
                              .help = {},
                              .unit = {},
                              .kind = metric_kind::counter,
                              .series = 3,
                              .stride = 1,
                              .dimensions = {},
                              .buckets = nullptr,
                              .text_keys = keys};
  detail::family_record record(row, two_sets, 0, room(), 1);
  const auto read = [](std::uint32_t) { return detail::set_sums{0}; };
  const std::uint64_t sums[] = {0, 0};
  require(record.resolve(key("a"), 0, read) == 0, "the first place");
  thread other([&] {
    record.sweep(sums, 1, 10);
    require(record.resolve(key("a"), 11, read) == 0, "it comes back to its place");
  });
  const auto found = record.table().find(key("a"));
  require(found == 0 || found == table_type::none, "it is found or not");
  other.join();
  require(record.table().find(key("a")) == 0 && record.table().is_in(0, 0), "in the same life");
}

MODEL(a_label_set_has_one_place_whoever_meets_it_first, {.leaks_allowed = true}) {
  const registry metrics{words};
  thread other([] { words.add("a"); });
  words.add("a", 2);
  other.join();
  const auto now = metrics.scrape();
  require(now[words]("a") == 3 && now[words].overflow() == 0, "both are counted in one place");
  require(read_families()[0].live == 1, "there is one label set");
}

MODEL(beyond_a_limit_updates_are_counted_in_the_overflow, {.leaks_allowed = true}) {
  const registry metrics{one_word};
  thread other([] { one_word.add("a"); });
  one_word.add("b", 2);
  one_word.add("c", 4);
  other.join();
  const auto now = metrics.scrape();
  const auto series = now[one_word]("a") + now[one_word]("b") + now[one_word]("c");
  require(series + now[one_word].overflow() == 7, "nothing is lost");
  require(read_families()[0].no_room == 2, "and what found no room is counted");
}

MODEL(a_family_is_made_once_by_whoever_records_first, {.leaks_allowed = true}) {
  const registry metrics = registry::everything();
  thread other([] { words.add("a"); });
  const auto bound = words.bind("a");
  bound.add(2);
  other.join();
  require(metrics.scrape()[words]("a") == 3, "both found the same table");
}

}  // namespace
}  // namespace engram::testing
