// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/network_cache.hpp"

#include "small_wordnet.hpp"
#include "temporary_directory.hpp"
#include "workload/network_file.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t any_key = 42;

bool same(const semantic_network& left, const semantic_network& right) {
  const network_arrays& a = left.arrays();
  const network_arrays& b = right.arrays();
  return a.row_begin == b.row_begin && a.to == b.to && a.weight == b.weight && a.kind == b.kind &&
         a.frequency == b.frequency && a.word_begin == b.word_begin && a.letters == b.letters;
}

class NetworkCache : public ::testing::Test {
 protected:
  NetworkCache() {
    std::filesystem::create_directory(wordnet_);
    testing::write_small_wordnet(wordnet_);
  }

  [[nodiscard]] cached_network load(const network_recipe& recipe = {}) const {
    return load_or_build_network(wordnet_, cache_, recipe);
  }

  [[nodiscard]] std::filesystem::path file() const { return network_cache_file(cache_, wordnet_); }

  testing::temporary_directory directory_;
  std::filesystem::path wordnet_ = directory_.path() / "wordnet";
  std::filesystem::path cache_ = directory_.path() / "cache" / "engram";
};

TEST_F(NetworkCache, TheSecondLoadComesFromTheCacheAndIsTheSameNetwork) {
  const cached_network first = load();
  EXPECT_FALSE(first.from_cache);
  EXPECT_THAT(first.notes, IsEmpty());
  const cached_network second = load();
  EXPECT_TRUE(second.from_cache);
  EXPECT_THAT(second.notes, IsEmpty());
  EXPECT_TRUE(same(first.network, second.network));
  EXPECT_EQ(second.network.find("sleep"), first.network.find("sleep"));
}

TEST_F(NetworkCache, NothingButTheCacheFileIsLeftBehind) {
  (void)load();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(cache_)) {
    EXPECT_EQ(entry.path(), file());
    ++files;
  }
  EXPECT_EQ(files, 1U);
}

TEST_F(NetworkCache, AChangedWordNetFileMakesTheCacheStale) {
  (void)load();
  const std::filesystem::path changed = wordnet_ / "data.noun";
  std::filesystem::last_write_time(
      changed, std::filesystem::last_write_time(changed) + std::chrono::seconds(1));
  const cached_network again = load();
  EXPECT_FALSE(again.from_cache);
  EXPECT_THAT(again.notes, ElementsAre(HasSubstr("was built from other files")));
  EXPECT_TRUE(load().from_cache);
}

TEST_F(NetworkCache, EachRecipeHasItsOwnFile) {
  (void)load();
  const network_recipe ablation{.relations_only = true};
  EXPECT_FALSE(load(ablation).from_cache);
  EXPECT_TRUE(load(ablation).from_cache);
  EXPECT_TRUE(load().from_cache);
  EXPECT_FALSE(same(load().network, load(ablation).network));
}

TEST_F(NetworkCache, ADamagedFileIsNotedAndReplaced) {
  const cached_network first = load();
  std::string bytes = testing::read_text(file());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  testing::write_text(file(), bytes);
  const cached_network again = load();
  EXPECT_FALSE(again.from_cache);
  EXPECT_THAT(again.notes, ElementsAre(HasSubstr("is damaged")));
  EXPECT_TRUE(same(first.network, again.network));
  EXPECT_TRUE(load().from_cache);
}

TEST_F(NetworkCache, ADirectoryThatCannotBeWrittenIsANoteAndNotAFailure) {
  testing::write_text(directory_.path() / "cache", "a file where the directory should be");
  const cached_network network = load();
  EXPECT_FALSE(network.from_cache);
  EXPECT_GT(network.network.size(), 0U);
  ASSERT_FALSE(network.notes.empty());
  EXPECT_THAT(network.notes.back(), HasSubstr("could not be kept"));
}

TEST_F(NetworkCache, AWriteThatFailsHalfwayIsReportedAndLeavesTheOldFileAlone) {
  const cached_network first = load();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit half = before;
  half.rlim_cur = std::filesystem::file_size(file()) / 2;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &half), 0);
  const std::string problem = write_network_file(file(), any_key, first.network);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(problem, HasSubstr("cannot be written"));
  EXPECT_TRUE(load().from_cache);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(cache_), {}), 1);
}

TEST_F(NetworkCache, AnEmptyPathMeansNoCache) {
  const cached_network network = load_or_build_network(wordnet_, {});
  EXPECT_FALSE(network.from_cache);
  EXPECT_THAT(network.notes, IsEmpty());
}

TEST_F(NetworkCache, AMissingWordNetIsAnErrorEvenWithACache) {
  (void)load();
  std::filesystem::remove(wordnet_ / "cntlist.rev");
  EXPECT_THAT(testing::message_of<workload_error>([&] { (void)load(); }),
              HasSubstr("cntlist.rev: cannot be read. Install WordNet"));
}

TEST_F(NetworkCache, EveryTruncationIsDetected) {
  const std::filesystem::path cut = directory_.path() / "cut.bin";
  ASSERT_EQ(write_network_file(cut, any_key, load().network), "");
  ASSERT_TRUE(read_network_file(cut, any_key).network);
  const std::string bytes = testing::read_text(cut);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    testing::write_text(cut, std::string_view(bytes).substr(0, length));
    const network_file_content content = read_network_file(cut, any_key);
    ASSERT_FALSE(content.network) << length;
    ASSERT_FALSE(content.problem.empty()) << length;
  }
  testing::write_text(cut, bytes + '\0');
  EXPECT_THAT(read_network_file(cut, any_key).problem, HasSubstr("is damaged"));
}

TEST_F(NetworkCache, EveryFlippedByteIsDetected) {
  const std::filesystem::path flipped = directory_.path() / "flipped.bin";
  ASSERT_EQ(write_network_file(flipped, any_key, load().network), "");
  const std::string bytes = testing::read_text(flipped);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    testing::write_text(flipped, damaged);
    const network_file_content content = read_network_file(flipped, any_key);
    ASSERT_FALSE(content.network) << i;
    ASSERT_FALSE(content.problem.empty()) << i;
  }
}

TEST_F(NetworkCache, AMissingFileIsNoProblem) {
  const network_file_content content = read_network_file(cache_ / "none.bin", any_key);
  EXPECT_FALSE(content.network);
  EXPECT_EQ(content.problem, "");
}

TEST(DefaultCacheDirectory, FollowsTheXdgSpecification) {
  ASSERT_EQ(::setenv("XDG_CACHE_HOME", "/some/cache", 1), 0);
  EXPECT_EQ(default_cache_directory(), "/some/cache/engram");
  ASSERT_EQ(::setenv("XDG_CACHE_HOME", "relative", 1), 0);
  ASSERT_EQ(::setenv("HOME", "/home/someone", 1), 0);
  EXPECT_EQ(default_cache_directory(), "/home/someone/.cache/engram");
  ASSERT_EQ(::unsetenv("XDG_CACHE_HOME"), 0);
  ASSERT_EQ(::unsetenv("HOME"), 0);
  EXPECT_TRUE(default_cache_directory().empty());
}

}  // namespace
}  // namespace engram::workload
