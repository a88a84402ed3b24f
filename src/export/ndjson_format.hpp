// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/rfc3339.hpp"

#include <engram/collect/batch.hpp>
#include <engram/collect/exporter.hpp>
#include <engram/collect/tables.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::inline v0::detail {

/// The version that the first line of each file names. It grows when a reader would have to change.
inline constexpr int ndjson_version = 1;
/// Longer names of ids are cut.
inline constexpr std::size_t longest_name = 256;

/// The first line of a file.
std::string ndjson_header(const std::vector<std::pair<std::string, std::string>>& resource);

/// All that can be said of a type's lines before there is one: every key, quoted, with its commas.
class ndjson_plan {
 public:
  ndjson_plan(const event_descriptor& type, bool has_names);

  const event_descriptor* type() const noexcept { return type_; }
  /// The quoted name of the type.
  std::string_view name() const noexcept { return name_; }
  /// The longest line there can be.
  std::size_t bytes() const noexcept { return bytes_; }
  /// Writes the fields of an event, each with a comma before it.
  char* put_fields(char* to, const event_record& record, const name_resolver& resolve,
                   std::string& scratch) const;

 private:
  struct column {
    field_descriptor row;
    std::string key;                  // ,"prime":
    std::string name_key;             // ,"prime_name": or empty: it has no name
    std::vector<std::string> labels;  // quoted
  };
  void add(const field_descriptor& row, bool has_names, std::vector<std::string>& taken);
  static char* put_value(char* to, const column& of, std::uint64_t bits) noexcept;

  const event_descriptor* type_;
  std::string name_;
  std::vector<column> columns_;
  std::size_t bytes_;
};

/// Writes records as lines.
class ndjson_format {
 public:
  explicit ndjson_format(name_resolver resolve);

  /// What is needed for the record's line. Learns a type that it sees for the first time.
  std::size_t room_for(const event_record& record);
  /// Writes the record's line at `to`, which has `room_for` bytes, and returns its end.
  char* put_line(char* to, const event_record& record);
  /// Remembers what an operation works on: the record of its end does not say it.
  void remember_begin(const event_record& begin) noexcept;

 private:
  struct open_operation {
    std::uint64_t id;
    std::uint64_t subject;
  };
  char* put_operation(char* to, const event_record& record) const noexcept;
  char* put_end(char* to, const event_record& record);
  char* put_weight(char* to, const event_record& record) const noexcept;
  bool take_subject(const event_record& end, std::uint64_t& subject);

  name_resolver resolve_;
  std::string scratch_;
  rfc3339 time_;
  rfc3339 begin_time_;
  std::array<std::unique_ptr<ndjson_plan>, type_indices> plans_;
  std::vector<std::vector<open_operation>> open_;  // by shard
  std::array<std::string, 256> weights_;           // by weight code
};

}  // namespace engram::inline v0::detail
