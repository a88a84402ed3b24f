// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/port_file.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace engram::tool {
namespace {

bool write_number(const std::string& path, std::uint16_t port) {
  std::ofstream file(path);
  file << port << '\n';
  file.close();
  return !file.fail();
}

bool replace_file(const std::string& path, std::uint16_t port) {
  const std::string unfinished = path + ".new";
  std::error_code failure;
  if (write_number(unfinished, port)) {
    std::filesystem::rename(unfinished, path, failure);
    if (!failure) return true;
  }
  std::filesystem::remove(unfinished, failure);
  return false;
}

}  // namespace

void write_port_file(const std::string& path, std::uint16_t port) {
  std::error_code unknown;
  const auto found = std::filesystem::status(path, unknown);
  const bool special = std::filesystem::exists(found) && !std::filesystem::is_regular_file(found);
  if (special ? write_number(path, port) : replace_file(path, port)) return;
  throw std::runtime_error("the port file " + path +
                           " cannot be written; name a file in a directory that can");
}

}  // namespace engram::tool
