// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/accounting.hpp>

#include <numeric>

namespace engram::inline v0 {
namespace {

void add(sink_account& to, const sink_account& from) noexcept {
  to.drained += from.drained;
  to.queued += from.queued;
  to.in_flight += from.in_flight;
  for (std::size_t i = 0; i < to.outcomes.size(); ++i) to.outcomes[i] += from.outcomes[i];
}

}  // namespace

std::uint64_t sink_account::unaccounted() const noexcept {
  return drained - std::accumulate(outcomes.begin(), outcomes.end(), queued + in_flight);
}

producer_account& producer_account::operator+=(const producer_account& other) noexcept {
  offered += other.offered;
  filtered += other.filtered;
  sampled_out += other.sampled_out;
  dropped_full += other.dropped_full;
  dropped_muted += other.dropped_muted;
  dropped_no_ring += other.dropped_no_ring;
  drained += other.drained;
  return *this;
}

producer_account& producer_account::operator-=(const producer_account& earlier) noexcept {
  offered -= earlier.offered;
  filtered -= earlier.filtered;
  sampled_out -= earlier.sampled_out;
  dropped_full -= earlier.dropped_full;
  dropped_muted -= earlier.dropped_muted;
  dropped_no_ring -= earlier.dropped_no_ring;
  drained -= earlier.drained;
  return *this;
}

std::int64_t producer_account::outstanding() const noexcept {
  return static_cast<std::int64_t>(offered - filtered - sampled_out - dropped() - drained);
}

producer_account accounting::total() const noexcept {
  producer_account sum;
  for (const auto& type : types) sum += type.producer;
  return sum;
}

sink_account accounting::total(std::size_t sink) const noexcept {
  sink_account sum;
  for (const auto& type : types) add(sum, type.sinks[sink]);
  return sum;
}

bool accounting::balances() const noexcept {
  for (const auto& type : types) {
    if (type.producer.outstanding() != 0) return false;
    for (const auto& sink : type.sinks) {
      if (!sink.balances() || sink.drained != type.producer.drained) return false;
    }
  }
  return true;
}

}  // namespace engram::inline v0
