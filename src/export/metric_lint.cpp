// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"
#include "export/stable_order.hpp"

#include <engram/export/metric_lint.hpp>
#include <engram/unit.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <utility>

namespace engram::inline v0 {
namespace {

/// Beyond this, a metric of fixed labels is more than a page has for all the others.
constexpr std::uint64_t many_series = 10'000;
/// Fewer values than this say nothing of how well buckets fit.
constexpr std::uint64_t few_values = 100;

std::string count_text(std::uint64_t n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

/// Lower case, and without what separates words or ends a sentence.
std::string flattened(std::string_view text) {
  std::string flat;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (detail::is_lower(lower) || detail::is_digit(lower)) flat += lower;
  }
  return flat;
}

/// Applies the rules to one metric after the other.
class linter {
 public:
  void look_at(const metric_facts& metric) {
    at_ = &metric;
    look_at_help();
    look_at_name();
    look_at_unit();
    look_at_labels();
    look_at_values();
    look_at_exposed_name();
  }
  std::vector<lint_finding> take() {
    detail::order_stably(found_, std::ranges::greater{}, &lint_finding::severity);
    return std::move(found_);
  }

 private:
  void find(severity how_bad, std::string_view id, std::string wrong, std::string right) {
    found_.push_back({.severity = how_bad,
                      .id = id,
                      .metric = at_->name,
                      .wrong = std::move(wrong),
                      .right = std::move(right)});
  }

  void look_at_help() {
    const auto& help = at_->help;
    if (help.empty()) {
      return find(severity::warning, "help-missing", "it has no help text",
                  "one sentence that says what is counted or measured");
    }
    const auto words = flattened(help);
    const auto name = flattened(at_->name);
    const auto last = flattened(std::string_view(at_->name).substr(at_->name.rfind('.') + 1));
    if (words == name || words == last) {
      find(severity::warning, "help-repeats-name", "its help says no more than its name",
           "one sentence that says what is counted or measured");
    }
    if (!help.ends_with('.')) {
      find(severity::info, "help-full-stop", "its help does not end with a full stop",
           "a whole sentence");
    }
  }

  void look_at_name() {
    if (!detail::is_dotted_name(at_->name)) {
      find(severity::error, "name-form", "its name is not dotted lower case",
           "a name such as app.cache.hits");
    }
    const auto word = detail::last_word(at_->name);
    if (detail::is_one_of(word, detail::kind_suffixes)) {
      find(severity::error, "name-suffix",
           "its name ends in \"" + std::string(word) + "\", which exporters add themselves",
           "the name without it");
    }
    if (detail::is_one_of(word, detail::unit_words)) {
      find(severity::error, "name-unit", "its name says the unit \"" + std::string(word) + "\"",
           "the name without it, and the unit in its own place");
    }
    static constexpr std::array<std::string_view, 10> levels{
        "current", "usage", "utilization", "utilisation", "size",
        "depth",   "level", "ratio",       "limit",       "temperature"};
    if (at_->kind == metric_kind::counter && detail::is_one_of(word, levels)) {
      find(severity::warning, "counter-like-gauge",
           "it is a counter, and \"" + std::string(word) + "\" names a level that may fall",
           "a gauge or an up_down_counter, or the name of what is counted");
    }
  }

  void look_at_unit() {
    const auto& unit = at_->unit;
    if (unit.empty()) {
      if (at_->kind != metric_kind::histogram) return;
      return find(severity::warning, "histogram-unit-missing", "a histogram without a unit",
                  "s, By, {item}, or 1 for a ratio");
    }
    if (!detail::is_unit(unit)) {
      return find(severity::error, "unit-unknown", "its unit \"" + unit + "\" is no UCUM code",
                  "s, By, 1, {item}, By/s");
    }
    const auto base = base_of(unit);
    if (base.empty()) return;
    find(severity::warning, "unit-not-base", "its unit is \"" + unit + "\"",
         "the base unit \"" + std::string(base) + "\": readers scale, and series can be compared");
  }

