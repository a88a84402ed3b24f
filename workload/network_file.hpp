// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/semantic_network.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace engram::workload {

// The file of a built network. All numbers are in the byte order and float format of the machine:
// it is a cache, not an exchange format, and a file of another machine fails the first check.
//
//   bytes  content
//   8      "ENGRAMNW"
//   4      0x01020304
//   4      format version
//   8      key: what the network was built from
//   8      checksum of everything but this field
//   4 4 8  nodes, edges, letters
//   ...    the arrays of `network_arrays` in their order, without padding

/// What came of reading a file: a network, or why there is none.
struct network_file_content {
  std::optional<semantic_network> network;
  /// Empty if a network was read or if there is no file at all.
  std::string problem;
};

/// Reads a network if the file is whole and was built from what `key` stands for, in tens of
/// milliseconds. Never throws for what it finds in the file.
[[nodiscard]] network_file_content read_network_file(const std::filesystem::path& path,
                                                     std::uint64_t key);

/// Writes a network to a temporary file beside `path` and renames it, so that no reader ever sees
/// half a file. Returns what went wrong, empty if nothing did.
[[nodiscard]] std::string write_network_file(const std::filesystem::path& path, std::uint64_t key,
                                             const semantic_network& network);

}  // namespace engram::workload
