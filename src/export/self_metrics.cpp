// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/accounting.hpp>
#include <engram/collect/blocks.hpp>
#include <engram/collect/families.hpp>
#include <engram/collect/registered.hpp>
#include <engram/export/self_metrics.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::inline v0 {
namespace {

using outcome_of = std::uint64_t producer_account::*;
constexpr std::array<std::pair<std::string_view, outcome_of>, 7> producer_outcomes{
    std::pair{"offered", &producer_account::offered},
    std::pair{"filtered", &producer_account::filtered},
    std::pair{"sampled_out", &producer_account::sampled_out},
    std::pair{"dropped_full", &producer_account::dropped_full},
    std::pair{"dropped_muted", &producer_account::dropped_muted},
    std::pair{"dropped_no_ring", &producer_account::dropped_no_ring},
    std::pair{"drained", &producer_account::drained}};

constexpr std::array<std::string_view, static_cast<std::size_t>(sink_outcome::count)> sink_outcomes{
    "filtered", "reservoir",  "acknowledged", "io_error", "no_memory",
    "rejected", "queue_full", "shutdown",     "unknown"};

void add_records(prometheus_page& page, const accounting& account) {
  page.family({.name = "engram.telemetry.records",
               .help = "Records by type and what became of them in the recording thread.",
               .kind = metric_kind::counter});
  for (const auto& type : account.types) {
    for (const auto& [name, outcome] : producer_outcomes) {
      page.sample(
          std::array{prometheus_label{"type", type.name}, prometheus_label{"outcome", name}},
          type.producer.*outcome);
    }
  }
}

void add_sinks(prometheus_page& page, const accounting& account) {
  page.family({.name = "engram.telemetry.sink.records",
               .help = "Records by sink and what became of them there.",
               .kind = metric_kind::counter});
  for (std::size_t i = 0; i < account.sinks.size(); ++i) {
    const auto total = account.total(i);
    for (std::size_t outcome = 0; outcome < sink_outcomes.size(); ++outcome) {
      page.sample(std::array{prometheus_label{"sink", account.sinks[i]},
                             prometheus_label{"outcome", sink_outcomes[outcome]}},
                  total.outcomes[outcome]);
    }
  }
}

void add_refusals(prometheus_page& page, const refusals& refused) {
  page.family({.name = "engram.telemetry.refusals",
               .help = "Record calls that found no place, by what was missing.",
               .kind = metric_kind::counter});
  page.sample(std::array{prometheus_label{"missing", "metric"}}, refused.metrics);
  page.sample(std::array{prometheus_label{"missing", "type"}}, refused.types);
  page.sample(std::array{prometheus_label{"missing", "thread"}}, refused.threads);
}

/// One sample for each memory node.
void add_by_node(prometheus_page& page, const block_figures& blocks,
                 const prometheus_family& family, std::uint64_t node_blocks::* figure) {
  page.family(family);
  for (const auto& node : blocks.nodes) {
    page.sample(std::array{prometheus_label{"node", std::to_string(node.node)}}, node.*figure);
  }
}

void add_blocks(prometheus_page& page, const block_figures& blocks) {
  add_by_node(page, blocks,
              {.name = "engram.telemetry.blocks",
               .help = "Blocks of cells, one for each thread that records at the same time."},
              &node_blocks::made);
  add_by_node(
      page, blocks,
      {.name = "engram.telemetry.blocks.free", .help = "Blocks of cells that wait for a thread."},
      &node_blocks::free);
  add_by_node(
      page, blocks,
      {.name = "engram.telemetry.blocks.borrowed",
       .help = "Times that a thread of a node got another node's block, for want of memory.",
       .kind = metric_kind::counter},
      &node_blocks::borrowed);
  add_by_node(page, blocks,
              {.name = "engram.telemetry.blocks.memory",
               .help = "Memory that the blocks take at most.",
               .unit = "By"},
              &node_blocks::bytes);
  page.family({.name = "engram.telemetry.cells", .help = "Cells of a block that metrics have."});
  page.sample({}, blocks.cells);
  page.family(
      {.name = "engram.telemetry.cells.limit", .help = "Cells of a block that metrics may have."});
  page.sample({}, blocks.cells_limit);
  page.family(
      {.name = "engram.telemetry.ring.memory", .help = "Memory of all rings.", .unit = "By"});
  page.sample({}, blocks.ring_bytes);
}

void add_registered(prometheus_page& page, const registered_figures& all) {
  page.family({.name = "engram.telemetry.metrics", .help = "Metrics that have registered."});
  page.sample({}, all.metrics);
  page.family(
      {.name = "engram.telemetry.series",
       .help = "Series of enum labels, spare ones too, and of the label sets of families."});
  page.sample({}, all.series);
  page.family({.name = "engram.telemetry.types", .help = "Event types and operation kinds."});
  page.sample(std::array{prometheus_label{"kind", "event"}}, all.event_types);
  page.sample(std::array{prometheus_label{"kind", "operation"}}, all.operation_kinds);
}

/// One sample for each family with string labels; nothing while there is none.
template <class Figure>
void add_by_family(prometheus_page& page, const std::vector<family_figures>& all,
                   const prometheus_family& family, Figure family_figures::* figure) {
  if (all.empty()) return;
  page.family(family);
  for (const auto& each : all) {
    page.sample(std::array{prometheus_label{"family", each.name}}, std::uint64_t{each.*figure});
  }
}

void add_family_places(prometheus_page& page, const std::vector<family_figures>& all) {
  add_by_family(page, all,
                {.name = "engram.telemetry.family.limit",
                 .help = "Label sets that a family may have at the same time."},
                &family_figures::limit);
  add_by_family(
      page, all,
      {.name = "engram.telemetry.family.live", .help = "Label sets that a family has now."},
      &family_figures::live);
  add_by_family(page, all,
                {.name = "engram.telemetry.family.expired",
                 .help = "Places of expired label sets, which others may have in time."},
                &family_figures::expired);
}

void add_family_losses(prometheus_page& page, const std::vector<family_figures>& all) {
  add_by_family(page, all,
                {.name = "engram.telemetry.family.no_room",
                 .help = "Look-ups of label sets beyond the limit, which went to the overflow.",
                 .kind = metric_kind::counter},
                &family_figures::no_room);
  add_by_family(page, all,
                {.name = "engram.telemetry.family.too_long",
                 .help = "Look-ups of label sets with too many bytes, which went to the overflow.",
                 .kind = metric_kind::counter},
                &family_figures::too_long);
  add_by_family(page, all,
                {.name = "engram.telemetry.family.stale",
                 .help = "Updates through handles whose label set had expired for good.",
                 .kind = metric_kind::counter},
                &family_figures::stale);
}

}  // namespace

void add_self_metrics(prometheus_page& page) {
  add_blocks(page, read_blocks());
  add_registered(page, read_registered());
  add_refusals(page, read_refusals());
  const auto families = read_families();
  add_family_places(page, families);
  add_family_losses(page, families);
}

void add_self_metrics(prometheus_page& page, const collector& traced) {
  add_self_metrics(page);
  const auto account = traced.account();
  add_records(page, account);
  add_sinks(page, account);
  page.family({.name = "engram.telemetry.ring.fill",
               .help = "Share of the fullest ring that waited to be drained in the last round.",
               .unit = "1"});
  page.sample({}, traced.ring_fill());
  page.family({.name = "engram.telemetry.collector.cpu",
               .help = "CPU time of the collector's thread.",
               .unit = "s",
               .kind = metric_kind::counter});
  page.sample({}, static_cast<double>(traced.cpu_nanoseconds()) * 1e-9);
}

}  // namespace engram::inline v0
