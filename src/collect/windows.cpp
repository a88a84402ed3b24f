// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/window_levels.hpp"

#include <engram/collect/windows.hpp>

#include <algorithm>
#include <limits>

namespace engram::inline v0 {
namespace detail {

/// A reading, its time, and the samples of all ticks after the next older one that is kept.
struct moment {
  std::shared_ptr<const snapshot> reading;
  std::chrono::nanoseconds at;
  level_samples levels;

  moment(snapshot read, std::chrono::nanoseconds when)
      : reading(std::make_shared<const snapshot>(std::move(read))), at(when), levels(*reading) {}
};

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// How far apart a tier keeps its moments, and how much earlier than that one may come: ticks are
/// never quite on time, and a tier is offered only what the one before it kept.
struct tier_rule {
  seconds step;
  milliseconds early;
};
constexpr std::array<tier_rule, 3> rules{{{seconds(1), milliseconds(250)},
                                          {seconds(6), milliseconds(250)},
                                          {seconds(30), milliseconds(1500)}}};
constexpr std::size_t moments_of_a_tier = 10;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace
}  // namespace detail

level_window window::level(std::string_view metric, std::uint32_t index) const noexcept {
  const auto* found = levels_ == nullptr ? nullptr : levels_->find(metric, index);
  constexpr double none = detail::nothing;
  if (found == nullptr) return {0, none, none, none, none};
  if (found->samples == 0) return {0, found->last, none, none, none};
  return {found->samples, found->last, found->min, found->max,
          found->sum / static_cast<double>(found->samples)};
}

namespace {

using moment_pointer = std::shared_ptr<const detail::moment>;

/// A moment that has the samples of an older one as well.
moment_pointer with_older(const detail::moment& mine, const detail::moment& older) {
  auto merged = std::make_shared<detail::moment>(mine);
  merged->levels.take_older(*mine.reading, *older.reading, older.levels);
  return merged;
}

}  // namespace

void window_aggregator::tick(snapshot reading, nanoseconds at) {
  reading.forget_exemplars();
  const bool starts = newest_ == nullptr || newest_->reading->epoch() != reading.epoch();
  if (starts) {
    *this = {};
    newest_ = std::make_shared<const detail::moment>(std::move(reading), at);
    return;
  }
  window_aggregator next = *this;  // where memory is short, all stays as it was
  if (at <= newest_->at) {
    next.newest_ = with_older({std::move(reading), newest_->at}, *newest_);
  } else {
    next.newest_ = std::make_shared<const detail::moment>(std::move(reading), at);
    next.keep(newest_);
  }
  *this = std::move(next);
}

/// Finds a place for what was the newest moment. What a tier has no room for goes on to the next
/// one; what none wants leaves its samples to the next newer moment.
void window_aggregator::keep(moment past) {
  auto* newer = &newest_;
  for (std::size_t i = 0; i < tiers; ++i) {
    auto& tier = kept_[i];
    const auto& rule = detail::rules[i];
    if (!tier.empty() && past->at - tier.back()->at < rule.step - rule.early) {
      *newer = with_older(**newer, *past);
      return;
    }
    tier.push_back(std::move(past));
    if (tier.size() <= detail::moments_of_a_tier) return;
    past = std::move(tier.front());
    tier.erase(tier.begin());
    newer = &tier.front();
  }
}

/// From new to old.
template <class Visit>
void window_aggregator::each_kept(Visit visit) const {
  if (newest_ != nullptr) visit(newest_);
  for (const auto& tier : kept_) {
    for (auto each = tier.rbegin(); each != tier.rend(); ++each) visit(*each);
  }
}

window window_aggregator::over(nanoseconds length) const {
  if (newest_ == nullptr) return {};
  return between(length, {*newest_->reading, newest_->at, newest_->levels});
}

window window_aggregator::over(nanoseconds length, const snapshot& reading, nanoseconds at) const {
  if (newest_ == nullptr || newest_->reading->epoch() != reading.epoch()) return {};
  return between(length, {reading, std::max(at, newest_->at), detail::level_samples(reading)});
}

/// The kept moment, older than the end, whose age is nearest to the length.
const detail::moment* window_aggregator::start_of(nanoseconds length, nanoseconds end) const {
  const detail::moment* best = nullptr;
  const auto miss = [&](const detail::moment& each) {
    return std::chrono::abs(end - each.at - length);
  };
  each_kept([&](const moment& each) {
    if (each->at >= end) return;
    if (best == nullptr || miss(*each) <= miss(*best)) best = each.get();
  });
  return best;
}

window window_aggregator::between(nanoseconds length, const ending& end) const {
  window made;
  const auto* start = start_of(length, end.at);
  if (start == nullptr) return made;
  auto levels = std::make_shared<detail::level_samples>(end.levels);
  each_kept([&](const moment& each) {
    if (each->at <= start->at || &each->levels == &end.levels) return;
    levels->take_older(end.reading, *each->reading, each->levels);
  });
  made.span_ = end.at - start->at;
  made.change_ = end.reading.since(*start->reading);
  made.levels_ = std::move(levels);
  return made;
}

std::size_t window_aggregator::kept() const noexcept {
  std::size_t n = 0;
  each_kept([&](const moment&) { ++n; });
  return n;
}

std::size_t window_aggregator::bytes() const noexcept {
  std::size_t sum = 0;
  each_kept([&](const moment& each) {
    sum += sizeof(*each) + sizeof(snapshot) + each->reading->bytes() + each->levels.bytes();
  });
  return sum;
}

}  // namespace engram::inline v0
