// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/port_file.hpp"

#include "workload/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace engram::tool {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PortFile, HoldsThePortAndNothingElseIsLeft) {
  const workload::testing::temporary_directory directory;
  const auto path = directory.path() / "port";
  write_port_file(path.string(), 9464);
  EXPECT_EQ(text_of(path), "9464\n");
  write_port_file(path.string(), 1);
  EXPECT_EQ(text_of(path), "1\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(PortFile, ADeviceIsWrittenToAndStaysADevice) {
  write_port_file("/dev/null", 9464);
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_THROW(write_port_file("/dev/full", 9464), std::runtime_error);
}

TEST(PortFile, AFileThatCannotBeWrittenIsNamed) {
  try {
    write_port_file("/nonexistent/port", 9464);
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("/nonexistent/port"), std::string::npos);
  }
}

}  // namespace
}  // namespace engram::tool
