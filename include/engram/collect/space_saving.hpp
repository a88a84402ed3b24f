// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/slot_index.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace engram::inline v0 {

/// The most frequent keys of a stream with any number of keys, in fixed memory: Space-Saving
/// (Metwally, Agrawal, El Abbadi 2005) with weights. It counts `capacity` keys; a key beyond them
/// takes the place of the one that counts least and starts from its count, which is its error.
///
/// With N the weight of all that was added and m the capacity:
/// - `true <= count <= true + error` for each key it holds, and `error <= unseen() <= N / m`;
/// - a key it does not hold has a true count of at most `unseen()`; so each key above N / m is
/// there.
///
/// `Count` is an unsigned integer, exact while N fits it, or a floating-point type, for which the
/// bounds hold up to rounding. Not thread-safe. Memory: `capacity` times the size of an entry and
/// 16 to 24 bytes, allocated at once. Cost: `add` takes O(log m), mostly far less, and never
/// allocates.
template <class Key, class Count = std::uint64_t, class Hash = std::hash<Key>>
class space_saving {
  static_assert(std::is_unsigned_v<Count> || std::is_floating_point_v<Count>);
  static_assert(std::is_nothrow_copy_constructible_v<Key> && std::is_nothrow_copy_assignable_v<Key>,
                "copying a key must not throw: a number, an id or a struct of them");

 public:
  /// A key with bounds of its true count: `at_least() <= true <= count`.
  struct entry {
    Key key{};
    Count count{};
    Count error{};  ///< by how much `count` may exceed the truth
    Count at_least() const noexcept { return count - error; }
    bool operator==(const entry&) const = default;
  };
  /// An entry among the greatest, and what is certain of its place. Keys with equal counts may
  /// stand in either order.
  struct ranked : entry {
    bool among_top;  ///< no key outside the answer can have a greater true count
    bool in_order;   ///< its very place is certain
  };

  /// Throws `std::invalid_argument` unless `capacity` is from 1 to 2^30.
  explicit space_saving(std::size_t capacity) : capacity_(checked(capacity)), index_(capacity) {
    entries_.reserve(capacity);
    heap_.reserve(capacity);
    places_.reserve(capacity);
  }

  /// Counts `key` once more, with a weight. One that is not above 0 and finite is ignored.
  void add(const Key& key, Count weight = 1) noexcept {
    if (!(weight > 0) || !(weight <= std::numeric_limits<Count>::max())) return;
    total_ += weight;
    const auto found = find(key);
    if (found != none) return grow(found, weight);
    if (entries_.size() < capacity_) return append({key, weight, 0});
    replace_least(key, weight);
  }

  /// Adds what another has counted, as if its stream had followed this one's: all bounds hold for
  /// both streams together. Throws `std::invalid_argument` if the other's capacity is smaller, for
  /// then they would not. Cost: O(m log m), and it allocates.
  ///
  /// Why the bounds hold: with a and b the two counts of a key, or `unseen()` where it is not held,
  /// a + b is at least its true count. The sum of all counts above the `unseen()` of their side is
  /// at most N - m (unseen_a + unseen_b), so that the m-th greatest a + b is at most N / m. What is
  /// left out is not greater than that.
  void merge(const space_saving& other);

  /// The `k` keys with the greatest counts, greatest first; all of them if there are fewer. Cost:
  /// O(m log k).
  std::vector<ranked> top(std::size_t k) const;

  /// The most that a key which it does not hold can have been counted, and the greatest error.
  Count unseen() const noexcept {
    return entries_.size() < capacity_ ? Count{0} : heap_.front().count;
  }
  /// What it knows of a key: its count and error, or `unseen()` for both.
  entry estimate(const Key& key) const noexcept {
    const auto found = find(key);
    return found == none ? entry{key, unseen(), unseen()} : entries_[found];
  }
  /// The weight of all that was added: N.
  Count total() const noexcept { return total_; }
  std::size_t size() const noexcept { return entries_.size(); }
  std::size_t capacity() const noexcept { return capacity_; }
  bool empty() const noexcept { return entries_.empty(); }

 private:
  using slot = detail::slot_index::slot;
  static constexpr slot none = detail::slot_index::none;

