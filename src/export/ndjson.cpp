// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/ndjson_format.hpp"
#include "export/rotating_file.hpp"
#include "export/trouble.hpp"

#include <engram/export/ndjson.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace engram::inline v0 {
namespace {

/// Lines are written when so many bytes wait: enough to make the system call cheap, and still in
/// the second-level cache.
constexpr std::size_t chunk_bytes = 256 << 10;

/// Whether a record gets a line: an operation is mostly told by its end alone.
bool has_line(const event_record& record, bool operation_begins) noexcept {
  return operation_begins || record.kind != record_kind::operation_begin;
}

}  // namespace

class ndjson::writer {
 public:
  explicit writer(ndjson_options options)
      : file_({.path = options.path,
               .max_bytes = options.max_file_bytes,
               .max_files = options.max_files,
               .header = detail::ndjson_header(options.resource)}),
        format_(std::move(options.resolve)),
        operation_begins_(options.operation_begins),
        complaint_(complaint_about(options)) {}

  bool open(const notifier& notify);
  void write(const batch& records, sink_ledger& ledger);
  bool flush();

 private:
  struct pending_line {
    std::size_t end;  // in the chunk
    std::uint8_t type;
  };
  static std::string complaint_about(const ndjson_options& options);
  void take(const event_record& record, sink_ledger& ledger);
  void add(const event_record& record);
  void commit(sink_ledger& ledger) noexcept;
  void complain(std::uint64_t lost) noexcept;
  std::size_t lines_that_fit(std::size_t first) const;
  std::size_t append(std::size_t first, std::size_t last);
  void count(std::size_t first, std::size_t last, sink_outcome outcome, sink_ledger& ledger) const;
  std::size_t start_of(std::size_t line) const { return line == 0 ? 0 : lines_[line - 1].end; }

  detail::rotating_file file_;
  detail::ndjson_format format_;
  detail::trouble trouble_{"ndjson"};
  bool operation_begins_;
  bool refused_ = false;  // records, since the last flush
  std::string complaint_;
  std::vector<char> chunk_ = std::vector<char>(chunk_bytes);
  std::size_t used_ = 0;
  std::vector<pending_line> lines_;
};

std::string ndjson::writer::complaint_about(const ndjson_options& options) {
  const auto least = std::to_string(ndjson_least_file_bytes);
  if (options.path.empty()) return "path is empty: name a file, or \"-\" for the standard output";
  if (options.max_files == 0) return "max_files is 0: at least 1, the file being written";
  if (options.max_file_bytes == 0) return {};
  if (options.max_file_bytes < ndjson_least_file_bytes) {
    return "max_file_bytes is " + std::to_string(options.max_file_bytes) + ": at least " + least +
           ", or 0 for no limit";
  }
  if (detail::ndjson_header(options.resource).size() > ndjson_least_file_bytes / 2) {
    return "resource is longer than " + std::to_string(ndjson_least_file_bytes / 2) +
           " bytes: say less in it";
  }
  return {};
}

bool ndjson::writer::open(const notifier& notify) {
  trouble_.tell(notify);
  if (!complaint_.empty()) {
    trouble_.report(complaint_);
    return false;
  }
  if (file_.open()) return true;
  trouble_.report(explained(file_.failure()));
  return false;
}

void ndjson::writer::write(const batch& records, sink_ledger& ledger) {
  for (const auto& record : records) take(record, ledger);
  commit(ledger);
}

void ndjson::writer::take(const event_record& record, sink_ledger& ledger) {
  if (record.kind == record_kind::operation_begin) format_.remember_begin(record);
  if (record.type == nullptr) return ledger.count(record.type_index, sink_outcome::rejected);
  if (!has_line(record, operation_begins_)) {
    return ledger.count(record.type_index, sink_outcome::filtered);
  }
  try {
    add(record);
  } catch (const std::bad_alloc&) {
    ledger.count(record.type_index, sink_outcome::no_memory);
  }
  if (used_ >= chunk_bytes) commit(ledger);
}

/// Adds the record's line, or throws and has added nothing.
void ndjson::writer::add(const event_record& record) {
  const std::size_t room = format_.room_for(record);
  if (chunk_.size() < used_ + room) [[unlikely]]
    chunk_.resize(used_ + room);
  const char* end = format_.put_line(chunk_.data() + used_, record);
  const auto used = static_cast<std::size_t>(end - chunk_.data());
  lines_.push_back({used, record.type_index});
  used_ = used;
}

void ndjson::writer::commit(sink_ledger& ledger) noexcept {
  std::size_t first = 0;
  while (first < lines_.size() && file_.prepare(lines_[first].end - start_of(first))) {
    const std::size_t wanted = first + lines_that_fit(first);
    const std::size_t reached = append(first, wanted);
    count(first, reached, sink_outcome::acknowledged, ledger);
    first = reached;
    if (reached < wanted) break;
  }
  const std::size_t lost = lines_.size() - first;
  count(first, lines_.size(), sink_outcome::io_error, ledger);
  lines_.clear();
  used_ = 0;
  if (lost > 0) {
    refused_ = true;
    complain(lost);
  } else {
    trouble_.over();
  }
}

void ndjson::writer::complain(std::uint64_t lost) noexcept {
  std::string what;
  try {
    what = explained(file_.failure());
  } catch (const std::bad_alloc&) {
    what = "memory is short";  // fits into the string itself
  }
  trouble_.report(what, lost);
}

std::size_t ndjson::writer::lines_that_fit(std::size_t first) const {
  const std::size_t start = start_of(first);
  const std::uint64_t room = file_.room();
  if (used_ - start <= room) return lines_.size() - first;
  const auto beyond = std::upper_bound(
      lines_.begin() + static_cast<std::ptrdiff_t>(first), lines_.end(), start + room,
      [](std::uint64_t bytes, const pending_line& each) { return bytes < each.end; });
  return static_cast<std::size_t>(beyond - lines_.begin()) - first;
}

/// Returns the first line that did not reach the file.
std::size_t ndjson::writer::append(std::size_t first, std::size_t last) {
  const std::size_t start = start_of(first);
  const std::size_t end = start_of(last);
  const std::size_t reached = start + file_.append({chunk_.data() + start, end - start});
  while (first < last && lines_[first].end <= reached) ++first;
  return first;
}

void ndjson::writer::count(std::size_t first, std::size_t last, sink_outcome outcome,
                           sink_ledger& ledger) const {
  for (std::size_t i = first; i < last; ++i) ledger.count(lines_[i].type, outcome);
}

bool ndjson::writer::flush() {
  const bool whole = !std::exchange(refused_, false);
  if (file_.sync()) return whole;
  if (whole) complain(0);
  return false;
}

ndjson::ndjson(ndjson_options options) : writer_(std::make_unique<writer>(std::move(options))) {}
ndjson::~ndjson() = default;
bool ndjson::open(const notifier& notify) { return writer_->open(notify); }
void ndjson::write(const batch& records, sink_ledger& ledger) { writer_->write(records, ledger); }
bool ndjson::flush() { return writer_->flush(); }

}  // namespace engram::inline v0
