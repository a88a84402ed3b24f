// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/rotating_file.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace engram::inline v0::detail {
namespace {

/// What would be right.
std::string advice(const io_failure& failure) {
  switch (failure.code) {
    case ENOSPC:
    case EDQUOT:
      return "free some space, or keep less with a smaller max_file_bytes or max_files";
    case EFBIG:
      return "raise the limit on file sizes (ulimit -f), or set a smaller max_file_bytes";
    case ENOENT:
    case ENOTDIR: {
      const auto folder = std::filesystem::path(failure.path).parent_path().string();
      return "make the directory '" + (folder.empty() ? "." : folder) + "', or choose another path";
    }
    case EISDIR:
      return "it is a directory: name a file in it";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a path that this user may write to";
    case EMFILE:
    case ENFILE:
      return "raise the limit on open files (ulimit -n)";
    case ENOMEM:
      return "memory is short: free some";
    case EPIPE:
      return "whoever read it has gone: start the reader again";
    case EAGAIN:
      return "whoever reads it is too slow";
    default:
      return "check the disk";
  }
}

}  // namespace

std::string explained(const io_failure& failure) {
  const std::string what = failure.path == "-" ? "the standard output" : "'" + failure.path + "'";
  return "cannot " + std::string(failure.action) + " " + what + ": " +
         std::generic_category().message(failure.code) + "; " + advice(failure);
}

}  // namespace engram::inline v0::detail
