// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/records.hpp"

#include <engram/export/ndjson.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <utility>

namespace {

using engram::sink_outcome;
using namespace records;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr auto least = engram::ndjson_least_file_bytes;

/// An exporter with all that one looks at.
struct rig {
  engram::ndjson exporter;
  engram::sink_ledger ledger{};
  std::vector<std::string> notices{};

  explicit rig(engram::ndjson_options options) : exporter(std::move(options)) {}
  bool open() {
    return exporter.open([this](const engram::notice& it) { notices.push_back(it.text); });
  }
  /// Events with rising primes, the first of them `from`.
  void write(std::uint64_t from, std::uint64_t count) {
    engram::batch batch;
    for (std::uint64_t i = 0; i < count; ++i) batch.push_back(some_event(from + i));
    hand_over(exporter, batch, ledger);
  }
  std::uint64_t acknowledged() const { return ledger[1][sink_outcome::acknowledged]; }
  std::uint64_t refused() const { return ledger[1][sink_outcome::io_error]; }
};

/// The primes of all events in a file; each line must be whole.
std::vector<std::uint64_t> primes(const std::string& path) {
  std::vector<std::uint64_t> all;
  const auto text = contents(path);
  EXPECT_TRUE(text.empty() || text.back() == '\n') << path;
  for (const auto& line : lines(path)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    EXPECT_FALSE(object.is_discarded()) << line;
    if (object.contains("prime")) all.push_back(object["prime"]);
  }
  return all;
}

/// While it lives, no file of this process can grow beyond a limit: a write across it is cut short,
/// the next one fails, as on a full disk.
class file_size_limit {
 public:
  explicit file_size_limit(std::uint64_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~file_size_limit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  file_size_limit(const file_size_limit&) = delete;
  file_size_limit& operator=(const file_size_limit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(NdjsonFile, RotatesBeforeItsBoundAndDeletesTheOldest) {
  const scratch folder;
  rig it({.path = folder / "trace.ndjson", .max_file_bytes = least, .max_files = 3});
  ASSERT_TRUE(it.open());
  for (std::uint64_t i = 0; i < 3'000; i += 100) it.write(i, 100);
  EXPECT_EQ(it.acknowledged(), 3'000U);
  std::vector<std::uint64_t> kept;
  for (const auto* name : {"trace.2.ndjson", "trace.1.ndjson", "trace.ndjson"}) {
    const auto size = fs::file_size(folder / name);
    EXPECT_LE(size, least);
    if (name != std::string("trace.ndjson")) {
      EXPECT_GT(size, least - 400) << name;
    }
    EXPECT_THAT(lines(folder / name).front(), HasSubstr(R"({"engram":"ndjson","version":1)"));
    const auto here = primes(folder / name);
    kept.insert(kept.end(), here.begin(), here.end());
  }
  EXPECT_FALSE(fs::exists(folder / "trace.3.ndjson"));
  ASSERT_FALSE(kept.empty());
  EXPECT_EQ(kept.back(), 2'999U);
  for (std::size_t i = 1; i < kept.size(); ++i) ASSERT_EQ(kept[i], kept[i - 1] + 1);
}

TEST(NdjsonFile, OneBatchMayFillSeveralFiles) {
  const scratch folder;
  rig it({.path = folder / "trace.ndjson", .max_file_bytes = least, .max_files = 100});
  ASSERT_TRUE(it.open());
  it.write(0, 5'000);
  std::size_t total = 0;
  for (const auto& entry : fs::directory_iterator(folder / ".")) {
    EXPECT_LE(entry.file_size(), least);
    total += primes(entry.path()).size();
  }
  EXPECT_EQ(total, 5'000U);
  EXPECT_EQ(it.acknowledged(), 5'000U);
}

TEST(NdjsonFile, ASingleFileStartsAnew) {
  const scratch folder;
  rig it({.path = folder / "trace.ndjson", .max_file_bytes = least, .max_files = 1});
  ASSERT_TRUE(it.open());
  it.write(0, 1'000);
  EXPECT_LE(fs::file_size(folder / "trace.ndjson"), least);
  EXPECT_EQ(primes(folder / "trace.ndjson").back(), 999U);
  EXPECT_FALSE(fs::exists(folder / "trace.1.ndjson"));
}

TEST(NdjsonFile, WithoutABoundThereIsOneFile) {
  const scratch folder;
  rig it({.path = folder / "trace.ndjson", .max_file_bytes = 0, .max_files = 2});
  ASSERT_TRUE(it.open());
  it.write(0, 5'000);
  EXPECT_EQ(primes(folder / "trace.ndjson").size(), 5'000U);
}

TEST(NdjsonFile, AnEarlierRunIsRotatedAwayAndWhatExceedsTheBoundDeleted) {
  const scratch folder;
  for (const auto* name : {"t.ndjson", "t.1.ndjson", "t.2.ndjson", "t.3.ndjson"}) {
    std::ofstream(folder / name) << name << '\n';
  }
  rig it({.path = folder / "t.ndjson", .max_files = 2});
  ASSERT_TRUE(it.open());
  EXPECT_EQ(contents(folder / "t.1.ndjson"), "t.ndjson\n");
  EXPECT_THAT(lines(folder / "t.ndjson"), ElementsAre(HasSubstr("version")));
  EXPECT_FALSE(fs::exists(folder / "t.2.ndjson"));
  EXPECT_FALSE(fs::exists(folder / "t.3.ndjson"));
}

TEST(NdjsonFile, WhereverTheDiskIsFullOnlyWholeLinesRemainAndAreAcknowledged) {
  const scratch folder;
  const auto path = folder / "t.ndjson";
  {
    rig all({.path = path});
    ASSERT_TRUE(all.open());
    all.write(0, 3);
  }
  const auto whole = fs::file_size(path);
  const auto header = contents(path).find('\n') + 1;
  for (std::uint64_t limit = header; limit < whole; ++limit) {
    rig it({.path = path, .max_files = 1});
    ASSERT_TRUE(it.open());
    {
      const file_size_limit full(limit);
      it.write(0, 3);
      EXPECT_FALSE(it.exporter.flush());
    }
    const auto kept = primes(path);
    ASSERT_LT(kept.size(), 3U);
    ASSERT_EQ(it.acknowledged(), kept.size()) << limit;
    ASSERT_EQ(it.acknowledged() + it.refused(), 3U);
    ASSERT_TRUE(it.ledger[1].balances());
    it.write(100, 2);
    const auto after = primes(path);
    ASSERT_EQ(after.size(), kept.size() + 2) << limit;
    ASSERT_EQ(after.back(), 101U);
  }
}

TEST(NdjsonFile, TroubleIsToldOnceAndItsEndToo) {
  const scratch folder;
  rig it({.path = folder / "t.ndjson"});
  ASSERT_TRUE(it.open());
  {
    const file_size_limit full(100);
    for (std::uint64_t i = 0; i < 10; ++i) it.write(i, 3);
  }
  it.write(0, 3);
  it.write(0, 3);
  EXPECT_THAT(it.notices, ElementsAre(AllOf(HasSubstr("t.ndjson"), HasSubstr("max_file_bytes"),
                                            HasSubstr("3 rec")),
                                      HasSubstr("writing again; 30 records were lost")));
}

TEST(NdjsonFile, AHeaderThatDidNotFitIsWrittenLater) {
  const scratch folder;
  rig it({.path = folder / "t.ndjson", .max_file_bytes = least, .max_files = 2});
  ASSERT_TRUE(it.open());
  while (fs::file_size(folder / "t.ndjson") + lines(folder / "t.ndjson").back().size() < least) {
    it.write(1, 1);
  }
  {
    const file_size_limit full(10);  // the next file gets no further than this
    it.write(1'000, 10);
    EXPECT_EQ(it.refused(), 10U);
    EXPECT_EQ(contents(folder / "t.ndjson"), "");
  }
  it.write(7, 1);
  EXPECT_THAT(lines(folder / "t.ndjson").front(), HasSubstr("version"));
  EXPECT_THAT(primes(folder / "t.ndjson"), ElementsAre(7U));
}

TEST(NdjsonFile, ARotationThatFailsKeepsTheBoundAndWhatIsThere) {
  const scratch folder;
  fs::create_directories(folder / "t.1.ndjson/in-the-way");
  rig it({.path = folder / "t.ndjson", .max_file_bytes = least, .max_files = 2});
  ASSERT_TRUE(it.open());
  it.write(0, 1'000);
  it.write(1'000, 10);
  const auto kept = primes(folder / "t.ndjson");
  EXPECT_EQ(kept.size(), it.acknowledged());
  EXPECT_EQ(it.acknowledged() + it.refused(), 1'010U);
  EXPECT_EQ(kept.front(), 0U);
  fs::remove_all(folder / "t.1.ndjson");
  it.write(5'000, 10);
  EXPECT_EQ(primes(folder / "t.1.ndjson"), kept);
  EXPECT_EQ(primes(folder / "t.ndjson").size(), 10U);
}

TEST(NdjsonFile, ADeviceThatIsAlwaysFullIsAnErrorAtOnce) {
  rig it({.path = "/dev/full"});
  EXPECT_FALSE(it.open());
  EXPECT_THAT(it.notices, ElementsAre(AllOf(HasSubstr("'/dev/full'"), HasSubstr("No space left"))));
}

TEST(NdjsonFile, PathsThatCannotBeWrittenSayWhatWouldBeRight) {
  const scratch folder;
  std::ofstream(folder / "file") << "x";
  const std::vector<std::pair<engram::ndjson_options, std::string>> wrong{
      {{.path = folder / "missing/t.ndjson"}, "make the directory '" + folder / "missing" + "'"},
      {{.path = folder / "."}, "it is a directory: name a file in it"},
      {{.path = folder / "file/t.ndjson"}, "Not a directory"},
      {{.path = ""}, "name a file, or \"-\" for the standard output"},
      {{.path = folder / "t", .max_file_bytes = 1'000}, "at least 65536, or 0 for no limit"},
      {{.path = folder / "t", .max_files = 0}, "at least 1, the file being written"},
      {{.path = folder / "t", .resource = {{"a", std::string(40'000, 'b')}}},
       "resource is longer"}};
  for (const auto& [options, text] : wrong) {
    rig it(options);
    EXPECT_FALSE(it.open());
    EXPECT_THAT(it.notices, ElementsAre(HasSubstr(text)));
  }
}

/// Leads the standard output into a pipe for a while.
class stdout_pipe {
 public:
  stdout_pipe() : before_(::dup(1)) {
    std::fflush(stdout);
    EXPECT_EQ(::pipe(ends_), 0);
    ::dup2(ends_[1], 1);
    ::close(ends_[1]);
  }
  ~stdout_pipe() {
    restore();
    close_reader();
  }
  stdout_pipe(const stdout_pipe&) = delete;
  stdout_pipe& operator=(const stdout_pipe&) = delete;
  void close_reader() {
    if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
  }
  void restore() {
    if (before_ < 0) return;
    ::dup2(before_, 1);
    ::close(std::exchange(before_, -1));
  }
  /// All that was written; the writer must be gone.
  std::string rest() {
    std::string all;
    char some[4096];
    for (ssize_t n = 0; (n = ::read(ends_[0], some, sizeof some)) > 0;) {
      all.append(some, static_cast<std::size_t>(n));
    }
    return all;
  }

 private:
  int before_;
  int ends_[2] = {-1, -1};
};

TEST(NdjsonFile, ADashIsTheStandardOutput) {
  std::string text;
  {
    stdout_pipe pipe;
    rig it({.path = "-"});
    const bool opened = it.open();
    it.write(0, 3);
    const bool flushed = it.exporter.flush();
    pipe.restore();
    text = pipe.rest();
    EXPECT_TRUE(opened && flushed);
  }
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
}

TEST(NdjsonFile, AReaderThatHasGoneIsAnErrorAndNoSignal) {
  rig it({.path = "-"});
  {
    stdout_pipe pipe;
    ASSERT_TRUE(it.open());
    pipe.close_reader();
    it.write(0, 3);
  }
  EXPECT_EQ(it.refused(), 3U);
  EXPECT_THAT(it.notices, ElementsAre(HasSubstr("whoever read it has gone")));
}

}  // namespace