  /// The unit that another is a multiple of; empty for a base unit.
  static std::string_view base_of(std::string_view unit) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> multiples{
        std::pair{"min", "s"},  std::pair{"h", "s"},  std::pair{"d", "s"}, std::pair{"%", "1"},
        std::pair{"bit", "By"}, std::pair{"g", "kg"}, std::pair{"kg", ""}};
    for (const auto& [multiple, base] : multiples) {
      if (unit == multiple) return base;
    }
    const auto divided = unit.substr(0, unit.find('/'));
    for (auto atom : detail::prefixed_units) {
      if (divided != atom && !divided.starts_with('{') && divided.ends_with(atom) &&
          !detail::is_one_of(divided, detail::plain_units) &&
          !detail::is_one_of(divided, detail::prefixed_units)) {
        return atom == "bit" ? "By" : atom;
      }
    }
    return {};
  }

  void look_at_labels() {
    for (const auto& key : at_->label_keys) {
      if (key == "le" || key == "quantile" || key.starts_with("__")) {
        find(severity::error, "label-reserved", "its label \"" + key + "\" belongs to a format",
             "another key");
      }
      if (key == "job" || key == "instance") {
        find(severity::warning, "label-of-the-scraper",
             "its label \"" + key + "\" is one that Prometheus sets itself", "another key");
      }
    }
    auto keys = at_->label_keys;
    std::ranges::sort(keys);
    if (std::ranges::adjacent_find(keys) != keys.end()) {
      find(severity::error, "label-twice", "a label key stands twice", "a key for each label");
    }
    if (at_->series > many_series) {
      find(severity::warning, "many-series",
           "its labels make " + std::to_string(at_->series) + " series",
           "at most " + std::to_string(many_series) + ": fewer labels, or top_keys over events");
    }
    look_at_room();
  }

  void look_at_room() {
    const auto& sets = at_->sets;
    if (at_->overflowed || (sets && sets->used >= sets->limit)) {
      find(severity::error, "family-full",
           sets ? "all " + count_text(sets->limit, "label set") + " of its limit are in use"
                : "its overflow series holds what found no room within its limit",
           "a greater cardinality_limit, or a label with fewer values");
    } else if (sets && sets->used * 5 >= sets->limit * 4) {
      find(severity::warning, "family-nearly-full",
           std::to_string(sets->used) + " of " + count_text(sets->limit, "label set") +
               " are in use",
           "a greater cardinality_limit before it is full");
    }
  }

  void look_at_values() {
    if (at_->nan > 0) {
      find(severity::error, "nan-recorded",
           at_->kind == metric_kind::gauge
               ? "NaN is the value of " + std::to_string(at_->nan) + " of its series"
               : "NaN was recorded " + count_text(at_->nan, "time"),
           "numbers: look for 0 / 0 where it is recorded");
    }
    if (!at_->fixed_buckets || at_->count < few_values) return;
    const bool below = at_->in_first == at_->count;
    if (!below && at_->in_last != at_->count) return;
    find(severity::warning, "bounds-do-not-fit",
         "all " + std::to_string(at_->count) + " values are in its " + (below ? "first" : "last") +
             " bucket",
         "bounds around the values, or exponential buckets, which find theirs");
  }

  /// Takes every name that an exposition gives the metric.
  void look_at_exposed_name() {
    const auto names = detail::names_of(at_->name, at_->unit, at_->kind);
    if (claims_.take(names)) {
      owners_.emplace(names.sample, at_->name);
      owners_.emplace(names.family, at_->name);
      return;
    }
    const auto other = owner_of(names);
    find(severity::error, "name-collision",
         "Prometheus sees it as " + names.sample +
             (other.empty() ? ", a name that is taken" : ", as it does " + other),
         "names that differ in more than dots and underscores");
  }
  std::string owner_of(const detail::family_names& names) const {
    for (const auto* name : {&names.sample, &names.family}) {
      if (const auto found = owners_.find(*name); found != owners_.end()) return found->second;
    }
    return {};
  }

  const metric_facts* at_ = nullptr;
  std::vector<lint_finding> found_;
  detail::name_claims claims_;
  std::unordered_map<std::string, std::string> owners_;  // metrics by exposed name
};

}  // namespace

std::vector<lint_finding> lint_metrics(std::span<const metric_facts> metrics) {
  linter rules;
  for (const auto& metric : metrics) rules.look_at(metric);
  return rules.take();
}

std::vector<lint_finding> lint_metrics(const snapshot& reading) {
  return lint_metrics(facts_of(reading));
}

}  // namespace engram::inline v0
