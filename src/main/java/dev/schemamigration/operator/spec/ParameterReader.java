package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ParameterSpec;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import dev.schemamigration.source.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code spec.parameters} into parameters of the changelogs. */
final class ParameterReader {
  /** Characters of all values. */
  private static final long LIMIT = 4L << 20;

  private final KeyReader keys;

  ParameterReader(ReferenceSnapshot objects) {
    this.keys = new KeyReader(objects, Reason.ParameterNotFound);
  }

  List<Parameter> read(List<ParameterSpec> parameters) {
    var read = new ArrayList<Parameter>();
    long size = 0;
    for (var parameter : parameters) {
      var value = read(parameter);
      size += value.value().length();
      if (size > LIMIT) {
        throw new UnusableSpecException(
            Reason.SourceTooLarge,
            "spec.parameters: with %s, the values have more than %d characters together; shorten them"
                .formatted(parameter.name(), LIMIT));
      }
      read.add(value);
    }
    return List.copyOf(read);
  }

  private Parameter read(ParameterSpec parameter) {
    var field = "spec.parameters[" + parameter.name() + "]";
    var from = parameter.valueFrom();
    if (parameter.value() != null && from == null) {
      return new Parameter(parameter.name(), parameter.value(), false);
    }
    if (parameter.value() == null && from != null) {
      if (from.secretKeyRef() != null && from.configMapKeyRef() == null) {
        return new Parameter(
            parameter.name(), keys.value(field, WatchedKind.SECRET, from.secretKeyRef()), true);
      }
      if (from.secretKeyRef() == null && from.configMapKeyRef() != null) {
        return new Parameter(
            parameter.name(),
            keys.value(field, WatchedKind.CONFIG_MAP, from.configMapKeyRef()),
            false);
      }
    }
    throw new UnusableSpecException(
        Reason.InvalidSpec,
        field + ": give exactly one of value, valueFrom.secretKeyRef, valueFrom.configMapKeyRef");
  }
}
