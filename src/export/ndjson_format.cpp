// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/ndjson_format.hpp"

#include "export/json_text.hpp"

#include <cmath>
#include <new>

namespace engram::inline v0::detail {
namespace {

/// Operations nest a few deep; more than this on one shard means that ends went missing.
constexpr std::size_t deepest_nesting = 64;

std::string_view kind_key(record_kind kind) noexcept {
  switch (kind) {
    case record_kind::operation_begin:
      return R"(","begin":)";
    case record_kind::operation_end:
      return R"(","end":)";
    default:
      return R"(","event":)";
  }
}

/// A record kept with probability 2^(-code/16) stands for its inverse.
std::string weight_text(std::size_t code) {
  std::string text = R"(,"weight":)";
  std::array<char, number_bytes> number{};
  const char* end = put_number(number.data(), std::exp2(static_cast<double>(code) / 16));
  return text.append(number.data(), static_cast<std::size_t>(end - number.data()));
}

}  // namespace

ndjson_format::ndjson_format(name_resolver resolve) : resolve_(std::move(resolve)) {
  for (std::size_t code = 0; code < weights_.size(); ++code) weights_[code] = weight_text(code);
}

std::size_t ndjson_format::room_for(const event_record& record) {
  auto& plan = plans_[record.type_index];
  if (plan == nullptr || plan->type() != record.type) [[unlikely]] {
    plan = std::make_unique<ndjson_plan>(*record.type, resolve_ != nullptr);
  }
  return plan->bytes();
}

char* ndjson_format::put_line(char* to, const event_record& record) {
  const auto& plan = *plans_[record.type_index];
  to = time_.put(put(to, R"({"time":")"), record.wall_ns);
  to = put(put(to, kind_key(record.kind)), plan.name());
  to = put_operation(to, record);
  to = put_number(put(to, R"(,"thread":)"), record.shard);
  to = put_weight(to, record);
  switch (record.kind) {
    case record_kind::event:
      to = plan.put_fields(to, record, resolve_, scratch_);
      break;
    case record_kind::operation_begin:
      to = put_unsigned(put(to, R"(,"subject":)"), record.subject());
      break;
    case record_kind::operation_end:
      to = put_end(to, record);
      break;
  }
  return put(to, "}\n");
}

char* ndjson_format::put_operation(char* to, const event_record& record) const noexcept {
  if (record.operation == 0) return to;
  to = put_hex(put(to, R"(,"operation":")"), record.operation);
  return put_number(put(to, R"(","space":)"), record.space);
}

char* ndjson_format::put_weight(char* to, const event_record& record) const noexcept {
  return put(to, weights_[record.words[0] >> 8 & 0xff]);
}

char* ndjson_format::put_end(char* to, const event_record& record) {
  to = begin_time_.put(put(to, R"(,"began":")"), record.begin_wall_ns);
  to = put_signed(put(to, R"(","duration_ns":)"), record.wall_ns - record.begin_wall_ns);
  to = put_number(put(to, R"(,"events":)"), record.events());
  to = put_number(put(to, R"(,"lost":)"), record.lost());
  std::uint64_t subject = 0;
  if (!take_subject(record, subject)) return to;
  return put_unsigned(put(to, R"(,"subject":)"), subject);
}

void ndjson_format::remember_begin(const event_record& begin) noexcept {
  try {
    if (open_.size() <= begin.shard) open_.resize(begin.shard + std::size_t{1});
    auto& here = open_[begin.shard];
    if (here.size() == deepest_nesting) here.clear();
    here.push_back({begin.operation, begin.subject()});
  } catch (const std::bad_alloc&) {
    return;  // as if it had never been seen: the end has no subject
  }
}

bool ndjson_format::take_subject(const event_record& end, std::uint64_t& subject) {
  if (open_.size() <= end.shard) return false;
  auto& here = open_[end.shard];
  while (!here.empty()) {
    const open_operation innermost = here.back();
    if (innermost.id < end.operation) return false;  // its begin was never seen; ids only grow
    here.pop_back();
    if (innermost.id != end.operation) continue;
    subject = innermost.subject;
    return true;
  }
  return false;
}

}  // namespace engram::inline v0::detail
