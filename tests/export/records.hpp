// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/collect/batch.hpp>
#include <engram/collect/exporter.hpp>
#include <engram/schema.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// Records made by hand, as a collector would hand them to an exporter.
namespace records {

enum class relation : std::uint8_t { semantic, associative };
consteval auto label_set(relation) { return engram::labels{"kind", {"semantic", "associative"}}; }

enum class node_id : std::uint64_t {};

struct primed {
  node_id prime;
  node_id target;
  float strength;
  relation kind;
  std::uint8_t hops;
};
struct wide {
  std::uint64_t large;
  std::int64_t low;
  float real;
};
struct narrow {
  double real;
  std::int32_t four;
  std::int16_t two;
  std::int8_t one;
  bool yes;
};
struct clashing {
  float time;
  std::uint32_t thread;
  node_id prime;
  std::uint8_t prime_name;
};

}  // namespace records

template <>
inline constexpr std::string_view engram::entity<records::node_id> = "node";
template <>
inline constexpr auto engram::schema<records::primed> = engram::describe<records::primed>(
    {.name = "test.node.primed", .help = "A prime raised a target."},
    engram::field<&records::primed::prime>{"just active"},
    engram::field<&records::primed::target>{"raised"},
    engram::field<&records::primed::strength>{"added"},
    engram::field<&records::primed::kind>{"relation"},
    engram::field<&records::primed::hops>{"edges"});
template <>
inline constexpr auto engram::schema<records::wide> = engram::describe<records::wide>(
    {.name = "test.wide"}, engram::field<&records::wide::large>{""},
    engram::field<&records::wide::low>{""}, engram::field<&records::wide::real>{""});
template <>
inline constexpr auto engram::schema<records::narrow> = engram::describe<records::narrow>(
    {.name = "test.narrow"}, engram::field<&records::narrow::real>{""},
    engram::field<&records::narrow::four>{""}, engram::field<&records::narrow::two>{""},
    engram::field<&records::narrow::one>{""}, engram::field<&records::narrow::yes>{""});
template <>
inline constexpr auto engram::schema<records::clashing> = engram::describe<records::clashing>(
    {.name = "test.clashing"}, engram::field<&records::clashing::time>{""},
    engram::field<&records::clashing::thread>{""}, engram::field<&records::clashing::prime>{""},
    engram::field<&records::clashing::prime_name>{""});

namespace records {

/// 2026-11-25T02:14:00.123456789Z
inline constexpr std::int64_t noon = 1'795'572'840'123'456'789;

template <class Event>
inline const engram::event_descriptor descriptor = engram::schema<Event>.descriptor();
inline const engram::event_descriptor recall{
    .name = "test.recall", .help = "One recall.", .fields = {}, .strength = 0};
inline constexpr std::uint8_t recall_index = 128;

struct frame {
  std::int64_t wall_ns = noon;
  std::uint64_t operation = 0;
  std::uint32_t space = 0;
  std::uint32_t shard = 1;
  std::uint8_t type_index = 1;
  std::uint8_t weight_code = 0;
};

template <class Event>
engram::event_record event(const Event& of, frame in = {}) {
  auto words = engram::detail::payload(of);
  words[0] |= in.type_index | std::uint64_t{in.weight_code} << 8;
  return {.words = words,
          .type = &descriptor<Event>,
          .wall_ns = in.wall_ns,
          .begin_wall_ns = in.wall_ns,
          .operation = in.operation,
          .space = in.space,
          .shard = in.shard,
          .kind = engram::record_kind::event,
          .type_index = in.type_index};
}
inline engram::event_record begin(std::uint64_t subject, frame in) {
  return {.words = {0x7c, 0, in.operation, subject},
          .type = &recall,
          .wall_ns = in.wall_ns,
          .begin_wall_ns = in.wall_ns,
          .operation = in.operation,
          .space = in.space,
          .shard = in.shard,
          .kind = engram::record_kind::operation_begin,
          .type_index = recall_index};
}
inline engram::event_record end(std::int64_t duration_ns, std::uint32_t events, std::uint32_t lost,
                                frame in) {
  return {.words = {0x7d, 0, 0, std::uint64_t{events} << 32 | std::uint64_t{lost} << 48},
          .type = &recall,
          .wall_ns = in.wall_ns + duration_ns,
          .begin_wall_ns = in.wall_ns,
          .operation = in.operation,
          .space = in.space,
          .shard = in.shard,
          .kind = engram::record_kind::operation_end,
          .type_index = recall_index};
}

inline engram::event_record some_event(std::uint64_t prime) {
  return event(primed{.prime = node_id{prime},
                      .target = node_id{2},
                      .strength = 0.25F,
                      .kind = relation::semantic,
                      .hops = 1});
}

/// Hands a batch over as a collector does: each record drained once.
inline void hand_over(engram::exporter& to, const engram::batch& batch,
                      engram::sink_ledger& ledger) {
  for (const auto& record : batch) ledger.drain(record.type_index);
  to.write(batch, ledger);
}

inline std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> lines(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) all.push_back(line);
  return all;
}

/// Expects what a golden file holds; leaves what there is instead beside the test's other output.
inline void expect_golden(const std::string& text, const std::string& file) {
  if (text == contents(file)) return;
  const auto actual = testing::TempDir() + std::filesystem::path(file).filename().string();
  std::ofstream(actual, std::ios::binary) << text;
  ADD_FAILURE() << "compare " << file << " with " << actual;
}

/// A directory that goes with its owner.
class scratch {
 public:
  scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "engram-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace records
