// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/http_fetch.hpp"

#include <curl/curl.h>

#include <memory>
#include <string_view>

namespace engram::tool {
namespace {

struct received {
  std::string body;
  std::size_t most;
  bool too_large = false;
};

/// Returning less than it was given ends the transfer.
std::size_t take(char* data, std::size_t size, std::size_t count, void* to) {
  auto& into = *static_cast<received*>(to);
  const std::size_t bytes = size * count;
  if (bytes > into.most - into.body.size()) {
    into.too_large = true;
    return 0;
  }
  into.body.append(data, bytes);
  return bytes;
}

/// `base` if it names a page itself, else `base` and `path`.
std::string url_of(const std::string& base, const std::string& path) {
  const auto scheme = base.find("://");
  if (scheme == std::string::npos) {
    throw fetch_error("\"" + base + "\" is no URL; it should be like http://127.0.0.1:9464");
  }
  const auto slash = base.find('/', scheme + 3);
  if (slash == std::string::npos) return base + path;
  return slash + 1 == base.size() ? base.substr(0, slash) + path : base;
}

std::string seconds_of(std::chrono::milliseconds time) {
  const auto whole = time.count() / 1000;
  return time.count() % 1000 == 0 ? std::to_string(whole) + " s"
                                  : std::to_string(time.count()) + " ms";
}

std::string explained(CURLcode code, const received& got, const fetch_limits& limits) {
  if (got.too_large) return "answers with more than " + std::to_string(got.most) + " bytes";
  switch (code) {
    case CURLE_COULDNT_CONNECT:
      return "nobody answers there; engram run serves its metrics on port 9464, others where they "
             "were told to";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "there is no such host";
    case CURLE_OPERATION_TIMEDOUT:
      return "no whole answer within " + seconds_of(limits.time);
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "only http and https are fetched";
    case CURLE_URL_MALFORMAT:
      return "this is no URL; it should be like http://127.0.0.1:9464";
    default:
      return curl_easy_strerror(code);
  }
}

using handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

handle made_for(const std::string& url, received& into, const fetch_limits& limits) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  handle made(ready == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (made == nullptr) throw fetch_error("libcurl cannot be started");
  curl_easy_setopt(made.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(made.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(made.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(limits.time.count()));
  curl_easy_setopt(made.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(made.get(), CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  curl_easy_setopt(made.get(), CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(made.get(), CURLOPT_WRITEDATA, &into);
  return made;
}

}  // namespace

std::string fetch(const std::string& base, const std::string& path, const fetch_limits& limits) {
  const auto url = url_of(base, path);
  received got{.body = {}, .most = limits.bytes};
  const auto transfer = made_for(url, got, limits);
  const CURLcode code = curl_easy_perform(transfer.get());
  if (code != CURLE_OK) throw fetch_error(url + ": " + explained(code, got, limits));
  long status = 0;
  curl_easy_getinfo(transfer.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 404) {
    throw fetch_error(url +
                      ": there is no such page (404); what answers there is no engram process, "
                      "or an older one");
  }
  if (status != 200) throw fetch_error(url + ": answers with status " + std::to_string(status));
  return std::move(got.body);
}

}  // namespace engram::tool
