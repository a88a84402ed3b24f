// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace engram::model::litmus {

/// A set of up to 32 events.
using event_set = std::uint32_t;
inline constexpr std::size_t max_events = 32;

constexpr event_set only(std::size_t event) { return event_set{1} << event; }
constexpr bool contains(event_set set, std::size_t event) { return (set >> event & 1U) != 0; }

/// A binary relation over the events 0..size-1, as one set of successors for each.
class relation {
 public:
  explicit relation(std::size_t size) : size_(size) {}

  std::size_t size() const { return size_; }
  bool operator()(std::size_t from, std::size_t to) const { return contains(rows_[from], to); }
  event_set after(std::size_t from) const { return rows_[from]; }
  void add(std::size_t from, std::size_t to) { rows_[from] |= only(to); }
  void remove(std::size_t from, std::size_t to) { rows_[from] &= ~only(to); }

  relation operator|(const relation& other) const {
    relation out = *this;
    for (std::size_t i = 0; i < size_; ++i) out.rows_[i] |= other.rows_[i];
    return out;
  }

  /// Composition: a to c where this has a to b and `other` b to c.
  relation then(const relation& other) const {
    relation out(size_);
    for (std::size_t a = 0; a < size_; ++a) {
      for (std::size_t b = 0; b < size_; ++b) {
        if ((*this)(a, b)) out.rows_[a] |= other.rows_[b];
      }
    }
    return out;
  }

  relation inverse() const {
    relation out(size_);
    for (std::size_t a = 0; a < size_; ++a) {
      for (std::size_t b = 0; b < size_; ++b) {
        if ((*this)(a, b)) out.add(b, a);
      }
    }
    return out;
  }

  /// Its pairs from a member of one set to a member of the other.
  relation between(event_set from, event_set to) const {
    relation out(size_);
    for (std::size_t a = 0; a < size_; ++a) {
      if (contains(from, a)) out.rows_[a] = rows_[a] & to;
    }
    return out;
  }

  /// With the identity added.
  relation or_same() const {
    relation out = *this;
    for (std::size_t a = 0; a < size_; ++a) out.add(a, a);
    return out;
  }

  /// Its transitive closure.
  relation closure() const {
    relation out = *this;
    for (std::size_t via = 0; via < size_; ++via) {
      for (std::size_t a = 0; a < size_; ++a) {
        if (out(a, via)) out.rows_[a] |= out.rows_[via];
      }
    }
    return out;
  }

  bool irreflexive() const {
    for (std::size_t a = 0; a < size_; ++a) {
      if ((*this)(a, a)) return false;
    }
    return true;
  }
  bool acyclic() const { return closure().irreflexive(); }

 private:
  std::size_t size_;
  std::array<event_set, max_events> rows_{};
};

/// The identity on a set.
inline relation identity(std::size_t size, event_set members) {
  return relation(size).or_same().between(members, members);
}

}  // namespace engram::model::litmus
