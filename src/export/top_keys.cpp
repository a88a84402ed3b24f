// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/trouble.hpp"

#include <engram/collect/threading.hpp>
#include <engram/export/top_keys.hpp>

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace engram::inline v0 {
namespace {

top_keys_options checked(top_keys_options options) {
  if (options.event.empty()) {
    throw std::invalid_argument(
        "top_keys: event is empty: name the events to count, such as engram.node.primed");
  }
  if (options.fields.empty() || options.fields.size() > 2) {
    throw std::invalid_argument("top_keys: " + std::to_string(options.fields.size()) +
                                " fields: name one or two of the event's");
  }
  return options;
}

const field_descriptor* find_field(const event_descriptor& type, std::string_view name) noexcept {
  const auto found = std::ranges::find(type.fields, name, &field_descriptor::name);
  return found == type.fields.end() ? nullptr : &*found;
}

std::string names_of(const event_descriptor& type) {
  std::string all;
  for (const auto& field : type.fields) {
    all.append(all.empty() ? "" : ", ").append(field.name);
  }
  return all;
}

}  // namespace

/// What the collector's thread writes and readers copy.
struct top_keys::reader::shared {
  explicit shared(std::size_t capacity) : counts(capacity) {}

  std_threading::mutex mutex;
  top_keys_reading::counted counts;  // guarded
  const pid_t process = ::getpid();  // a child's lock may be held by a thread it does not have
};

/// Tells which records are counted, by which fields.
class top_keys::matcher {
 public:
  explicit matcher(const top_keys_options& options)
      : name_(options.name), event_(options.event), fields_(options.fields), trouble_(name_) {}

  std::string_view name() const noexcept { return name_; }
  void tell(const notifier& notify) { trouble_.tell(notify); }

  /// `acknowledged`, and the key; or why there is none.
  sink_outcome match(const event_record& record, top_key& key) {
    if (record.type == nullptr) return sink_outcome::rejected;
    if (record.kind != record_kind::event) return sink_outcome::filtered;
    auto& known = types_[record.type_index];
    if (known.type != record.type) [[unlikely]]
      known = look_at(*record.type);
    if (known.first != nullptr) {
      key.first = record.bits(*known.first);
      key.second = known.second == nullptr ? 0 : record.bits(*known.second);
    }
    return known.outcome;
  }

 private:
  struct known_type {
    const event_descriptor* type = nullptr;
    const field_descriptor* first = nullptr;
    const field_descriptor* second = nullptr;
    sink_outcome outcome = sink_outcome::filtered;
  };

  known_type look_at(const event_descriptor& type) {
    if (type.name != event_) return {.type = &type};
    known_type wanted{.type = &type, .first = find_field(type, fields_.front())};
    if (fields_.size() == 2) wanted.second = find_field(type, fields_.back());
    const bool whole = wanted.first != nullptr && (fields_.size() == 1 || wanted.second != nullptr);
    wanted.outcome = whole ? sink_outcome::acknowledged : sink_outcome::rejected;
    if (!whole) complain(type, wanted.first == nullptr ? fields_.front() : fields_.back());
    return wanted;
  }

  void complain(const event_descriptor& type, const std::string& missing) noexcept {
    try {
      trouble_.report(event_ + " has no field " + missing + "; it has " + names_of(type));
    } catch (const std::bad_alloc&) {
      trouble_.report("a field is not there");  // fits into the string itself
    }
  }

  std::string name_;
  std::string event_;
  std::vector<std::string> fields_;
  detail::trouble trouble_;
  std::array<known_type, type_indices> types_{};
};

top_keys::top_keys(top_keys_options options)
    : reader_(std::make_shared<reader::shared>(options.capacity)),
      matcher_(std::make_unique<matcher>(checked(std::move(options)))) {}
top_keys::~top_keys() = default;

std::string_view top_keys::name() const noexcept { return matcher_->name(); }

bool top_keys::open(const notifier& notify) {
  matcher_->tell(notify);
  return true;
}

void top_keys::write(const batch& records, sink_ledger& ledger) {
  auto& shared = *reader_.from_;
  const std_threading::lock lock(shared.mutex);
  for (const auto& record : records) {
    top_key key;
    const auto outcome = matcher_->match(record, key);
    if (outcome == sink_outcome::acknowledged) shared.counts.add(key, record.weight());
    ledger.count(record.type_index, outcome);
  }
}

top_keys_reading top_keys::reader::top(std::size_t k) const {
  if (from_->process != ::getpid()) return {};
  const auto counts = [this] {
    const std_threading::lock lock(from_->mutex);
    return from_->counts;
  }();
  return {.keys = counts.top(k), .total = counts.total(), .unseen = counts.unseen()};
}

}  // namespace engram::inline v0
