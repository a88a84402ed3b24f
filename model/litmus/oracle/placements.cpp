// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/oracle/placements.hpp"

namespace engram::model::litmus {
namespace {

class enumeration {
 public:
  enumeration(const event_list& list, std::size_t location) : list_(list) {
    for (std::size_t i = 0; i < list.events.size(); ++i) {
      const event& each = list.events[i];
      if (each.is_fence() || each.location != location) continue;
      if (each.writes && i >= list.initial) stores_ |= only(i);
      if (each.reads && !each.writes) loads_.push_back(i);
    }
    current_.modification_order = {location};
    current_.reads_from = relation(list.events.size());
  }

  std::vector<placement> run() {
    append_stores(stores_);
    return std::move(found_);
  }

 private:
  // An update stands right behind the store that it reads.
  void append_stores(event_set left) {
    if (left == 0) return choose_sources(0);
    for (std::size_t store = list_.initial; store < list_.events.size(); ++store) {
      if (!contains(left, store) || has_earlier(left, store)) continue;
      const std::size_t last = current_.modification_order.back();
      const bool updates = list_.events[store].reads;
      if (updates) current_.reads_from.add(last, store);
      current_.modification_order.push_back(store);
      append_stores(left & ~only(store));
      current_.modification_order.pop_back();
      if (updates) current_.reads_from.remove(last, store);
    }
  }

  // Whether a store that is sequenced before `store` is still to be placed.
  bool has_earlier(event_set left, std::size_t store) const {
    for (std::size_t other = 0; other < store; ++other) {
      if (contains(left, other) && list_.sequenced(other, store)) return true;
    }
    return false;
  }

  void choose_sources(std::size_t index) {
    if (index == loads_.size()) {
      if (is_coherent()) found_.push_back(current_);
      return;
    }
    for (const std::size_t store : current_.modification_order) {
      if (list_.sequenced(loads_[index], store)) continue;
      current_.reads_from.add(store, loads_[index]);
      choose_sources(index + 1);
      current_.reads_from.remove(store, loads_[index]);
    }
  }

  bool is_coherent() const {
    const relation modification = modifies_before(current_);
    const relation before = reads_before(current_.reads_from, modification);
    const relation extended = (current_.reads_from | modification | before).closure();
    return list_.sequenced.then(extended).irreflexive();
  }

  const event_list& list_;
  event_set stores_ = 0;
  std::vector<std::size_t> loads_;
  placement current_;
  std::vector<placement> found_;
};

}  // namespace

std::vector<placement> placements(const event_list& list, std::size_t location) {
  return enumeration(list, location).run();
}

relation modifies_before(const placement& of) {
  relation out(of.reads_from.size());
  const auto& order = of.modification_order;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) out.add(order[i], order[j]);
  }
  return out;
}

relation reads_before(const relation& reads_from, const relation& modification) {
  relation out = reads_from.inverse().then(modification);
  for (std::size_t i = 0; i < out.size(); ++i) out.remove(i, i);
  return out;
}

}  // namespace engram::model::litmus
