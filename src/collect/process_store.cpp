// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/process_store.hpp"

#include "collect/clock_choice.hpp"
#include "collect/machine.hpp"
#include "collect/module_pin.hpp"

#include <engram/collect/threading.hpp>
#include <engram/exponential_record.hpp>

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace engram::inline v0::detail {
namespace {

/// 8 MiB of addresses for each shard.
constexpr std::uint32_t cells_of_a_shard = 1U << 20;

/// Where the process keeps its store.
struct store_place {
  std_sync::atomic<process_store*> store{nullptr};
  std_sync::mutex mutex;
  const placement* chosen = nullptr;  // under the lock
};

/// Gives the thread's shard back when the thread ends.
struct exit_guard {
  void arm() noexcept {}
  ~exit_guard() {
    if (this_thread<std_sync>().state == thread_state::live) {
      process_store::get().retire_this_thread();
    }
  }
};

std_sync::mutex& late_lock() noexcept {
  return std_sync::per_process<late_writers<std_sync>>::get().mutex();
}

/// The calling thread's words in the cores of modules that are attached.
struct linked_words {
  thread_link<std_sync>* first = nullptr;

  static linked_words& of_this_thread() noexcept {
    return std_sync::per_thread<linked_words>::get();
  }
  /// Takes all of them off the shard, which is another's from then on.
  void release(thread_state now) noexcept {
    while (first != nullptr) {
      auto* const link = first;
      first = link->next;
      link->words->capacity = 0;
      *link->words = {.state = now};
      *link = {};
    }
  }
};

}  // namespace

constinit const hooks<std_sync> store_hooks{
    .register_metric =
        [](const metric_descriptor& metric, slot_word<std_sync>& slot) noexcept {
          process_store::get().register_metric(metric, slot);
        },
    .register_gauge =
        [](const metric_descriptor& metric, const cell<std_sync>* cells,
           slot_word<std_sync>& slot) noexcept {
          process_store::get().register_gauge(metric, cells, slot);
        },
    .register_family =
        [](const metric_descriptor& metric, const family_limits& limits,
           std_sync::atomic<series_table<std_sync>*>& family) noexcept {
          process_store::get().register_family(metric, limits, family);
        },
    .resolve_label_set =
        [](series_table<std_sync>& family, const label_set_key& key) noexcept {
          return process_store::get().resolve(family, key);
        },
    .revive_label_set =
        [](series_table<std_sync>& family, std::uint32_t set, std::uint32_t life) noexcept {
          return process_store::get().revive(family, set, life);
        },
    .register_event =
        [](const event_descriptor& type, event_gate<std_sync>& gate) noexcept {
          process_store::get().register_type(type, false, gate);
        },
    .register_operation =
        [](const operation_descriptor& kind, event_gate<std_sync>& gate) noexcept {
          process_store::get().register_type({kind.name, kind.help, {}, 0}, true, gate);
        },
    .attach_thread =
        [](thread_words<std_sync>& words) noexcept { process_store::get().attach(words); },
    .provide_ring = [](shard<std_sync>& self) noexcept { process_store::get().provide_ring(self); },
    .late_cells = []() noexcept { return process_store::get().late_cells(); }};

process_store::process_store(std::uint32_t cells, placement where)
    : placement_(std::move(where)),
      shards_(cells, placement_.nodes.size()),
      metrics_(cells),
      late_(placement_.nodes.size()) {
  choose_clock();
  std_threading::at_fork([] { get().before_fork(); }, [] { get().after_fork_in_parent(); },
                         [] { instance().after_fork_in_child(); });
  mark_.set();
  pin_module_of(&store_hooks);
}

process_store& process_store::get() {
  auto& store = instance();
  store.notice_fork();
  return store;
}

void process_store::notice_fork() noexcept {
  mark_.notice([this] { after_fork_in_child(); });
}

process_store& process_store::instance() {
  auto& place = std_sync::per_process<store_place>::get();
  // acquire: pairs with the release below; the store is seen whole.
  if (auto* made = place.store.load(ENGRAM_MO(store_load, acquire))) return *made;
  scoped_lock lock(place.mutex);
  auto* made = place.store.load(ENGRAM_MO(store_reload, relaxed));  // relaxed: the lock orders it
  if (made != nullptr) return *made;
  auto& core = std_sync::per_process<attached_core>::get();
  scoped_lock no_attaching(core.mutex);
  if (core.host != nullptr) {
    throw std::logic_error(
        "engram: this module's core is attached to its host's store, which the host reads; make "
        "registries and collectors there");
  }
  made = new process_store(
      cells_of_a_shard,
      place.chosen != nullptr ? *place.chosen : placement{machine::nodes(), &machine::processor});
  // Hooks first: whoever finds the store may rely on it that records find the hooks.
  install_hooks<std_sync>(&store_hooks);
  place.store.store(made, ENGRAM_MO(store_publish, release));
  return *made;
}

bool process_store::choose(placement where) {
  auto& place = std_sync::per_process<store_place>::get();
  auto chosen = std::make_unique<placement>(std::move(where));
  scoped_lock lock(place.mutex);
  // relaxed: the lock orders it.
  const bool late = place.store.load(ENGRAM_MO(store_choose, relaxed)) != nullptr;
  if (late || place.chosen != nullptr) return false;
  place.chosen = chosen.release();  // for the life of the process, as the store is
  return true;
}

/// Without memory the slot stays as it is, and the next record asks again.
void process_store::enrol(const metric_descriptor& metric, const cell<std_sync>* gauge_cells,
                          slot_word<std_sync>& slot) noexcept {
  scoped_lock lock(mutex_);
  try {
    const metric_entry* entry = metrics_.enrol(metric, gauge_cells);
    // relaxed: a slot orders nothing; the cells it names are zero or the recording thread's own.
    if (entry != nullptr) slot.store(entry->slot, ENGRAM_MO(slot_publish, relaxed));
  } catch (const std::bad_alloc&) {
    metrics_.count_refusal();
  }
}

/// Whether a metric has these buckets, whose module is pinned then. Pinning takes the loader's
/// lock, which a fork leaves to its child as it was: threads that record late come here each time,
/// and must not ask for it again and again.
bool process_store::knows(const bucket_layout& buckets) noexcept {
  scoped_lock lock(mutex_);
  return std::ranges::any_of(metrics_.entries(), [&](const metric_entry& each) {
    return each.descriptor.buckets == &buckets;
  });
}

void process_store::register_metric(const metric_descriptor& metric,
                                    slot_word<std_sync>& slot) noexcept {
  if (metric.buckets != nullptr && !knows(*metric.buckets)) pin_module_of(metric.buckets);
  enrol(metric, nullptr, slot);
}

void process_store::register_gauge(const metric_descriptor& metric, const cell<std_sync>* cells,
                                   slot_word<std_sync>& slot) noexcept {
  pin_module_of(cells);
  enrol(metric, cells, slot);
}

void process_store::register_type(const event_descriptor& type, bool is_operation,
                                  event_gate<std_sync>& gate) noexcept {
  pin_module_of(&gate);
  scoped_lock lock(mutex_);
  try {
    type_entry* entry = types_.enrol(type, is_operation, metrics_);
    if (entry == nullptr) {
      gate.word.store(0, ENGRAM_MO(gate_refuse, relaxed));  // relaxed: a gate orders nothing
      return;
    }
    bool known = false;
    for (auto* each : entry->gates) known = known || each == &gate;
    if (!known) entry->gates.push_back(&gate);
    apply(*entry);
  } catch (const std::bad_alloc&) {
    types_.count_refusal();  // the gate stays as it is, and the next record asks again
  }
}

void process_store::apply(type_entry& entry) noexcept {
  const auto found = controls_.find(entry.event.name);
  const auto control = found == controls_.end() ? event_control{} : found->second;
  const std::uint32_t id = entry.index & (first_operation_index - 1);
  const std::uint32_t open = entry.account << 8 | id;
  for (auto* gate : entry.gates) {
    // relaxed: a record made while the gate moves may go either way.
    gate->min_strength.store(control.min_strength, ENGRAM_MO(strength_store, relaxed));
    gate->word.store(tracing_ && control.on ? open : 0, ENGRAM_MO(gate_store, relaxed));
  }
}

void process_store::attach(thread_words<std_sync>& words) noexcept {
  shards_.attach(words, placement_.node());
  if (words.state == thread_state::live) std_threading::run_at_thread_exit<exit_guard>();
}

void process_store::attach_linked(thread_words<std_sync>& words,
                                  thread_link<std_sync>& link) noexcept {
  auto& own = this_thread<std_sync>();
  if (own.state == thread_state::fresh) attach(own);
  // Left fresh where the thread has no shard, or none any more: it finds the late cells.
  if (own.state != thread_state::live) return;
  if (link.words == nullptr) {
    auto& all = linked_words::of_this_thread();
    link = {.words = &words, .next = all.first};
    all.first = &link;
  }
  words.cells = own.cells;
  words.self = own.self;
  words.state = thread_state::live;
  words.capacity = own.capacity;
}

void process_store::retire_this_thread() noexcept {
  linked_words::of_this_thread().release(thread_state::exited);
  shards_.retire(this_thread<std_sync>());
}

void process_store::provide_ring(shard<std_sync>& self) noexcept {
  scoped_lock lock(mutex_);
  if (limits_.slots == 0) return;
  const std::uint64_t bytes = limits_.slots * sizeof(ring<std_sync>::slot);
  // relaxed throughout: written under the lock, read as a figure.
  const std::uint64_t used = ring_bytes_.load(ENGRAM_MO(ring_bytes_load, relaxed));
  void* room = used + bytes <= limits_.budget ? mapped_memory::commit(bytes) : nullptr;
  if (room == nullptr) {
    self.ring_refused.store(true, ENGRAM_MO(ring_refused_store, relaxed));  // relaxed: a hint
    return;
  }
  ring_bytes_.store(used + bytes, ENGRAM_MO(ring_bytes_store, relaxed));
  self.events.adopt(static_cast<ring<std_sync>::slot*>(room), limits_.slots);
}

cell<std_sync>* process_store::late_cells() noexcept {
  auto& of_node = late_[placement_.node()];
  // acquire: pairs with the release below; another thread's block is seen zero-filled.
  if (auto* late = of_node.load(ENGRAM_MO(late_load, acquire))) return late;
  scoped_lock lock(mutex_);
  auto* late = of_node.load(ENGRAM_MO(late_reload, relaxed));  // relaxed: the lock orders it
  if (late != nullptr) return late;
  late = static_cast<cell<std_sync>*>(
      mapped_memory::reserve(sizeof(cell<std_sync>) * shards_.cells()));
  if (late == nullptr) ++unplaced_;
  of_node.store(late, ENGRAM_MO(late_publish, release));
  return late;
}

void process_store::trace(ring_limits limits) noexcept {
  scoped_lock lock(mutex_);
  limits_ = limits;
  tracing_ = true;
  shards_.walk([](shard<std_sync>& each) {
    // relaxed: a hint; whoever still sees the refusal asks with its next collector.
    each.ring_refused.store(false, ENGRAM_MO(ring_refused_reset, relaxed));
  });
  for (auto& entry : types_.entries()) apply(entry);
}

void process_store::stop_tracing() noexcept {
  scoped_lock lock(mutex_);
  tracing_ = false;
  for (auto& entry : types_.entries()) apply(entry);
}

void process_store::control(std::string_view type, event_control control) {
  scoped_lock lock(mutex_);
  controls_[std::string(type)] = control;
  for (auto& entry : types_.entries()) {
    if (entry.event.name == type) apply(entry);
  }
}

void process_store::forget_controls() noexcept {
  scoped_lock lock(mutex_);
  controls_.clear();
}

std::uint64_t process_store::sum_cell(std::uint32_t slot) {
  std::uint64_t sum = 0;
  walk_cells([&](const cell<std_sync>* cells) {
    sum += cells[slot].load(ENGRAM_MO(account_read, relaxed));  // relaxed: a sum orders nothing
  });
  return sum;
}

bool process_store::claim_collector() noexcept {
  // relaxed: it decides who, no more. The last collector took the store's lock after its thread had
  // ended, and the next one takes it before its thread starts: that hands on what it left.
  return !collector_.exchange(true, ENGRAM_MO(collector_claim, relaxed));
}

void process_store::release_collector() noexcept {
  collector_.store(false, ENGRAM_MO(collector_release, relaxed));  // relaxed: see claim_collector
}

void process_store::count_drained(std::uint8_t type, std::uint64_t n) noexcept {
  std_sync::add_own(drained_[type], n);
}

producer_account process_store::account(const type_entry& type) {
  using at = account_cells;
  const auto sum = [&](std::uint32_t cell) { return sum_cell(type.account + cell); };
  // Outcomes first, offers last: on x86-64 an outcome is then never read without its offer;
  // elsewhere a reading made while others record may miss one.
  producer_account account{
      .drained = drained_[type.index].load(ENGRAM_MO(drained_read, relaxed))};  // relaxed: a figure
  account.filtered = sum(at::filtered);
  account.sampled_out = sum(at::sampled_out);
  account.dropped_full = sum(at::dropped_full);
  account.dropped_muted = sum(at::dropped_muted);
  account.dropped_no_ring = sum(at::dropped_no_ring);
  account.offered = sum(at::offered);
  return account;
}

std::uint64_t process_store::ring_bytes() const noexcept {
  return ring_bytes_.load(ENGRAM_MO(ring_bytes_read, relaxed));  // relaxed: a figure
}

block_figures process_store::read_blocks() {
  const auto page = mapped_memory::page();
  block_figures all{.nodes = {},
                    .cells = with_tables([](auto& metrics, auto&) { return metrics.cells_used(); }),
                    .cells_limit = shards_.cells(),
                    .ring_bytes = ring_bytes()};
  const auto cell_bytes = (all.cells * sizeof(cell<std_sync>) + page - 1) / page * page;
  for (std::uint32_t i = 0; i < shards_.nodes(); ++i) {
    const auto of = shards_.read(i);
    // relaxed: whether there is a block, no more.
    const bool late = late_[i].load(ENGRAM_MO(late_figure, relaxed)) != nullptr;
    all.nodes.push_back({.node = nodes().numbers()[i],
                         .made = of.made,
                         .free = of.free,
                         .borrowed = of.borrowed,
                         .bytes = of.made * (cell_bytes + page) + (late ? cell_bytes : 0)});
  }
  return all;
}

engram::refusals process_store::read_refusals() {
  scoped_lock lock(mutex_);
  return {.metrics = metrics_.refused(), .types = types_.refused(), .threads = unplaced_};
}

void process_store::before_fork() noexcept {
  mutex_.lock();
  shards_.lock();
  late_lock().lock();
}

void process_store::after_fork_in_parent() noexcept {
  late_lock().unlock();
  shards_.unlock();
  mutex_.unlock();
}

void process_store::after_fork_in_child() noexcept {
  linked_words::of_this_thread().release(thread_state::fresh);
  shards_.reset_after_fork(this_thread<std_sync>());
  // relaxed: there is one thread
  for (auto& each : late_) each.store(nullptr, ENGRAM_MO(late_fork, relaxed));
  late_lock().reset_after_fork();
  ring_bytes_.store(0, ENGRAM_MO(ring_bytes_fork, relaxed));
  for (auto& family : families_) family.forget_baselines();
  tracing_ = false;
  for (auto& entry : types_.entries()) {
    for (auto* gate : entry.gates) gate->word.store(0, ENGRAM_MO(gate_fork, relaxed));
  }
  for (auto& drained : drained_) drained.store(0, ENGRAM_MO(drained_fork, relaxed));
  collector_.store(false, ENGRAM_MO(collector_fork, relaxed));
  forks_.fetch_add(1, ENGRAM_MO(fork_count, relaxed));
  mutex_.reset_after_fork();
  mark_.set();
}

std::uint32_t process_store::fork_epoch() noexcept {
  notice_fork();
  return forks_.load(ENGRAM_MO(fork_epoch, relaxed));  // relaxed: changes only in a new process
}

}  // namespace engram::inline v0::detail

namespace engram::inline v0 {

refusals read_refusals() { return detail::process_store::get().read_refusals(); }

}  // namespace engram::inline v0
