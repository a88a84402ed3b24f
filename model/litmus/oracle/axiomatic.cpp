// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/oracle/axiomatic.hpp"

#include "litmus/oracle/axioms.hpp"
#include "litmus/oracle/placements.hpp"

#include <optional>

namespace engram::model::litmus {
namespace {

// Runs a program whose reads-from relation is fixed. Values flow along it and along the order
// within threads, so a value out of thin air gets stuck.
class evaluation {
 public:
  evaluation(const program& test, const event_list& list, const relation& reads_from)
      : test_(test), list_(list), source_(list.events.size()), written_(list.events.size()) {
    for (std::size_t from = 0; from < list.events.size(); ++from) {
      for (std::size_t to = 0; to < list.events.size(); ++to) {
        if (reads_from(from, to)) source_[to] = from;
      }
    }
    for (std::size_t i = 0; i < list.initial; ++i) written_[i] = test.locations[i].initial;
    done_ = list.where([](const event& e) { return e.step == nullptr; });
    known_ = done_;
    for (std::size_t i = list.initial; i < list.events.size(); ++i) learn_constant(i);
    for (const thread_code& thread : test.threads) {
      std::vector<int>& values = registers_.emplace_back();
      for (const variable& var : thread.registers) values.push_back(var.initial);
    }
  }

  // The registers at the end; nothing if a cycle or a compare-exchange stands against it.
  std::optional<std::vector<std::vector<int>>> run() {
    const event_set everything = list_.where([](const event&) { return true; });
    for (event_set before = ~done_; before != done_;) {
      before = done_;
      for (std::size_t i = list_.initial; i < list_.events.size(); ++i) {
        if (is_ready(i) && !step(i)) return std::nullopt;
      }
    }
    if (done_ != everything) return std::nullopt;
    return std::move(registers_);
  }

  int written(std::size_t store) const { return written_[store]; }

 private:
  void learn_constant(std::size_t i) {
    const instruction& code = *list_.events[i].step;
    const bool overwrites = code.what == action::store || code.what == action::exchange;
    if (!overwrites || code.source.from_register) return;
    written_[i] = code.source.constant;
    known_ |= only(i);
  }

  bool is_ready(std::size_t i) const {
    if (contains(done_, i)) return false;
    const event& each = list_.events[i];
    if (each.reads && !contains(known_, source_[i])) return false;
    const bool is_first = i == list_.initial || list_.events[i - 1].thread != each.thread;
    return is_first || contains(done_, i - 1);
  }

  bool step(std::size_t i) {
    const event& each = list_.events[i];
    const instruction& code = *each.step;
    std::vector<int>& mine = registers_[each.thread];
    const int read = each.reads ? written_[source_[i]] : 0;
    const int source =
        code.source.from_register ? mine[*code.source.from_register] : code.source.constant;
    written_[i] = code.what == action::fetch_add ? read + source : source;
    int result = read;
    if (code.what == action::compare_exchange) {
      const bool equal = read == mine[code.expected];
      if (each.writes ? !equal : equal && !code.weak) return false;
      if (!each.writes) mine[code.expected] = read;
      result = each.writes ? 1 : 0;
    }
    if (code.result) mine[*code.result] = result;
    done_ |= only(i);
    known_ |= only(i);
    return true;
  }

  const program& test_;
  const event_list& list_;
  std::vector<std::size_t> source_;
  std::vector<int> written_;
  std::vector<std::vector<int>> registers_;
  event_set done_ = 0;
  event_set known_ = 0;  // whose stored value is
};

// One choice of which compare-exchanges succeed.
class enumeration {
 public:
  enumeration(const program& test, event_list list, load_buffering cycles, axiomatic_result& result)
      : test_(test), list_(std::move(list)), cycles_(cycles), result_(result) {
    for (std::size_t i = 0; i < test.locations.size(); ++i) {
      choices_.push_back(placements(list_, i));
    }
    chosen_.resize(choices_.size());
  }

  void run() { choose(0, relation(list_.events.size()), relation(list_.events.size())); }

 private:
  void choose(std::size_t location, const relation& reads_from, const relation& modification) {
    if (location == choices_.size()) return judge(reads_from, modification);
    for (const placement& each : choices_[location]) {
      chosen_[location] = &each;
      choose(location + 1, reads_from | each.reads_from, modification | modifies_before(each));
    }
  }

  void judge(const relation& reads_from, const relation& modification) {
    if (cycles_ == load_buffering::forbidden && !(list_.sequenced | reads_from).acyclic()) return;
    evaluation values(test_, list_, reads_from);
    auto registers = values.run();
    if (!registers || !is_consistent(list_, reads_from, modification)) return;
    ++result_.executions;
    outcome end{.registers = std::move(*registers), .locations = {}};
    for (const placement* each : chosen_) {
      end.locations.push_back(values.written(each->modification_order.back()));
    }
    result_.ends.insert(std::move(end));
  }

  const program& test_;
  event_list list_;
  load_buffering cycles_;
  axiomatic_result& result_;
  std::vector<std::vector<placement>> choices_;
  std::vector<const placement*> chosen_;
};

}  // namespace

axiomatic_result enumerate(const program& test, load_buffering cycles) {
  axiomatic_result result;
  const std::uint32_t guesses = std::uint32_t{1} << count_compare_exchanges(test);
  for (std::uint32_t succeeding = 0; succeeding < guesses; ++succeeding) {
    enumeration(test, list_events(test, succeeding), cycles, result).run();
  }
  return result;
}

}  // namespace engram::model::litmus
