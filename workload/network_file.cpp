// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/network_file.hpp"

#include "workload/checksum.hpp"
#include "workload/workload_error.hpp"

#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <new>
#include <span>
#include <system_error>
#include <type_traits>
#include <utility>

namespace engram::workload {
namespace {

constexpr std::array<char, 8> magic{'E', 'N', 'G', 'R', 'A', 'M', 'N', 'W'};
constexpr std::uint32_t byte_order_mark = 0x01020304;
constexpr std::uint32_t format_version = 1;

struct file_header {
  std::array<char, 8> magic;
  std::uint32_t byte_order;
  std::uint32_t version;
  std::uint64_t key;
  std::uint64_t checksum;
  std::uint32_t nodes;
  std::uint32_t edges;
  std::uint64_t letters;
};
static_assert(std::has_unique_object_representations_v<file_header>);

/// Visits the arrays in the order of the file.
template <typename Arrays, typename Visit>
void for_each_array(Arrays& arrays, Visit visit) {
  visit(arrays.row_begin);
  visit(arrays.to);
  visit(arrays.weight);
  visit(arrays.kind);
  visit(arrays.frequency);
  visit(arrays.word_begin);
  visit(arrays.letters);
}

std::uint64_t bytes_of_arrays(const file_header& header) {
  const std::uint64_t nodes = header.nodes;
  const std::uint64_t edges = header.edges;
  return 4 * (nodes + 1) + (4 + 4 + 1) * edges + 4 * nodes + 4 * (nodes + 1) + header.letters;
}

void resize(network_arrays& arrays, const file_header& header) {
  arrays.row_begin.resize(header.nodes + std::size_t{1});
  arrays.to.resize(header.edges);
  arrays.weight.resize(header.edges);
  arrays.kind.resize(header.edges);
  arrays.frequency.resize(header.nodes);
  arrays.word_begin.resize(header.nodes + std::size_t{1});
  arrays.letters.resize(header.letters);
}

std::uint64_t checksum_of(file_header header, const network_arrays& arrays) {
  header.checksum = 0;
  checksum sum;
  sum.add(std::as_bytes(std::span(&header, 1)));
  for_each_array(arrays, [&sum](const auto& array) { sum.add(std::as_bytes(std::span(array))); });
  return sum.value();
}

/// What is wrong with a header, before anything is allocated on its word.
std::string header_problem(const file_header& header, std::uint64_t bytes, std::uint64_t key) {
  if (header.magic != magic || header.byte_order != byte_order_mark) {
    return "is not a network of this machine";
  }
  if (header.version != format_version) return "has another format version";
  if (header.letters > bytes || bytes_of_arrays(header) + sizeof header != bytes) {
    return "is damaged: its length is not what its header says";
  }
  if (header.key != key) return "was built from other files or by another recipe";
  return {};
}

bool read_arrays(std::ifstream& file, network_arrays& arrays) {
  for_each_array(arrays, [&file](auto& array) {
    const std::span<std::byte> bytes = std::as_writable_bytes(std::span(array));
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  });
  return static_cast<bool>(file);
}

network_file_content read_checked(std::ifstream& file, const file_header& header) {
  network_arrays arrays;
  resize(arrays, header);
  if (!read_arrays(file, arrays)) return {{}, "cannot be read to its end"};
  if (checksum_of(header, arrays) != header.checksum) {
    return {{}, "is damaged: its checksum differs"};
  }
  return {semantic_network(std::move(arrays)), {}};
}

bool write_all(const std::filesystem::path& path, const file_header& header,
               const network_arrays& arrays) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(&header), sizeof header);
  for_each_array(arrays, [&file](const auto& array) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(array));
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  });
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

network_file_content read_network_file(const std::filesystem::path& path, std::uint64_t key) {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure) && !failure) return {};
  const std::uint64_t bytes = std::filesystem::file_size(path, failure);
  std::ifstream file(path, std::ios::binary);
  if (failure || !file) return {{}, "cannot be opened"};
  file_header header{};
  if (!file.read(reinterpret_cast<char*>(&header), sizeof header)) {
    return {{}, "is damaged: it ends within its header"};
  }
  std::string problem = header_problem(header, bytes, key);
  if (!problem.empty()) return {{}, std::move(problem)};
  try {
    return read_checked(file, header);
  } catch (const workload_error& error) {
    return {{}, std::string("is damaged: ") + error.what()};
  } catch (const std::bad_alloc&) {
    return {{}, "does not fit into memory"};
  }
}

std::string write_network_file(const std::filesystem::path& path, std::uint64_t key,
                               const semantic_network& network) {
  const network_arrays& arrays = network.arrays();
  file_header header{.magic = magic,
                     .byte_order = byte_order_mark,
                     .version = format_version,
                     .key = key,
                     .checksum = 0,
                     .nodes = network.size(),
                     .edges = static_cast<std::uint32_t>(network.edges()),
                     .letters = arrays.letters.size()};
  header.checksum = checksum_of(header, arrays);
  std::error_code failure;
  std::filesystem::create_directories(path.parent_path(), failure);
  if (failure) return "cannot create its directory: " + failure.message();
  // The process id keeps two programs that start at once from writing into one temporary file.
  const std::filesystem::path temporary = path.string() + ".tmp" + std::to_string(::getpid());
  const bool written = write_all(temporary, header, arrays);
  if (written) std::filesystem::rename(temporary, path, failure);
  if (written && !failure) return {};
  const std::string problem =
      written ? failure.message() : "cannot be written; is the directory writable and not full?";
  std::filesystem::remove(temporary, failure);
  return problem;
}

}  // namespace engram::workload
