// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/ndjson.hpp>

#include <cstdio>

inline constinit engram::counter<> recalls{{.name = "app.recalls"}};
inline constinit engram::histogram<engram::log_linear<-10, 0>> strengths{{.name = "app.strength"}};
inline constinit engram::operation_kind recall{{.name = "app.recall"}};

struct recalled {
  std::uint64_t cue;
  float strength;
};
template <>
inline constexpr auto engram::schema<recalled> = engram::describe<recalled>(
    {.name = "app.recalled", .help = "A cue brought something back.", .strength = "strength"},
    engram::field<&recalled::cue>{"what the recall started from"},
    engram::field<&recalled::strength>{"how strongly it came back, 0..1"});

void remember(std::uint64_t cue, float strength) {
  const engram::operation op{recall, {.subject = cue}};  // ends with its scope
  recalls.add();
  strengths.record(strength);
  engram::emit(recalled{.cue = cue, .strength = strength});  // carries op's id and time
}

int main() {
  const engram::registry metrics{recalls, strengths};
  engram::collector_options options;
  options.exporters.push_back(
      std::make_unique<engram::ndjson>(engram::ndjson_options{.path = "-"}));
  engram::collector collector{std::move(options)};
  if (!collector.start()) return 1;
  collector.enable<recalled>({.min_strength = .05F});  // weaker ones are counted, not kept

  remember(42, .31F);
  remember(17, .02F);
  remember(23, .6F);
  const bool complete = collector.stop().complete();

  const auto now = metrics.scrape();
  std::printf("%llu recalls, median strength %.3f\n",
              static_cast<unsigned long long>(now[recalls]()), now[strengths]().quantile(.5));
  return complete ? 0 : 1;
}
