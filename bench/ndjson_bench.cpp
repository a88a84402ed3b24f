// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// NDJSON: what a batch costs an event. The floor copies the same bytes and hands them to the same
// place; the bar is 8 million events a second, on one core.
#include <engram/export/ndjson.hpp>
#include <engram/schema.hpp>

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

enum class node_id : std::uint64_t {};
enum class relation : std::uint8_t { semantic, associative };
consteval auto label_set(relation) { return engram::labels{"kind", {"semantic", "associative"}}; }
struct primed {
  node_id prime, target;
  float strength;
  relation kind;
  std::uint8_t hops;
};

}  // namespace

template <>
inline constexpr std::string_view engram::entity<node_id> = "node";
template <>
inline constexpr auto engram::schema<primed> = engram::describe<primed>(
    {.name = "engram.node.primed"}, engram::field<&primed::prime>{""},
    engram::field<&primed::target>{""}, engram::field<&primed::strength>{""},
    engram::field<&primed::kind>{""}, engram::field<&primed::hops>{""});

namespace {

constexpr std::size_t batch_size = 16'384;
const engram::event_descriptor type = engram::schema<primed>.descriptor();

/// Eight events an operation, as the reference load has them; ids below 120,000, any strength.
engram::batch make_batch() {
  engram::batch batch;
  std::uint64_t random = 1;
  for (std::size_t i = 0; i < batch_size; ++i) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    const primed event{.prime = node_id{(random >> 20) % 120'000},
                       .target = node_id{(random >> 40) % 120'000},
                       .strength = static_cast<float>(random >> 40) * 0x1p-24F,
                       .kind = relation{static_cast<std::uint8_t>(random >> 63)},
                       .hops = static_cast<std::uint8_t>(random >> 62)};
    auto words = engram::detail::payload(event);
    words[0] |= 1;
    const std::int64_t when =
        1'795'572'840'000'000'000 + static_cast<std::int64_t>(i / 8) * 100'000 + 4'321;
    batch.push_back({.words = words,
                     .type = &type,
                     .wall_ns = when,
                     .begin_wall_ns = when,
                     .operation = std::uint64_t{3} << 40 | i / 8,
                     .space = static_cast<std::uint32_t>(i / 8 % 64),
                     .shard = 3,
                     .kind = engram::record_kind::event,
                     .type_index = 1});
  }
  return batch;
}

std::string bytes_of(const engram::batch& batch) {
  const auto path = std::filesystem::temp_directory_path() / "engram-bench.ndjson";
  engram::sink_ledger ledger;
  {
    engram::ndjson exporter({.path = path.string(), .max_files = 1});
    if (exporter.open({})) exporter.write(batch, ledger);
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return bytes;
}

void report(benchmark::State& state, std::size_t bytes) {
  state.SetItemsProcessed(state.iterations() * std::int64_t{batch_size});
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

/// The floor: the bytes of the batch, copied into a buffer and written from there.
void copy_floor(benchmark::State& state) {
  const std::string bytes = bytes_of(make_batch());
  std::vector<char> buffer(256 << 10);
  const int out = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  for (auto _ : state) {
    for (std::size_t at = 0; at < bytes.size(); at += buffer.size()) {
      const std::size_t n = std::min(buffer.size(), bytes.size() - at);
      std::memcpy(buffer.data(), bytes.data() + at, n);
      benchmark::DoNotOptimize(::write(out, buffer.data(), n));
    }
  }
  ::close(out);
  report(state, bytes.size());
}
BENCHMARK(copy_floor);

void write_batches(benchmark::State& state, engram::ndjson_options options) {
  const auto batch = make_batch();
  const std::size_t bytes = bytes_of(batch).size();
  engram::ndjson exporter(std::move(options));
  engram::sink_ledger ledger;
  if (!exporter.open({})) return state.SkipWithError("cannot open");
  for (auto _ : state) exporter.write(batch, ledger);
  report(state, bytes);
}

void ndjson_to_nowhere(benchmark::State& state) { write_batches(state, {.path = "/dev/null"}); }
BENCHMARK(ndjson_to_nowhere);

/// With names beside the ids, from a table in memory.
void ndjson_with_names(benchmark::State& state) {
  const std::vector<std::string> names(120'000, "doctor");
  write_batches(state, {.path = "/dev/null", .resolve = [&](auto, auto id, std::string& name) {
                          name = names[id];
                          return true;
                        }});
}
BENCHMARK(ndjson_with_names);

/// Into a real file that rotates, as users run it: the kernel's share included.
void ndjson_to_file(benchmark::State& state) {
  const auto path = std::filesystem::temp_directory_path() / "engram-bench.ndjson";
  write_batches(state, {.path = path.string(), .max_file_bytes = 64 << 20, .max_files = 2});
  std::filesystem::remove(path);
  std::filesystem::remove(std::filesystem::path(path).replace_extension(".1.ndjson"));
}
BENCHMARK(ndjson_to_file);

}  // namespace
