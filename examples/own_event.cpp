// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/collector.hpp>
#include <engram/engram.hpp>
#include <engram/export/ndjson.hpp>

#include <cstdio>

// [type]
enum class node_id : std::uint64_t {};
template <>
inline constexpr std::string_view engram::entity<node_id> = "node";

enum class reason : std::uint8_t { decayed, displaced };
consteval auto label_set(reason) { return engram::labels{"reason", {"decayed", "displaced"}}; }

struct forgotten {
  node_id node;
  float activation;
  reason why;
};
template <>
inline constexpr auto engram::schema<forgotten> = engram::describe<forgotten>(
    {.name = "app.node.forgotten", .help = "A node left the memory.", .strength = "activation"},
    engram::field<&forgotten::node>{"node that left"},
    engram::field<&forgotten::activation>{"its last activation, 0..1"},
    engram::field<&forgotten::why>{"what made it leave"});
// [/type]

int main() {
  engram::ndjson_options lines{.path = "-"};
  lines.resolve = [](std::string_view entity, std::uint64_t id, std::string& name) {
    if (entity == "node" && id == 7) name = "doctor";
    return !name.empty();
  };
  engram::collector_options options;
  options.exporters.push_back(std::make_unique<engram::ndjson>(std::move(lines)));
  engram::collector collector{std::move(options)};
  if (!collector.start()) return 1;
  collector.enable<forgotten>({.min_strength = .1F});

  engram::emit(forgotten{.node = node_id{7}, .activation = .4F, .why = reason::displaced});
  engram::emit([] { return forgotten{node_id{8}, .2F, reason::decayed}; });  // built only if on
  engram::emit(forgotten{.node = node_id{9}, .activation = .01F, .why = reason::decayed});

  collector.stop();
  const auto account = collector.account();
  const auto total = account.total();
  std::printf("offered %llu = filtered %llu + drained %llu: %s\n",
              static_cast<unsigned long long>(total.offered),
              static_cast<unsigned long long>(total.filtered),
              static_cast<unsigned long long>(total.drained),
              account.balances() ? "balances" : "does not balance");
  return account.balances() ? 0 : 1;
}
