// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"
#include "export/prometheus_numbers.hpp"
#include "export/prometheus_program.hpp"
#include "export/prometheus_protobuf.hpp"

#include <engram/export/prometheus.hpp>

#include <utility>

namespace engram::inline v0 {
namespace {

/// What comes from elsewhere, written as it comes.
class extra_page final : public prometheus_page {
 public:
  extra_page(prometheus_format format, const detail::name_claims& taken, detail::raw_text& page)
      : format_(format), taken_(taken), page_(page) {}

  void family(const prometheus_family& family) override {
    names_ = detail::names_of(family.name, family.unit, family.kind);
    left_out_ = !taken_.free(names_) || !own_.take(names_);
    if (left_out_) ++count_left_out_;
    if (!left_out_) {
      page_.append(detail::head_of(format_, names_, family.name, family.help));
    } else if (format_ == prometheus_format::text) {
      page_.append("# " + names_.sample +
                   " is there already: an extra family is left out, rename it\n");
    }
  }
  /// Families that are not on the page.
  std::uint32_t left_out() const noexcept { return count_left_out_; }

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
    page_.append(names_.sample + (text.empty() ? " " : "{" + text + "} "));
    char* end = detail::put_sample_number(page_.room(detail::number_bytes + 1), value);
    *end++ = '\n';
    page_.end_at(end);
  }

  prometheus_format format_;
  const detail::name_claims& taken_;  // by the snapshot's metrics
  detail::name_claims own_;
  detail::raw_text& page_;
  detail::family_names names_{};
  bool left_out_ = true;  // a sample before the first family belongs nowhere
  std::uint32_t count_left_out_ = 0;
};

detail::line_style style_of(const prometheus_options& options) {
  detail::line_style style{.format = options.format};
  if (options.created && options.format == prometheus_format::openmetrics) {
    style.created = detail::seconds_text(*options.created);
  }
  return style;
}

}  // namespace

class prometheus_exposition::program {
 public:
  program() = default;
  virtual ~program() = default;
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  virtual std::string_view render(const snapshot& reading) = 0;
  std::uint32_t left_out() const noexcept { return left_out_; }

 protected:
  void set_left_out(std::uint32_t families) noexcept { left_out_ = families; }

  /// The moment of the page that is made now.
  detail::page_moment next_moment(const prometheus_options& options) {
    moment_ = {.now = options.clock(), .before = moment_.now};
    return moment_;
  }

 private:
  detail::page_moment moment_;
  std::uint32_t left_out_ = 0;
};

/// Of the text formats.
class prometheus_exposition::text_program final : public program {
 public:
  explicit text_program(prometheus_options options)
      : options_(std::move(options)), pieces_(style_of(options_)) {}

  std::string_view render(const snapshot& reading) override {
    page_.clear();
    pieces_.learn(reading.metrics());
    pieces_.run(reading, next_moment(options_), page_);
    set_left_out(pieces_.names().refused());
    if (options_.extra) {
      extra_page page(options_.format, pieces_.names(), page_);
      options_.extra(page);
      set_left_out(left_out() + page.left_out());
    }
    if (options_.format == prometheus_format::openmetrics) page_.append("# EOF\n");
    return page_.view();
  }

 private:
  prometheus_options options_;
  detail::page_program pieces_;
  detail::raw_text page_;
};

class prometheus_exposition::binary_program final : public program {
 public:
  explicit binary_program(prometheus_options options)
      : options_(std::move(options)), families_(options_.created) {}

  std::string_view render(const snapshot& reading) override {
    page_.clear();
    families_.run(reading, next_moment(options_), page_);
    set_left_out(families_.names().refused());
    if (options_.extra) {
      detail::protobuf_extra page(families_.names(), page_);
      options_.extra(page);
      page.finish();
      set_left_out(left_out() + page.left_out());
    }
    return page_;
  }

 private:
  prometheus_options options_;
  detail::protobuf_program families_;
  std::string page_;
};

std::unique_ptr<prometheus_exposition::program> prometheus_exposition::program_for(
    prometheus_options options) {
  if (options.format == prometheus_format::protobuf) {
    return std::make_unique<binary_program>(std::move(options));
  }
  return std::make_unique<text_program>(std::move(options));
}

prometheus_exposition::prometheus_exposition(prometheus_options options)
    : program_(program_for(std::move(options))) {}
prometheus_exposition::~prometheus_exposition() = default;
prometheus_exposition::prometheus_exposition(prometheus_exposition&&) noexcept = default;
prometheus_exposition& prometheus_exposition::operator=(prometheus_exposition&&) noexcept = default;

std::string_view prometheus_exposition::render(const snapshot& reading) {
  return program_->render(reading);
}

std::uint32_t prometheus_exposition::left_out() const noexcept { return program_->left_out(); }

std::string prometheus_text(const snapshot& reading, prometheus_options options) {
  options.format = prometheus_format::text;
  return std::string(prometheus_exposition(std::move(options)).render(reading));
}

}  // namespace engram::inline v0
