// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/network_cache.hpp"

#include "workload/checksum.hpp"
#include "workload/network_file.hpp"
#include "workload/wordnet.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <system_error>
#include <utility>

namespace engram::workload {
namespace {

void add_recipe(checksum& sum, const network_recipe& recipe) {
  sum.add(recipe.synonym);
  for (const double weight : recipe.relations) sum.add(weight);
  sum.add(recipe.smoothing);
  sum.add(recipe.gloss_forward);
  sum.add(recipe.gloss_reverse);
  sum.add(recipe.cooccurrence);
  sum.add(std::uint64_t{recipe.cooccurrence_glosses});
  sum.add(std::uint64_t{recipe.cooccurrence_words});
  sum.add(recipe.collocation);
  sum.add(std::uint64_t{recipe.out_degree});
  sum.add(std::uint64_t{recipe.relations_only});
}

/// Stands for everything a network depends on.
std::uint64_t key_of(const std::filesystem::path& wordnet_directory, const network_recipe& recipe) {
  checksum sum;
  sum.add(std::uint64_t{network_recipe_version});
  add_recipe(sum, recipe);
  for (const std::string_view name : wordnet_files()) {
    const std::filesystem::path path = wordnet_directory / name;
    std::error_code no_size;
    std::error_code no_time;
    const std::uint64_t size = std::filesystem::file_size(path, no_size);
    const auto time = std::filesystem::last_write_time(path, no_time);
    if (no_size || no_time) throw missing_wordnet_file(path);
    sum.add(size);
    sum.add(static_cast<std::uint64_t>(time.time_since_epoch().count()));
  }
  return sum.value();
}

std::filesystem::path directory_in(const char* variable, const char* below) {
  const char* const value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): only read
  // The XDG specification asks to ignore relative paths.
  if (value == nullptr || !std::filesystem::path(value).is_absolute()) return {};
  return std::filesystem::path(value) / below;
}

}  // namespace

std::filesystem::path default_cache_directory() {
  std::filesystem::path directory = directory_in("XDG_CACHE_HOME", "engram");
  return directory.empty() ? directory_in("HOME", ".cache/engram") : directory;
}

std::filesystem::path network_cache_file(const std::filesystem::path& cache_directory,
                                         const std::filesystem::path& wordnet_directory,
                                         const network_recipe& recipe) {
  checksum sum;
  add_recipe(sum, recipe);
  std::error_code failure;
  const std::string directory =
      std::filesystem::absolute(wordnet_directory, failure).lexically_normal().string();
  sum.add(std::as_bytes(std::span(directory)));
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), sum.value(), 16).ptr;
  return cache_directory / ("network-" + std::string(digits.data(), end) + ".bin");
}

cached_network load_or_build_network(const std::filesystem::path& wordnet_directory,
                                     const std::filesystem::path& cache_directory,
                                     const network_recipe& recipe,
                                     const progress_callback& progress) {
  cached_network result;
  const std::uint64_t key = key_of(wordnet_directory, recipe);
  if (cache_directory.empty()) {
    result.network = build_network(wordnet_directory, recipe, progress);
    return result;
  }
  const std::filesystem::path path = network_cache_file(cache_directory, wordnet_directory, recipe);
  network_file_content content = read_network_file(path, key);
  if (content.network) {
    if (progress) progress("loading the network", 1);
    result.network = *std::move(content.network);
    result.from_cache = true;
    return result;
  }
  const std::string name = "The network cache " + path.string() + ' ';
  if (!content.problem.empty()) result.notes.push_back(name + content.problem + "; it is rebuilt.");
  result.network = build_network(wordnet_directory, recipe, progress);
  const std::string problem = write_network_file(path, key, result.network);
  if (!problem.empty()) {
    result.notes.push_back(name + "could not be kept (" + problem +
                           "); the next start builds again.");
  }
  return result;
}

}  // namespace engram::workload