  static std::size_t checked(std::size_t capacity) {
    if (capacity > 0 && capacity <= std::size_t{1} << 30) return capacity;
    throw std::invalid_argument("space_saving: a capacity is from 1 to 2^30 keys");
  }
  slot find(const Key& key) const noexcept {
    return index_.find(Hash{}(key), [&](slot each) { return entries_[each].key == key; });
  }
  void append(const entry& fresh) noexcept {
    const auto at = static_cast<slot>(entries_.size());
    entries_.push_back(fresh);
    places_.push_back(at);
    heap_.push_back({fresh.count, at});
    index_.insert(Hash{}(fresh.key), at);
    rise(at);
  }
  void replace_least(const Key& key, Count weight) noexcept {
    const slot least = heap_.front().entry;
    auto& taken = entries_[least];
    index_.erase(Hash{}(taken.key), least);
    taken = {key, taken.count, taken.count};
    index_.insert(Hash{}(key), least);
    grow(least, weight);
  }
  void grow(slot at, Count weight) noexcept {
    auto& standing = heap_[places_[at]];
    standing.count = entries_[at].count += weight;
    sink(places_[at]);
  }

  // A heap of four children a node, the least count on top: half as deep as a binary one. Counts
  // stand in it once more, so that children are compared side by side.
  struct node {
    Count count;
    slot entry;
  };
  void put(std::size_t place, node what) noexcept {
    heap_[place] = what;
    places_[what.entry] = static_cast<slot>(place);
  }
  void rise(std::size_t place) noexcept;
  void sink(std::size_t place) noexcept;
  void rebuild(std::vector<entry> entries);

  std::size_t capacity_;
  Count total_{};
  std::vector<entry> entries_;
  std::vector<node> heap_;
  std::vector<slot> places_;  // of each entry in the heap
  detail::slot_index index_;
};

template <class Key, class Count, class Hash>
void space_saving<Key, Count, Hash>::rise(std::size_t place) noexcept {
  const node moving = heap_[place];
  while (place > 0 && moving.count < heap_[(place - 1) / 4].count) {
    put(place, heap_[(place - 1) / 4]);
    place = (place - 1) / 4;
  }
  put(place, moving);
}

template <class Key, class Count, class Hash>
void space_saving<Key, Count, Hash>::sink(std::size_t place) noexcept {
  const node moving = heap_[place];
  while (true) {
    const std::size_t first = 4 * place + 1;
    const std::size_t end = std::min(first + 4, heap_.size());
    std::size_t least = place;
    Count lowest = moving.count;
    for (std::size_t child = first; child < end; ++child) {
      if (heap_[child].count < lowest) lowest = heap_[least = child].count;
    }
    if (least == place) break;
    put(place, heap_[least]);
    place = least;
  }
  put(place, moving);
}

template <class Key, class Count, class Hash>
void space_saving<Key, Count, Hash>::merge(const space_saving& other) {
  if (other.capacity_ < capacity_) {
    throw std::invalid_argument("space_saving: merge the one with more capacity into the other");
  }
  std::vector<entry> all;
  all.reserve(entries_.size() + other.entries_.size());
  for (const auto& mine : entries_) {
    const auto theirs = other.estimate(mine.key);
    all.push_back({mine.key, mine.count + theirs.count, mine.error + theirs.error});
  }
  for (const auto& theirs : other.entries_) {
    if (find(theirs.key) != none) continue;
    all.push_back({theirs.key, theirs.count + unseen(), theirs.error + unseen()});
  }
  const auto kept = std::min(all.size(), capacity_);
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(kept), std::greater{},
                            &entry::count);
  all.resize(kept);
  const Count together = total_ + other.total_;  // read first: the other may be this one
  rebuild(std::move(all));
  total_ = together;
}

template <class Key, class Count, class Hash>
void space_saving<Key, Count, Hash>::rebuild(std::vector<entry> entries) {
  entries_.clear();
  heap_.clear();
  places_.clear();
  index_.clear();
  for (const auto& each : entries) append(each);
}

template <class Key, class Count, class Hash>
auto space_saving<Key, Count, Hash>::top(std::size_t k) const -> std::vector<ranked> {
  std::vector<slot> order(entries_.size());
  std::iota(order.begin(), order.end(), slot{0});
  const auto count_of = [this](slot each) { return entries_[each].count; };
  // One more than asked for: what the last must not be below.
  const auto seen = std::min(order.size(), k < order.size() ? k + 1 : k);
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(seen),
                            std::greater{}, count_of);
  const auto bound = [&](std::size_t place) {  // of all from this place on
    return place < order.size() ? count_of(order[place]) : unseen();
  };
  std::vector<ranked> best;
  Count above = std::numeric_limits<Count>::max();  // what all before are at least
  for (std::size_t i = 0; i < std::min(k, order.size()); ++i) {
    const auto& here = entries_[order[i]];
    best.push_back({here, here.at_least() >= bound(std::min(k, order.size())),
                    here.count <= above && here.at_least() >= bound(i + 1)});
    above = std::min(above, here.at_least());
  }
  return best;
}

}  // namespace engram::inline v0
