// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/plugin.hpp"

#include <engram/attach.hpp>
#include <engram/engram.hpp>

#if defined(PLUGIN_HAS_LIBRARY)
#include <engram/collect/registry.hpp>
#endif

#include <cstdint>
#include <stdexcept>

// [attachable]
ENGRAM_ATTACHABLE();
// [/attachable]

// A module that instruments itself, with one instrument of each kind that the store knows.
namespace plugin {

struct loaded {
  std::uint64_t serial;
  float strength;
};

}  // namespace plugin

template <>
inline constexpr auto engram::schema<plugin::loaded> = engram::describe<plugin::loaded>(
    {.name = "test.plugin.loaded", .help = "A plugin did something.", .strength = "strength"},
    engram::field<&plugin::loaded::serial>{"how often it did so before"},
    engram::field<&plugin::loaded::strength>{"always one half"});

namespace plugin {
namespace {

constinit engram::basic_counter<engram::on> hits{
    {.name = "test.plugin.hits", .help = "What the plugin counted."}};
constinit engram::basic_gauge<engram::on> level{{.name = "test.plugin.level"}};
inline constexpr engram::bounds few{1, 2};
constinit engram::basic_histogram<engram::on, engram::explicit_bounds<few>> sizes{
    {.name = "test.plugin.sizes"}};
constinit engram::counter_family<engram::text> words{
    {.name = "test.plugin.words", .keys = {"word"}, .cardinality_limit = 8}};
/// Which the host has too.
constinit engram::basic_histogram<engram::on, engram::exponential<>> spans{
    {.name = "test.shared.spans"}};
constinit engram::basic_operation_kind<engram::on> work{{.name = "test.plugin.work"}};
std::uint64_t serial = 0;

constinit engram::basic_counter<engram::on> loads{{.name = "test.plugin.loads"}};
constinit engram::basic_counter<engram::on> unloads{{.name = "test.plugin.unloads"}};
/// Counts when the plugin's constructors and destructors run.
class lifetime {
 public:
  lifetime() noexcept { loads.add(); }
  ~lifetime() { unloads.add(); }
  lifetime(const lifetime&) = delete;
  lifetime& operator=(const lifetime&) = delete;
};
const lifetime while_it_is_mapped;

}  // namespace
}  // namespace plugin

void plugin_count(std::uint64_t n) { plugin::hits.add(n); }

void plugin_count_at_thread_end(std::uint64_t n) {
  struct parting {
    std::uint64_t n = 0;
    ~parting() { plugin::hits.add(n); }
  };
  static thread_local parting last;
  last.n = n;
}

void plugin_measure_at_thread_end(std::uint64_t n) {
  struct parting {
    std::uint64_t n = 0;
    ~parting() {
      for (std::uint64_t i = 1; i <= n; ++i) plugin::spans.record(static_cast<double>(i));
    }
  };
  static thread_local parting last;
  last.n = n;
}

void plugin_record() {
  const engram::basic_operation<engram::on> op{plugin::work};
  plugin::hits.add();
  plugin::sizes.record(2);
  plugin::words.add("plugged in");
  plugin::level.set(2.5);
  engram::emit<engram::on>(plugin::loaded{.serial = plugin::serial++, .strength = 0.5F});
}

std::int64_t plugin_total() {
#if defined(PLUGIN_HAS_LIBRARY)
  try {
    const engram::registry metrics{plugin::hits};
    return static_cast<std::int64_t>(metrics.scrape()[plugin::hits]());
  } catch (const std::logic_error&) {
    return -2;
  }
#else
  return -1;
#endif
}
