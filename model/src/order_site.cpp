// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "arena.hpp"

#include <model/hooks.hpp>
#include <model/order_site.hpp>

#include <algorithm>

namespace engram::model {
namespace {

constinit order_site* first = nullptr;
constinit std::vector<weakening> weakened;

}  // namespace

order_site::order_site(const char* name, std::memory_order order, const char* file) noexcept
    : name_(name), file_(file), order_(order), in_force_(order), next_(first) {
  first = this;
  in_force_ = order_sites::in_force(*this);
}

std::memory_order order_site::use() noexcept {
  hooks::at_site(name_);
  return in_force_;
}

std::memory_order order_sites::in_force(const order_site& at) noexcept {
  for (const auto& each : weakened) {
    if (each.site == at.name_) return each.order;
  }
  return at.order_;
}

std::vector<order_sites::row> order_sites::used() {
  std::vector<row> rows;
  for (auto* at = first; at != nullptr; at = at->next_) {
    const bool known = std::ranges::any_of(rows, [&](const row& r) { return r.name == at->name_; });
    if (!known) rows.push_back({at->name_, at->file_, at->order_});
  }
  std::ranges::sort(rows, {}, &row::name);
  return rows;
}

void order_sites::weaken(const std::vector<weakening>& which) {
  weakened = which;
  for (auto* at = first; at != nullptr; at = at->next_) at->in_force_ = in_force(*at);
}

std::vector<std::memory_order> one_step_weaker(std::memory_order order) {
  switch (order) {
    case std::memory_order_seq_cst:
      return {std::memory_order_acq_rel};
    case std::memory_order_acq_rel:
      return {std::memory_order_acquire, std::memory_order_release};
    case std::memory_order_acquire:
    case std::memory_order_release:
      return {std::memory_order_relaxed};
    default:
      return {};
  }
}

}  // namespace engram::model
