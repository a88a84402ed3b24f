// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/rotating_file.hpp"

#include "export/sigpipe_guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <limits>
#include <new>
#include <utility>

namespace engram::inline v0::detail {
namespace {

constexpr int patience_ms = 1000;  // for a pipe that was set to be non-blocking

}  // namespace

rotating_file::rotating_file(rotating_file_options options) : options_(std::move(options)) {}
rotating_file::~rotating_file() { close(); }

void rotating_file::close() noexcept {
  if (fd_ >= 0 && fd_ != STDOUT_FILENO) ::close(fd_);
  fd_ = -1;
}

bool rotating_file::fail(std::string_view action, const std::string& path, int code) noexcept {
  failure_.action = action;
  failure_.code = code;
  try {
    failure_.path = path;
  } catch (const std::bad_alloc&) {
    failure_.path.clear();
  }
  return false;
}

/// Names of files are made when they are needed.
bool rotating_file::fail_for_memory() noexcept { return fail("open", options_.path, ENOMEM); }

std::string rotating_file::name(std::uint32_t index) const {
  if (index == 0) return options_.path;
  std::filesystem::path path(options_.path);
  const std::string extension = path.extension().string();
  path.replace_extension("." + std::to_string(index) + extension);
  return path.string();
}

bool rotating_file::inspect() {
  if (options_.path == "-") {
    regular_ = false;
    return true;
  }
  struct stat found{};
  if (::stat(options_.path.c_str(), &found) != 0) return true;  // open will say what is wrong
  regular_ = S_ISREG(found.st_mode);
  return S_ISDIR(found.st_mode) ? fail("open", options_.path, EISDIR) : true;
}

bool rotating_file::open() {
  if (!inspect()) return false;
  try {
    if (regular_) {
      delete_stale();
      struct stat found{};
      if (::stat(options_.path.c_str(), &found) == 0 && found.st_size > 0) {
        if (!rotate()) return false;
      }
    }
  } catch (const std::bad_alloc&) {
    return fail_for_memory();
  }
  return prepare(0);
}

/// Files of an earlier run that kept more of them than this one.
void rotating_file::delete_stale() const {
  for (std::uint32_t i = options_.max_files; ::unlink(name(i).c_str()) == 0; ++i) {
  }
}

bool rotating_file::rotate() {
  // Only up to the first gap: a rotation that failed half-way is taken up where it stopped.
  std::uint32_t top = 1;
  while (top + 1 < options_.max_files && ::access(name(top).c_str(), F_OK) == 0) ++top;
  for (std::uint32_t i = std::min(top, options_.max_files - 1); i > 0; --i) {
    if (::rename(name(i - 1).c_str(), name(i).c_str()) != 0 && errno != ENOENT) {
      return fail("rotate", name(i - 1), errno);
    }
  }
  // A file that is the only one has nowhere to go.
  if (options_.max_files == 1 && ::unlink(options_.path.c_str()) != 0 && errno != ENOENT) {
    return fail("delete", options_.path, errno);
  }
  close();
  return true;
}

bool rotating_file::open_new() {
  started_ = torn_ = false;
  size_ = 0;
  if (options_.path == "-") {
    fd_ = STDOUT_FILENO;
    return true;
  }
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (regular_ ? O_TRUNC : 0);
  do {
    fd_ = ::open(options_.path.c_str(), flags, 0644);
  } while (fd_ < 0 && errno == EINTR);
  return fd_ >= 0 ? true : fail("open", options_.path, errno);
}

std::uint64_t rotating_file::room() const noexcept {
  if (!regular_ || options_.max_bytes == 0) return std::numeric_limits<std::uint64_t>::max();
  return options_.max_bytes > size_ ? options_.max_bytes - size_ : 0;
}

bool rotating_file::prepare(std::size_t bytes) {
  const bool full = fd_ >= 0 && started_ && room() < bytes;
  try {
    if (full && !rotate()) return false;
  } catch (const std::bad_alloc&) {
    return fail_for_memory();
  }
  if (fd_ < 0 && !open_new()) return false;
  if (started_) return true;
  started_ = append(options_.header) == options_.header.size();
  return started_;
}

std::size_t rotating_file::append(std::string_view lines) {
  if (torn_) {
    if (write_some("\n") != 1) return 0;
    torn_ = false;
    ++size_;
  }
  const std::size_t written = write_some(lines);
  if (written == lines.size()) {
    size_ += written;
    return written;
  }
  const std::size_t last = lines.substr(0, written).rfind('\n');
  const std::size_t whole = last == std::string_view::npos ? 0 : last + 1;
  cut_back(whole, written);
  return whole;
}

void rotating_file::cut_back(std::size_t whole, std::size_t written) {
  size_ += whole;
  if (written == whole) return;
  const auto target = static_cast<off_t>(size_);
  const bool cut =
      regular_ && ::ftruncate(fd_, target) == 0 && ::lseek(fd_, target, SEEK_SET) == target;
  if (cut) return;
  torn_ = true;
  size_ += written - whole;
}

std::size_t rotating_file::write_some(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    std::size_t written = 0;
    if (!write_once(bytes.substr(done), written)) break;
    done += written;
  }
  return done;
}

bool rotating_file::write_once(std::string_view bytes, std::size_t& written) {
  const sigpipe_guard guard(!regular_);
  while (true) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n > 0) {
      written = static_cast<std::size_t>(n);
      return true;
    }
    const int code = n == 0 ? ENOSPC : errno;
    if (code == EINTR) continue;
    if (code == EAGAIN && wait_until_writable()) continue;
    return fail("write to", options_.path, code);
  }
}

bool rotating_file::wait_until_writable() const {
  pollfd waiting{.fd = fd_, .events = POLLOUT, .revents = 0};
  return ::poll(&waiting, 1, patience_ms) > 0;
}

bool rotating_file::sync() {
  if (fd_ < 0) return false;
  if (!regular_ || ::fdatasync(fd_) == 0) return true;
  return fail("sync", options_.path, errno);
}

}  // namespace engram::inline v0::detail
