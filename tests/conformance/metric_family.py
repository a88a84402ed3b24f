# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""The messages of io.prometheus.client as Google's protobuf decodes them, written down here from their
published definition: no code in common with the writer. Needs Debian's python3-protobuf."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_TYPES = descriptor_pb2.FieldDescriptorProto
_KINDS = {"double": _TYPES.TYPE_DOUBLE, "uint64": _TYPES.TYPE_UINT64, "int64": _TYPES.TYPE_INT64,
          "sint64": _TYPES.TYPE_SINT64, "sint32": _TYPES.TYPE_SINT32, "int32": _TYPES.TYPE_INT32,
          "uint32": _TYPES.TYPE_UINT32, "string": _TYPES.TYPE_STRING}
_PACKAGE = "io.prometheus.client"

# name: (number, type); "*" before a type: repeated. Types that are no scalars are messages, or the enum.
_MESSAGES = {
    "Timestamp": {"seconds": (1, "int64"), "nanos": (2, "int32")},
    "LabelPair": {"name": (1, "string"), "value": (2, "string")},
    "Gauge": {"value": (1, "double")},
    "Exemplar": {"label": (1, "*LabelPair"), "value": (2, "double"), "timestamp": (3, "Timestamp")},
    "Counter": {"value": (1, "double"), "exemplar": (2, "Exemplar"),
                "created_timestamp": (3, "Timestamp")},
    "BucketSpan": {"offset": (1, "sint32"), "length": (2, "uint32")},
    "Bucket": {"cumulative_count": (1, "uint64"), "upper_bound": (2, "double"),
               "exemplar": (3, "Exemplar")},
    "Histogram": {"sample_count": (1, "uint64"), "sample_sum": (2, "double"), "bucket": (3, "*Bucket"),
                  "schema": (5, "sint32"), "zero_threshold": (6, "double"), "zero_count": (7, "uint64"),
                  "negative_span": (9, "*BucketSpan"), "negative_delta": (10, "*sint64"),
                  "positive_span": (12, "*BucketSpan"), "positive_delta": (13, "*sint64"),
                  "created_timestamp": (15, "Timestamp"), "exemplars": (16, "*Exemplar")},
    "Metric": {"label": (1, "*LabelPair"), "gauge": (2, "Gauge"), "counter": (3, "Counter"),
               "histogram": (7, "Histogram")},
    "MetricFamily": {"name": (1, "string"), "help": (2, "string"), "type": (3, "MetricType"),
                     "metric": (4, "*Metric"), "unit": (5, "string")},
}
_TYPE_NAMES = {0: "counter", 1: "gauge", 4: "histogram"}


def _describe():
    file = descriptor_pb2.FileDescriptorProto(name="metrics.proto", package=_PACKAGE, syntax="proto2")
    enum = file.enum_type.add(name="MetricType")
    for number, name in enumerate(("COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM")):
        enum.value.add(name=name, number=number)
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for key, (number, kind) in fields.items():
            field = message.field.add(name=key, number=number)
            field.label = _TYPES.LABEL_REPEATED if kind[0] == "*" else _TYPES.LABEL_OPTIONAL
            kind = kind.lstrip("*")
            if kind in _KINDS:
                field.type = _KINDS[kind]
            else:
                field.type = _TYPES.TYPE_ENUM if kind == "MetricType" else _TYPES.TYPE_MESSAGE
                field.type_name = f".{_PACKAGE}.{kind}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(
        pool.FindMessageTypeByName(_PACKAGE + ".MetricFamily"))


MetricFamily = _describe()


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def families_of(page):
    """The families of a delimited page. Fails on what is cut off, and on fields that are not ours."""
    families, at = [], 0
    while at < len(page):
        length, at = _varint(page, at)
        assert at + length <= len(page), "the last family is cut off"
        family = MetricFamily.FromString(page[at:at + length])
        kept = len(family.SerializeToString())
        family.DiscardUnknownFields()
        assert kept == len(family.SerializeToString()), f"unknown fields in {family.name}"
        families.append(family)
        at += length
    return families


def type_of(family):
    return _TYPE_NAMES[family.type]


def labels_of(metric):
    return tuple(sorted((label.name, label.value) for label in metric.label))


def samples_of(families):
    """Value by (name, labels), as the text formats have them: histograms as their classic lines."""
    samples = {}

    def put(name, labels, value):
        assert (name, labels) not in samples, f"twice: {name} {labels}"
        samples[name, labels] = value

    for family in families:
        for metric in family.metric:
            labels = labels_of(metric)
            if type_of(family) == "histogram":
                histogram = metric.histogram
                for bucket in histogram.bucket:
                    bound = ("le", repr(bucket.upper_bound).replace("inf", "+Inf"))
                    put(family.name + "_bucket", tuple(sorted((*labels, bound))),
                        bucket.cumulative_count)
                put(family.name + "_sum", labels, histogram.sample_sum)
                put(family.name + "_count", labels, histogram.sample_count)
            else:
                put(family.name, labels, getattr(metric, type_of(family)).value)
    return samples


def native_counts(spans, deltas):
    """Count by bucket index, of one sign of a native histogram."""
    counts, index, count, at = {}, 0, 0, 0
    for span in spans:
        index += span.offset
        for _ in range(span.length):
            count += deltas[at]
            assert count >= 0, "a bucket holds fewer than nothing"
            counts[index] = count
            index += 1
            at += 1
    assert at == len(deltas), "spans and deltas differ in length"
    return counts
