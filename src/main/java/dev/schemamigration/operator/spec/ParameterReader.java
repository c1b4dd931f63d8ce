package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ParameterSpec;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.source.Parameter;
import java.util.List;

/** Makes values for changelogs of {@code spec.parameters}. */
final class ParameterReader {
  private final KeyReader keys;

  ParameterReader(ReferenceSnapshot snapshot) {
    this.keys = new KeyReader(snapshot, Reason.ParameterNotFound);
  }

  List<Parameter> read(List<ParameterSpec> parameters) {
    return parameters.stream().map(this::read).toList();
  }

  private Parameter read(ParameterSpec parameter) {
    var field = "spec.parameters[" + parameter.name() + "]";
    var from = parameter.valueFrom();
    if (parameter.value() != null && from == null) {
      return new Parameter(parameter.name(), parameter.value(), false);
    }
    if (parameter.value() == null && from != null) {
      if (from.secretKeyRef() != null && from.configMapKeyRef() == null) {
        return new Parameter(parameter.name(), keys.secret(field, from.secretKeyRef()), true);
      }
      if (from.secretKeyRef() == null && from.configMapKeyRef() != null) {
        return new Parameter(
            parameter.name(), keys.configMap(field, from.configMapKeyRef()), false);
      }
    }
    throw new UnusableSpecException(
        Reason.InvalidSpec,
        field + ": give exactly one of value, valueFrom.secretKeyRef, valueFrom.configMapKeyRef");
  }
}
