// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/json_text.hpp"
#include "export/ndjson_format.hpp"
#include "export/utf8.hpp"

#include <algorithm>
#include <bit>

namespace engram::inline v0::detail {
namespace {

/// What a line needs beside the type's name and its fields: time, operation, space, thread, weight,
/// and an end's times and counts, generously.
constexpr std::size_t frame_bytes = 512;

std::string key_text(std::string_view name) { return "," + quoted(name) + ":"; }

/// A name that no other key of the line has.
std::string own_name(std::string name, std::vector<std::string>& taken) {
  while (std::find(taken.begin(), taken.end(), name) != taken.end()) name += '_';
  taken.push_back(name);
  return name;
}

std::int64_t sign_extended(std::uint64_t bits, std::uint8_t size) noexcept {
  const int unused = 64 - 8 * size;
  return static_cast<std::int64_t>(bits << unused) >> unused;
}

char* put_real_bits(char* to, std::uint64_t bits, std::uint8_t size) noexcept {
  if (size == 4) return put_real(to, std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  return put_real(to, std::bit_cast<double>(bits));
}

}  // namespace

std::string ndjson_header(const std::vector<std::pair<std::string, std::string>>& resource) {
  std::string line = R"({"engram":"ndjson","version":)" + std::to_string(ndjson_version);
  line += R"(,"resource":{)";
  std::string_view comma;
  for (const auto& [key, value] : resource) {
    line.append(comma).append(quoted(key)).append(":").append(quoted(value));
    comma = ",";
  }
  return line + "}}\n";
}

ndjson_plan::ndjson_plan(const event_descriptor& type, bool has_names)
    : type_(&type), name_(quoted(type.name)), bytes_(frame_bytes + name_.size()) {
  std::vector<std::string> taken{"time", "event", "operation", "space", "thread", "weight"};
  for (const auto& row : type.fields) taken.emplace_back(row.name);
  // Each field gives its own name up for a moment, so that only a clash with another changes it.
  for (const auto& row : type.fields) {
    taken.erase(std::find(taken.rbegin(), taken.rend(), row.name).base() - 1);
    add(row, has_names, taken);
  }
}

void ndjson_plan::add(const field_descriptor& row, bool has_names,
                      std::vector<std::string>& taken) {
  column made{.row = row, .key = {}, .name_key = {}, .labels = {}};
  const std::string name = own_name(std::string(row.name), taken);
  made.key = key_text(name);
  std::size_t longest = number_bytes + 2;
  for (const auto label : row.labels) {
    made.labels.push_back(quoted(label));
    longest = std::max(longest, made.labels.back().size());
  }
  if (has_names && !row.entity.empty()) {
    made.name_key = key_text(own_name(name + "_name", taken));
    longest += made.name_key.size() + quoted_bytes(longest_name);
  }
  bytes_ += made.key.size() + longest;
  columns_.push_back(std::move(made));
}

char* ndjson_plan::put_value(char* to, const column& of, std::uint64_t bits) noexcept {
  switch (of.row.type) {
    case field_type::boolean:
      return put(to, bits != 0 ? "true" : "false");
    case field_type::real:
      return put_real_bits(to, bits, of.row.size);
    case field_type::signed_integer:
      return put_signed(to, sign_extended(bits, of.row.size));
    case field_type::unsigned_integer:
      break;
  }
  return bits < of.labels.size() ? put(to, of.labels[bits]) : put_unsigned(to, bits);
}

char* ndjson_plan::put_fields(char* to, const event_record& record, const name_resolver& resolve,
                              std::string& scratch) const {
  for (const auto& each : columns_) {
    const std::uint64_t bits = record.bits(each.row);
    to = put_value(put(to, each.key), each, bits);
    if (each.name_key.empty()) continue;
    scratch.clear();
    if (!resolve(each.row.entity, bits, scratch)) continue;
    to = put_quoted(put(to, each.name_key), clipped(scratch, longest_name));
  }
  return to;
}

}  // namespace engram::inline v0::detail
