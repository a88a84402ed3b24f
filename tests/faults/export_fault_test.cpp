// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/sweep.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/ndjson.hpp>
#include <engram/export/prometheus.hpp>
#include <engram/export/prometheus_responder.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

namespace engram::testing {
namespace {

using std::chrono::milliseconds;

constinit basic_operation_kind<on> recall{{.name = "test.faults.export.recall"}};

/// A directory that goes away with its files.
class some_directory {
 public:
  some_directory() { std::filesystem::create_directories(path_); }
  ~some_directory() { std::filesystem::remove_all(path_); }
  some_directory(const some_directory&) = delete;
  some_directory& operator=(const some_directory&) = delete;
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("engram-faults-" + std::to_string(getpid()));
};

/// Events and operations in all files of a directory; each file must end with a whole line.
std::uint64_t lines_in(const std::filesystem::path& directory, verdict& is) {
  std::uint64_t lines = 0;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    is.expect(text.empty() || text.back() == '\n', "half a line stands at the end of a file");
    const auto all = std::count(text.begin(), text.end(), '\n');
    if (all > 0) lines += static_cast<std::uint64_t>(all) - 1;  // without the header
  }
  return lines;
}

void emit_some() {
  for (std::uint64_t i = 0; i < 3; ++i) {
    const basic_operation<on> op{recall, {.space = 1, .subject = i}};
    emit<on>(cognitive::primed{.prime = cognitive::node_id{1},
                               .target = cognitive::node_id{i},
                               .strength = 0.5F,
                               .kind = cognitive::priming_kind::semantic,
                               .hops = 1});
  }
}

collector_options into(const std::filesystem::path& directory) {
  collector_options options;
  options.ring_slots = 64;
  options.interval = milliseconds(1);
  options.exporters.push_back(std::make_unique<ndjson>(ndjson_options{
      .path = (directory / "a-name-longer-than-a-string-holds-in-place.ndjson").string(),
      .max_file_bytes = ndjson_least_file_bytes,
      .resolve = [](std::string_view, std::uint64_t id, std::string& name) {
        name = "a name that is longer than a string holds in place " + std::to_string(id);
        return true;
      }}));
  return options;
}

TEST(ExportFaults, NdjsonCountsEveryRecordAndWritesWholeLines) {
  sweep([](fault what, verdict& is) {
    const some_directory place;
    {
      collector drain(into(place.path()));
      arm(what);
      const bool started = drain.start();
      emit_some();
      static_cast<void>(drain.flush(milliseconds(10)));
      const auto report = drain.stop({.deadline = milliseconds(10)});
      is.requests = disarm();
      const auto sink = drain.account();
      if (started) {
        is.expect(sink.total(0).balances(), "the account does not balance");
        is.expect(sink.total(0).drained == report.drained, "the exporter was not given all");
        is.expect(sink.total(0)[sink_outcome::acknowledged] == lines_in(place.path(), is),
                  "what is acknowledged is not what the file holds");
      }
    }
    collector next(into(place.path()));
    is.expect(next.start(), "it does not start once memory is back");
    emit_some();
    is.expect(next.stop().complete(), "a stop is not complete once memory is back");
    is.expect(next.account().balances(), "the next account does not balance");
    is.expect(next.account().total(0).unwritten() == 0, "records are lost once memory is back");
  });
}

TEST(ExportFaults, NdjsonRotatesItsFilesOrCountsWhatItCannotWrite) {
  sweep([](fault what, verdict& is) {
    const some_directory place;
    batch records;
    for (int i = 0; i < 400; ++i) records.push_back({});
    const auto row = schema<cognitive::primed>.descriptor();
    for (auto& record : records) {
      record.type = &row;
      record.type_index = 1;
      record.kind = record_kind::event;
    }
    ndjson file({.path = (place.path() / "a-name-longer-than-a-string-holds.ndjson").string(),
                 .max_file_bytes = ndjson_least_file_bytes,
                 .max_files = 16});
    sink_ledger ledger;
    arm(what);
    try {
      is.expect(file.open([](const notice&) {}) || what.nth != 0, "it does not open");
    } catch (const std::bad_alloc&) {
    }
    for (int i = 0; i < 2; ++i) {
      ledger.drain(1, records.size());
      file.write(records, ledger);
    }
    static_cast<void>(file.flush());
    is.requests = disarm();
    is.expect(ledger[1].balances(), "the account does not balance");
    is.expect(ledger[1][sink_outcome::acknowledged] == lines_in(place.path(), is),
              "what is acknowledged is not what the files hold");
  });
}

enum class tier : std::uint8_t { hot, cold };
consteval auto label_set(tier) { return labels{"tier", {"hot", "cold"}}; }
constinit basic_counter<on, tier> labelled{
    {.name = "test.faults.export.counter",
     .help = "A help that is longer than a string in place."}};
constinit basic_histogram<on, log_linear<0, 4>> sizes{{.name = "test.faults.export.histogram"}};

constinit basic_histogram<on, with_exemplars<exponential<>>> hops{
    {.name = "test.faults.export.exponential"}};

void page_is_whole_or_is_not_there(prometheus_format format) {
  sweep([format](fault what, verdict& is) {
    const registry metrics{labelled, sizes, hops};
    labelled.add(tier::hot, 7);
    for (const double value : {1e-3, 3.0, std::numeric_limits<double>::quiet_NaN()}) {
      sizes.record(value);
      hops.record(value);
    }
    const auto reading = metrics.scrape();
    const prometheus_options options{
        .format = format, .clock = [] { return std::chrono::system_clock::time_point(); }};
    const std::string right(prometheus_exposition(options).render(reading));
    prometheus_exposition exposition(options);
    std::optional<std::string_view> page;
    arm(what);
    try {
      page = exposition.render(reading);
    } catch (const std::bad_alloc&) {
    }
    is.requests = disarm();
    is.expect(!page || *page == right, "a page differs where memory was refused");
    is.expect(exposition.render(reading) == right, "a page differs once memory is back");
  });
}

TEST(ExportFaults, APageOfTextIsWholeOrIsNotThere) {
  page_is_whole_or_is_not_there(prometheus_format::text);
}

TEST(ExportFaults, AnOpenMetricsPageIsWholeOrIsNotThere) {
  page_is_whole_or_is_not_there(prometheus_format::openmetrics);
}

TEST(ExportFaults, AProtobufPageIsWholeOrIsNotThere) {
  page_is_whole_or_is_not_there(prometheus_format::protobuf);
}

TEST(ExportFaults, APackedPageIsWholeOrIsNotThere) {
  sweep([](fault what, verdict& is) {
    const registry metrics{labelled, sizes, hops};
    labelled.add(tier::hot, 7);
    const auto reading = metrics.scrape();
    const auto read = [&reading] { return reading; };
    const auto answer = [&](prometheus_responder& responder) {
      return std::string(responder.answer("", "gzip", read).body);
    };
    prometheus_responder calm({.scrape_metrics = false});
    const std::string right = answer(calm);
    prometheus_responder responder({.scrape_metrics = false});
    std::optional<std::string> page;
    arm(what);
    try {
      page = answer(responder);
    } catch (const std::bad_alloc&) {
    }
    is.requests = disarm();
    is.expect(!page || *page == right, "a page differs where memory was refused");
    is.expect(answer(responder) == right, "a page differs once memory is back");
  });
}

}  // namespace
}  // namespace engram::testing
