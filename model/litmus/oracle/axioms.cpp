// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/oracle/axioms.hpp"

#include "litmus/oracle/placements.hpp"

namespace engram::model::litmus {
namespace {

class execution {
 public:
  execution(const event_list& list, const relation& reads_from, const relation& modification)
      : list_(list),
        size_(list.events.size()),
        sb_(list.sequenced),
        rf_(reads_from),
        mo_(modification),
        rb_(reads_before(reads_from, modification)),
        eco_((rf_ | mo_ | rb_).closure()),
        hb_((sb_ | synchronizes()).closure()) {}

  bool is_coherent() const { return hb_.irreflexive() && hb_.then(eco_).irreflexive(); }

  bool has_sc_order() const {
    const event_set sc = list_.where([](const event& e) { return e.is_sc(); });
    if (sc == 0) return true;
    return (sc_base(sc) | sc_fences(sc)).acyclic();
  }

 private:
  event_set fences() const {
    return list_.where([](const event& e) { return e.is_fence(); });
  }

  // [release]; ([fence]; sb)?; [store]; (rf; [update])*; rf; [load]; (sb; [fence])?; [acquire]
  relation synchronizes() const {
    const event_set releasing = list_.where([](const event& e) { return e.releases(); });
    const event_set acquiring = list_.where([](const event& e) { return e.acquires(); });
    const event_set stores = list_.where([](const event& e) { return e.writes; });
    const event_set loads = list_.where([](const event& e) { return e.reads; });
    const event_set updates = stores & loads;
    const event_set everything = list_.where([](const event&) { return true; });
    const relation head =
        identity(size_, releasing & stores) | sb_.between(releasing & fences(), stores);
    const relation sequence = rf_.between(everything, updates).closure().or_same();
    const relation tail =
        identity(size_, acquiring & loads) | sb_.between(loads, acquiring & fences());
    return head.then(sequence).then(rf_).then(tail);
  }

  bool same_location(std::size_t a, std::size_t b) const {
    const event& first = list_.events[a];
    const event& second = list_.events[b];
    return !first.is_fence() && !second.is_fence() && first.location == second.location;
  }

  relation on_one_location(const relation& from, bool same) const {
    relation out(size_);
    for (std::size_t a = 0; a < size_; ++a) {
      for (std::size_t b = 0; b < size_; ++b) {
        if (from(a, b) && same_location(a, b) == same) out.add(a, b);
      }
    }
    return out;
  }

  relation sc_base(event_set sc) const {
    const relation elsewhere = on_one_location(sb_, false);
    const relation order =
        sb_ | elsewhere.then(hb_).then(elsewhere) | on_one_location(hb_, true) | mo_ | rb_;
    const relation reflexive = hb_.or_same();
    const event_set everything = list_.where([](const event&) { return true; });
    const relation from = identity(size_, sc) | reflexive.between(sc & fences(), everything);
    const relation to = identity(size_, sc) | reflexive.between(everything, sc & fences());
    return from.then(order).then(to);
  }

  relation sc_fences(event_set sc) const {
    const event_set between = sc & fences();
    return (hb_ | hb_.then(eco_).then(hb_)).between(between, between);
  }

  const event_list& list_;
  std::size_t size_;
  const relation& sb_;
  const relation& rf_;
  const relation& mo_;
  relation rb_;   // reads before
  relation eco_;  // extended coherence order
  relation hb_;   // happens before
};

}  // namespace

bool is_consistent(const event_list& list, const relation& reads_from,
                   const relation& modification) {
  const execution tried(list, reads_from, modification);
  return tried.is_coherent() && tried.has_sc_order();
}

}  // namespace engram::model::litmus
