package dev.schemamigration.cli;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;

/** Runs the operator. */
@Command(
    name = "operator",
    description = "Run the operator against the cluster of the kubeconfig or the pod.")
final class OperatorCommand implements Callable<Integer> {
  private final IntSupplier operator;

  OperatorCommand(IntSupplier operator) {
    this.operator = operator;
  }

  @Override
  public Integer call() {
    return operator.getAsInt();
  }
}
