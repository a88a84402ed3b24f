// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/json_text.hpp"
#include "export/prometheus_names.hpp"
#include "export/prometheus_program.hpp"

#include <engram/export/prometheus.hpp>

#include <unordered_set>
#include <utility>

namespace engram::inline v0 {
namespace {

/// What comes from elsewhere, written as it comes.
class extra_page final : public prometheus_page {
 public:
  extra_page(const detail::page_program& program, detail::raw_text& page)
      : program_(program), page_(page) {}

  void family(const prometheus_family& family) override {
    name_ = detail::prometheus_name(family.name, family.unit, family.kind);
    left_out_ = program_.has(name_) || !names_.insert(name_).second;
    if (left_out_) {
      page_.append("# " + name_ + " is there already: an extra family is left out, rename it\n");
    } else {
      page_.append(detail::prometheus_head(name_, family.name, family.help, family.kind));
    }
  }
  void sample(std::span<const prometheus_label> labels, std::uint64_t value) override {
    put(labels, value);
  }
  void sample(std::span<const prometheus_label> labels, double value) override {
    put(labels, value);
  }

 private:
  template <class Number>
  void put(std::span<const prometheus_label> labels, Number value) {
    if (left_out_) return;
    std::string text;
    for (const auto& [key, text_value] : labels) {
      detail::add_label(text, detail::prometheus_key(key), text_value);
    }
    page_.append(name_ + (text.empty() ? " " : "{" + text + "} "));
    page_.end_at(detail::put_sample_number(page_.room(detail::number_bytes), value));
  }

  const detail::page_program& program_;
  detail::raw_text& page_;
  std::unordered_set<std::string> names_;
  std::string name_;
  bool left_out_ = true;  // a sample before the first family belongs nowhere
};

}  // namespace

class prometheus_exposition::program {
 public:
  explicit program(prometheus_options options) : options_(std::move(options)) {}

  std::string_view render(const snapshot& reading) {
    page_.clear();
    pieces_.learn(reading.metrics());
    pieces_.run(reading, page_);
    if (options_.extra) {
      extra_page page(pieces_, page_);
      options_.extra(page);
    }
    return page_.view();
  }

 private:
  prometheus_options options_;
  detail::page_program pieces_;
  detail::raw_text page_;
};

prometheus_exposition::prometheus_exposition(prometheus_options options)
    : program_(std::make_unique<program>(std::move(options))) {}
prometheus_exposition::~prometheus_exposition() = default;
prometheus_exposition::prometheus_exposition(prometheus_exposition&&) noexcept = default;
prometheus_exposition& prometheus_exposition::operator=(prometheus_exposition&&) noexcept = default;

std::string_view prometheus_exposition::render(const snapshot& reading) {
  return program_->render(reading);
}

std::string prometheus_text(const snapshot& reading, const prometheus_options& options) {
  return std::string(prometheus_exposition(options).render(reading));
}

}  // namespace engram::inline v0
