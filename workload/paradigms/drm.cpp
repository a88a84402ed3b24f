// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/drm.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace engram::workload {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

std::optional<drm_material> locate_one(const semantic_network& network, const drm_list& list,
                                       std::size_t position) {
  const auto lure = network.find(list.lure);
  if (!lure) return std::nullopt;
  drm_material found{.position = position, .lure = *lure, .items = {}};
  for (const drm_item& item : list.items) {
    if (const auto node = network.find(item.lemma)) found.items.push_back(*node);
  }
  if (found.items.empty() || 2 * found.items.size() < list.items.size()) return std::nullopt;
  return found;
}

}  // namespace

std::vector<drm_material> locate(const semantic_network& network, std::span<const drm_list> lists) {
  std::vector<drm_material> located;
  for (std::size_t position = 0; position < lists.size(); ++position) {
    if (auto found = locate_one(network, lists[position], position)) {
      located.push_back(std::move(*found));
    }
  }
  return located;
}

drm_study::drm_study(const semantic_network& network, const drm_params& params)
    : params_(params), context_(network.size()) {}

void drm_study::study(std::span<const std::uint32_t> items, spreading_activation& spread) {
  for (const std::uint32_t node : touched_) context_[node] = 0;
  touched_.clear();
  for (const std::uint32_t item : items) {
    spread.spread(item);
    for (const std::uint32_t node : spread.activated()) {
      if (context_[node] == 0) touched_.push_back(node);
      context_[node] += spread.activation(node);
    }
  }
}

double drm_study::item_chance(std::uint32_t item) const noexcept {
  const double context = static_cast<double>(context_[item]);
  return logistic(params_.item_criterion +
                  params_.item_slope * std::log(context + params_.item_offset));
}

double drm_study::lure_chance(std::uint32_t word) const noexcept {
  return workload::lure_chance(static_cast<double>(context_[word]), params_);
}

double lure_chance(double context, const drm_params& params) noexcept {
  return logistic(params.lure_criterion +
                  params.lure_slope * std::log(context + params.lure_offset));
}

}  // namespace engram::workload
