// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/family_record.hpp"

#include <algorithm>
#include <utility>

namespace engram::inline v0::detail {
namespace {

bool is_live(std::uint32_t life) noexcept { return life == live_form(life); }

}  // namespace

family_record::family_record(const metric_descriptor& metric, const family_limits& limits,
                             std::uint32_t first_cell, void* room, std::uint64_t seed)
    : metric_(metric), table_(limits, first_cell, room, seed) {}

std::uint32_t family_record::resolve(const label_set_key& key, std::uint64_t now,
                                     const read_set& read) {
  const std::uint32_t known = table_.find(key);
  if (known != series_table<std_sync>::none) return known;
  if (const auto old = expired_.find(std::string(key.bytes())); old != expired_.end()) {
    const std::uint32_t set = old->second;
    bring_back(set, now);
    return set;
  }
  const std::uint32_t set = take_place(now, read);
  if (set == table_.overflow()) {
    table_.set_full(true);
    return set;
  }
  table_.insert(key, set);
  ++live_;
  watch_limit();
  return set;
}

std::uint32_t family_record::take_place(std::uint64_t now, const read_set& read) {
  if (used() == limits().sets) return take_over(now, read);
  const std::uint32_t set = used();
  touch(set);
  states_.push_back({.seen = 0, .since = now});
  return set;
}

/// The place that has waited longest, if that is long enough.
std::uint32_t family_record::take_over(std::uint64_t now, const read_set& read) {
  while (!waiting_.empty()) {
    const auto [set, life, since] = waiting_.front();
    if (table_.life_of(set) == life) {
      if (now - since < limits().idle_nanoseconds) break;
      auto sums = read(set);
      if (digest(sums.data()) != states_[set].seen) {
        bring_back(set, now);
      } else {
        auto known = std::make_shared<baselines>(baselines_ ? *baselines_ : baselines{});
        known->insert_or_assign(set, std::move(sums));
        touch(set);
        baselines_ = std::move(known);
        expired_.erase(std::string(key_of(set).bytes()));
        table_.set_life(set, life + 1);
        states_[set].since = now;
        waiting_.pop_front();
        return set;
      }
    }
    waiting_.pop_front();
  }
  return table_.overflow();
}

bool family_record::revive(std::uint32_t set, std::uint32_t life, std::uint64_t now) {
  const std::uint32_t current = table_.life_of(set);
  if (current == life + 1) bring_back(set, now);
  return current == life || current == life + 1;
}

void family_record::bring_back(std::uint32_t set, std::uint64_t now) {
  touch(set);
  const auto key = key_of(set);
  expired_.erase(std::string(key.bytes()));
  table_.set_life(set, table_.life_of(set) - 1);
  table_.insert(key, set);
  states_[set].since = now;
  ++live_;
}

void family_record::expire(std::uint32_t set, std::uint64_t now) {
  touch(set);
  const auto key = key_of(set);
  const std::uint32_t life = table_.life_of(set) + 1;
  waiting_.push_back({set, life, now});
  try {
    expired_.emplace(key.bytes(), set);
  } catch (...) {
    waiting_.pop_back();
    throw;
  }
  table_.erase(key, set);
  table_.set_life(set, life);
  --live_;
}

void family_record::sweep(const std::uint64_t* sums, std::uint32_t count, std::uint64_t now) {
  const auto idle = limits().idle_nanoseconds;
  if (idle == 0) return;
  for (std::uint32_t set = 0; set < count; ++set) {
    const std::uint64_t* const of_set = sums + std::size_t{set} * limits().cells_of_set;
    auto& [seen, since] = states_[set];
    const std::uint64_t found = digest(of_set);
    const bool live = is_live(table_.life_of(set));
    if (found != seen) {
      seen = found;
      since = now;
      if (!live) bring_back(set, now);
    } else if (live && now - since >= idle && may_expire(of_set)) {
      expire(set, now);
    }
  }
  if (!waiting_.empty() && now - waiting_.front().since >= idle) table_.set_full(false);
}

/// Sums that differ have different digests, but for one chance in 2^64.
std::uint64_t family_record::digest(const std::uint64_t* sums) const noexcept {
  std::uint64_t sum = 0;
  for (std::uint32_t i = 0; i < limits().cells_of_set; ++i) {
    sum = (sum ^ sums[i]) * 0x9e37'79b9'7f4a'7c15;
    sum ^= sum >> 32;
  }
  return sum;
}

/// What goes up and down may be at rest and yet stand for something that is there.
bool family_record::may_expire(const std::uint64_t* sums) const noexcept {
  return metric_.kind != metric_kind::up_down_counter ||
         std::all_of(sums, sums + limits().cells_of_set,
                     [](std::uint64_t each) { return each == 0; });
}

void family_record::touch(std::uint32_t set) {
  const std::size_t chunk = set / sets_of_chunk;
  if (chunk >= chunks_.size()) chunks_.resize(chunk + 1);
  chunks_[chunk].reset();
}

label_sets family_record::sets() {
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    if (!chunks_[i]) chunks_[i] = make_chunk(static_cast<std::uint32_t>(i) * sets_of_chunk);
  }
  return {.chunks = chunks_, .overflow = table_.overflow()};
}

std::shared_ptr<const label_set_chunk> family_record::make_chunk(std::uint32_t first) const {
  auto made = std::make_shared<label_set_chunk>();
  const std::uint32_t end = std::min(first + sets_of_chunk, used());
  for (std::uint32_t set = first; set < end; ++set) {
    made->rows.push_back({.set = set,
                          .life = table_.life_of(set),
                          .first = static_cast<std::uint32_t>(made->bytes.size())});
    made->bytes.append(key_of(set).bytes());
  }
  return made;
}

void family_record::watch_limit() {
  const std::uint64_t limit = limits().sets;
  const auto tell = [&](const std::string& what) {
    notices_.push_back({severity::warning, "metrics", std::string(metric_.name) + what});
  };
  if (!near_limit_told_ && live_ * std::uint64_t{5} >= limit * 4) {
    near_limit_told_ = true;
    tell(" has " + std::to_string(live_) + " label sets, of at most " + std::to_string(limit) +
         "; raise its cardinality_limit, or drop a label that takes too many values");
  }
  if (!limit_told_ && live_ == limit) {
    limit_told_ = true;
    tell(" is at its cardinality limit of " + std::to_string(limit) +
         " label sets; updates of others go to its overflow series");
  }
}

std::vector<notice> family_record::take_notices() { return std::exchange(notices_, {}); }

}  // namespace engram::inline v0::detail
