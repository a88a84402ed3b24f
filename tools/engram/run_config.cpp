// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/run_config.hpp"

#include "engram/config_reader.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <sstream>
#include <tuple>
#include <utility>
#include <vector>

namespace engram::tool {
namespace {

/// What is wrong so far.
class mistakes {
 public:
  explicit mistakes(std::string path) : path_(std::move(path)) {}

  void add(const toml::source_region& where, const std::string& what) {
    all_.emplace_back(where.begin.line, where.begin.column, what);
  }
  void throw_if_any() {
    if (all_.empty()) return;
    std::sort(all_.begin(), all_.end());
    std::string text;
    for (const auto& [line, column, what] : all_) {
      text += (text.empty() ? "" : "\n") + path_ + ":" + std::to_string(line) + ":" +
              std::to_string(column) + ": " + what;
    }
    throw config_error(text);
  }

 private:
  std::string path_;
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> all_;
};

std::string shown(const toml::node& value) {
  if (value.is_table()) return "a table";
  if (value.is_array()) return "an array";
  if (const auto* text = value.as_string()) return '"' + text->get() + '"';
  std::ostringstream out;
  value.visit([&](const auto& each) { out << each; });
  return out.str();
}

std::string shown(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

/// One table of the file, and which of its keys are known.
class section {
 public:
  section(const toml::table& table, std::string name, mistakes& found)
      : table_(table), name_(std::move(name)), found_(found) {}

  void read(std::string_view key, std::string& into) {
    visit(key, "a string in quotes", [&](const toml::node& value) {
      const auto text = value.value_exact<std::string>();
      if (text) into = *text;
      return text.has_value();
    });
  }
  void read(std::string_view key, bool& into) {
    visit(key, "true or false", [&](const toml::node& value) {
      const auto truth = value.value_exact<bool>();
      if (truth) into = *truth;
      return truth.has_value();
    });
  }
  template <class Integer>
  void read_integer(std::string_view key, Integer& into, std::int64_t least, std::int64_t most) {
    const std::string right =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    visit(key, right, [&](const toml::node& value) {
      const auto number = value.value_exact<std::int64_t>();
      if (!number || *number < least || *number > most) return false;
      into = static_cast<Integer>(*number);
      return true;
    });
  }
  void read_number(std::string_view key, double& into, double least, double most) {
    visit(key, "a number from " + shown(least) + " to " + shown(most),
          [&](const toml::node& value) {
            const auto number = value.is_number() ? value.value<double>() : std::nullopt;
            const bool within = number && *number >= least && *number <= most;  // false for NaN
            if (!within) return false;
            into = *number;
            return true;
          });
  }
  void read_duration(std::string_view key, std::chrono::nanoseconds& into) {
    visit(key, R"(a time with its unit: "60s", "500ms", "5m", "1.5h")",
          [&](const toml::node& value) {
            const auto text = value.value_exact<std::string>();
            const auto time = text ? parse_duration(*text) : std::nullopt;
            if (time) into = std::chrono::nanoseconds(*time);
            return time.has_value();
          });
  }
  void read_size(std::string_view key, std::uint64_t& into, std::uint64_t least, bool or_zero) {
    const std::string right = R"(a size: bytes, or "64MiB", "1.5GiB"; at least )" +
                              std::to_string(least) + (or_zero ? ", or 0 for no limit" : "");
    visit(key, right, [&](const toml::node& value) {
      const auto text = value.is_integer() ? std::to_string(*value.value_exact<std::int64_t>())
                                           : value.value_exact<std::string>().value_or("");
      const auto size = parse_size(text);
      const bool unlimited = or_zero && size == std::uint64_t{0};
      if (!size || (*size < least && !unlimited)) return false;
      into = *size;
      return true;
    });
  }
  void read_choice(std::string_view key, std::string& into,
                   const std::vector<std::string_view>& names) {
    visit(key, alternatives(names), [&](const toml::node& value) {
      const auto text = value.value_exact<std::string>();
      if (!text || std::find(names.begin(), names.end(), *text) == names.end()) return false;
      into = *text;
      return true;
    });
  }
  void read_table(std::string_view key, const std::function<void(section&)>& read_all) {
    visit(key, "a table: [" + path_of(key) + "]", [&](const toml::node& value) {
      const auto* table = value.as_table();
      if (table == nullptr) return false;
      section inner(*table, path_of(key), found_);
      read_all(inner);
      return true;
    });
  }
  /// Calls `read_each(name, section)` for all tables in this one, whatever they are called.
  void read_tables(const std::function<void(const std::string&, section&)>& read_each) {
    for (const auto& [key, value] : table_) {
      const std::string name(key.str());
      read_table(key.str(), [&](section& inner) {
        read_each(name, inner);
        inner.refuse_unknown();
      });
    }
  }
  /// Every key that nothing was read from is a mistake.
  void refuse_unknown() {
    for (const auto& [key, value] : table_) {
      if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
      const auto meant = nearest(key.str(), known_);
      std::string what = "unknown key " + path_of(key.str());
      what += meant.empty() ? "; there is " + alternatives(known_)
                            : "; did you mean " + std::string(meant) + "?";
      found_.add(key.source(), what);
    }
  }

 private:
  std::string path_of(std::string_view key) const {
    const bool plain = key.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "0123456789_-") == std::string_view::npos;
    const std::string text = plain ? std::string(key) : "\"" + std::string(key) + "\"";
    return name_.empty() ? text : name_ + "." + text;
  }
  /// Hands the value to `take`, which returns whether it is what it should be.
  void visit(std::string_view key, const std::string& right,
             const std::function<bool(const toml::node&)>& take) {
    known_.push_back(key);
    const auto* value = table_.get(key);
    if (value == nullptr || take(*value)) return;
    found_.add(value->source(), path_of(key) + " is " + shown(*value) + "; it should be " + right);
  }

  const toml::table& table_;
  std::string name_;
  mistakes& found_;
  std::vector<std::string_view> known_;
};

constexpr std::int64_t most_32 = std::numeric_limits<std::uint32_t>::max();

void read_load(section& from, load_settings& to) {
  from.read_number("rate", to.rate, 0.001, 1e9);
  from.read_duration("duration", to.duration);
  from.read_integer("threads", to.threads, 1, 1024);
  from.read_integer("spaces", to.spaces, 1, 16'384);
  from.read_integer("seed", to.seed, 0, std::numeric_limits<std::int64_t>::max());
  from.read_choice("scenario", to.scenario, {"production", "recalls"});
  from.read_choice("arrival", to.arrival, {"poisson", "burst", "saturate"});
}

void read_data(section& from, data_settings& to) {
  from.read("wordnet", to.wordnet);
  from.read("cache", to.cache);
  from.read("drm_lists", to.drm_lists);
}

void read_metrics(section& from, metrics_settings& to) {
  from.read("address", to.address);
  from.read_integer("port", to.port, 0, 65'535);
}

void read_events(section& from, events_settings& to) {
  from.read_integer("ring_slots", to.ring_slots, 64, 1 << 30);
  from.read_size("ring_budget", to.ring_budget, 4096, false);
  from.read_table("types", [&](section& types) {
    types.read_tables([&](const std::string& name, section& type) {
      auto& filter = to.types[name];
      type.read("on", filter.on);
      type.read_number("min_strength", filter.min_strength, 0, 1e9);
    });
  });
}

void read_ndjson(section& from, ndjson_settings& to) {
  from.read("path", to.path);
  from.read_size("max_file_bytes", to.max_file_bytes, 65'536, true);
  from.read_integer("max_files", to.max_files, 1, most_32);
}

void read_all(const toml::table& root, run_config& config, mistakes& found) {
  section top(root, "", found);
  const auto part = [&](std::string_view name, auto read, auto& to) {
    top.read_table(name, [&](section& from) {
      read(from, to);
      from.refuse_unknown();
    });
  };
  part("load", read_load, config.load);
  part("data", read_data, config.data);
  part("metrics", read_metrics, config.metrics);
  part("events", read_events, config.events);
  part("ndjson", read_ndjson, config.ndjson);
  top.refuse_unknown();
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const bool is_empty = file.peek() == std::ifstream::traits_type::eof();
  if (!file.is_open() || file.bad()) {
    throw config_error(path + ": cannot be read; name a TOML file, such as examples/engram.toml");
  }
  std::ostringstream text;
  if (!is_empty) text << file.rdbuf();
  return text.str();
}

}  // namespace

void load_config(const std::string& path, run_config& config) {
  const std::string text = contents_of(path);
  mistakes found(path);
  run_config read = config;
  try {
    const toml::table root = toml::parse(text, path);
    read_all(root, read, found);
  } catch (const toml::parse_error& error) {
    found.add(error.source(), std::string(error.description()));
  }
  found.throw_if_any();
  config = std::move(read);
}

}  // namespace engram::tool
