// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_messages.hpp"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <iterator>

namespace engram::inline v0::detail {
namespace {

using protozero::pbf_writer;

/// `MetricType`.
std::int32_t type_number(metric_kind kind) noexcept {
  constexpr std::int32_t counter = 0;
  constexpr std::int32_t gauge = 1;
  constexpr std::int32_t histogram = 4;
  if (kind == metric_kind::counter) return counter;
  return kind == metric_kind::histogram ? histogram : gauge;
}

void add_text(pbf_writer& to, std::uint32_t field, std::string_view text) {
  to.add_string(field, text.data(), text.size());
}

}  // namespace

std::string timestamp_message(std::chrono::system_clock::time_point moment) {
  const auto since = moment.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  std::string bytes;
  pbf_writer writer(bytes);
  writer.add_int64(field::timestamp::seconds, seconds.count());
  const std::chrono::nanoseconds rest = since - seconds;
  writer.add_int32(field::timestamp::nanoseconds, static_cast<std::int32_t>(rest.count()));
  return bytes;
}

void add_label_message(std::string& to, std::string_view key, std::string_view value) {
  pbf_writer writer(to);
  pbf_writer label(writer, field::metric::label);
  add_text(label, field::label::name, key);
  add_text(label, field::label::value, as_utf8(value));
}

std::string family_head(const family_names& names, std::string_view dotted, std::string_view help) {
  std::string head;
  pbf_writer writer(head);
  add_text(writer, field::family::name, names.sample);
  add_text(writer, field::family::help, readable(help.empty() ? dotted : help));
  writer.add_enum(field::family::type, type_number(names.kind));
  if (!names.unit.empty()) add_text(writer, field::family::unit, names.unit);
  return head;
}

void family_message::start(const std::string& head) {
  bytes_ = head;
  empty_ = true;
}

void family_message::add_counter(std::string_view labels, double value, std::string_view created) {
  value_.clear();
  pbf_writer writer(value_);
  writer.add_double(field::counter::value, value);
  if (!created.empty()) writer.add_message(field::counter::start, created.data(), created.size());
  add_metric(labels, field::metric::counter, value_);
}

void family_message::add_gauge(std::string_view labels, double value) {
  value_.clear();
  pbf_writer writer(value_);
  writer.add_double(field::gauge::value, value);
  add_metric(labels, field::metric::gauge, value_);
}

void family_message::add_histogram(std::string_view labels, std::string_view histogram) {
  add_metric(labels, field::metric::histogram, histogram);
}

void family_message::add_metric(std::string_view labels, std::uint32_t field,
                                std::string_view value) {
  head_.clear();
  pbf_writer head(head_);
  head.add_message(field, value.data(), value.size());
  pbf_writer writer(bytes_);
  writer.add_bytes_vectored(field::family::metric, labels, head_);
  empty_ = false;
}

void family_message::finish(std::string& page) {
  if (empty_) return;
  protozero::write_varint(std::back_inserter(page), bytes_.size());
  page += bytes_;
  empty_ = true;
}

}  // namespace engram::inline v0::detail
