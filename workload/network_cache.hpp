// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/network_builder.hpp"
#include "workload/network_recipe.hpp"
#include "workload/semantic_network.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace engram::workload {

/// A network and how it was come by.
struct cached_network {
  semantic_network network;
  bool from_cache = false;
  /// Things a user may want to know, one sentence each: a cache that was damaged, stale or could
  /// not be written. None of them affects the network.
  std::vector<std::string> notes;
};

/// `$XDG_CACHE_HOME/engram`, else `$HOME/.cache/engram`, else an empty path.
[[nodiscard]] std::filesystem::path default_cache_directory();

/// The file within the cache directory that holds the network of a recipe and a WordNet directory.
[[nodiscard]] std::filesystem::path network_cache_file(
    const std::filesystem::path& cache_directory, const std::filesystem::path& wordnet_directory,
    const network_recipe& recipe = {});

/// Loads the network from the cache, or builds it and leaves it there for the next time. The cache
/// counts only if it is whole and the sizes and modification times of the WordNet files, the recipe
/// and its version are those it was built with. An empty `cache_directory` means no cache.
/// Throws `workload_error` only where `build_network` does.
[[nodiscard]] cached_network load_or_build_network(const std::filesystem::path& wordnet_directory,
                                                   const std::filesystem::path& cache_directory,
                                                   const network_recipe& recipe = {},
                                                   const progress_callback& progress = {});

}  // namespace engram::workload
