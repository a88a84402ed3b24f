// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/topology.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engram {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A folder that looks as the kernel's does.
class FakeTree : public ::testing::Test {
 protected:
  FakeTree() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    root_ = std::filesystem::path(::testing::TempDir()) / ("nodes_" + std::string(test->name()));
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
  }
  ~FakeTree() override { std::filesystem::remove_all(root_); }

  void write(const std::string& file, std::string_view text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  void node(int number, std::string_view processors) const {
    write("node" + std::to_string(number) + "/cpulist", std::string(processors) + "\n");
  }
  topology read() const { return read_topology(root_.string()); }
  std::string path(const std::string& file) const { return (root_ / file).string(); }

  void expect_one_node_because(const std::string& reason) const {
    const auto nodes = read();
    EXPECT_THAT(nodes.numbers(), ElementsAre(0));
    EXPECT_EQ(nodes.index_of(5), 0U);
    EXPECT_THAT(std::string(nodes.notice()), HasSubstr(reason));
    EXPECT_THAT(std::string(nodes.notice()), HasSubstr("all processors count as one node"));
  }

 private:
  std::filesystem::path root_;
};

TEST_F(FakeTree, OfTwoNodesIsRead) {
  write("online", "0-1\n");
  node(0, "0-3,8,10-11");
  node(1, "4-7,9");
  const auto nodes = read();
  EXPECT_EQ(nodes.notice(), "");
  EXPECT_THAT(nodes.numbers(), ElementsAre(0, 1));
  std::vector<std::uint32_t> found;
  for (std::uint32_t each = 0; each < 12; ++each) found.push_back(nodes.index_of(each));
  EXPECT_THAT(found, ElementsAre(0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0));
}

TEST_F(FakeTree, OfFourNodesWithHolesInTheirNumbersIsReadByIndex) {
  write("online", "0,2-3,250\n");
  node(0, "0");
  node(2, "1");
  node(3, "2");
  node(250, "3");
  node(1, "what is offline is not read");
  const auto nodes = read();
  EXPECT_EQ(nodes.notice(), "");
  EXPECT_THAT(nodes.numbers(), ElementsAre(0, 2, 3, 250));
  EXPECT_EQ(nodes.index_of(1), 1U);
  EXPECT_EQ(nodes.index_of(3), 3U);
}

TEST_F(FakeTree, AProcessorThatIsOfflineCountsAsOneOfTheFirstNodeThatHasSome) {
  write("online", "0-2\n");
  node(0, "");
  node(1, "0,3");
  node(2, "1");
  const auto nodes = read();
  EXPECT_EQ(nodes.index_of(0), 1U);
  EXPECT_EQ(nodes.index_of(2), 1U) << "in a gap";
  EXPECT_EQ(nodes.index_of(99), 1U) << "past the last";
  EXPECT_EQ(nodes.index_of(~std::uint32_t{0}), 1U) << "what a kernel that does not tell says";
}

TEST_F(FakeTree, ANodeOfMemoryAloneIsANodeWithoutProcessors) {
  write("online", "0-1\n");
  node(0, "0-1");
  node(1, "");
  const auto nodes = read();
  EXPECT_EQ(nodes.notice(), "");
  EXPECT_THAT(nodes.numbers(), ElementsAre(0, 1));
  EXPECT_EQ(nodes.index_of(1), 0U);
}

TEST_F(FakeTree, WithoutTheListOfNodesIsOneNode) {
  expect_one_node_because(path("online") + " cannot be read");
}

TEST_F(FakeTree, WithoutANodesProcessorsIsOneNode) {
  write("online", "0-1\n");
  node(0, "0");
  expect_one_node_because(path("node1/cpulist") + " cannot be read");
}

TEST_F(FakeTree, WithADirectoryForAFileIsOneNode) {
  write("online/x", "");
  expect_one_node_because(path("online") + " cannot be read");
}

TEST_F(FakeTree, WithoutAnyNodeIsOneNode) {
  write("online", "\n");
  expect_one_node_because("has no node");
}

TEST_F(FakeTree, WithAProcessorOnTwoNodesIsOneNode) {
  write("online", "0-1\n");
  node(0, "0-2");
  node(1, "2-3");
  expect_one_node_because("processor 2 is on two nodes");
}

TEST_F(FakeTree, WithAListThatIsNoneIsOneNodeAndSaysWhichAndWhatItHolds) {
  for (const std::string_view wrong : {"0-", "-3", "0,,1", "0,", ",0", "3-1", "a", "0-3x", "0 1",
                                       "70000", "0-99999999999", "4294967296", "0x3", "0\n1"}) {
    write("online", "0\n");
    node(0, wrong);
    expect_one_node_because(path("node0/cpulist") + " holds '" + std::string(wrong) +
                            "', which is no list of numbers such as '0-3,8'");
  }
}

TEST(Topology, IsOneNodeByDefault) {
  const topology nodes;
  EXPECT_THAT(nodes.numbers(), ElementsAre(0));
  EXPECT_EQ(nodes.index_of(17), 0U);
  EXPECT_EQ(nodes.notice(), "");
}

TEST(Topology, MadeUpIsSortedByNumber) {
  const topology nodes({{7, {1}}, {3, {0}}});
  EXPECT_THAT(nodes.numbers(), ElementsAre(3, 7));
  EXPECT_EQ(nodes.index_of(0), 0U);
  EXPECT_EQ(nodes.index_of(1), 1U);
}

/// What making a topology of these nodes complains about.
std::string complaint(std::vector<topology::node> nodes) {
  try {
    const topology made(std::move(nodes));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(Topology, MadeUpWrongSaysWhatIsWrong) {
  EXPECT_EQ(complaint({}), "topology: it has no node; give at least one");
  EXPECT_EQ(complaint({{1, {}}, {1, {}}}), "topology: node 1 comes twice");
  EXPECT_EQ(complaint({{0, {4}}, {1, {4}}}), "topology: processor 4 is on two nodes");
  EXPECT_EQ(complaint({{65'536, {}}}), "topology: node 65536 is past the highest, 65535");
  EXPECT_EQ(complaint({{0, {65'536}}}), "topology: processor 65536 is past the highest, 65535");
}

TEST(Topology, OfThisMachineHasANodeForEveryProcessor) {
  const auto nodes = read_topology();
  ASSERT_GE(nodes.size(), 1U);
  for (std::uint32_t each = 0; each < 64; ++each) EXPECT_LT(nodes.index_of(each), nodes.size());
}

}  // namespace
}  // namespace engram
