package dev.schemamigration.cli.command;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;

/** Runs the operator. */
@Command(
    name = "operator",
    description = "Run the operator against the cluster of the kubeconfig or the pod.")
public final class OperatorCommand implements Callable<Integer> {
  private final IntSupplier operator;

  public OperatorCommand(IntSupplier operator) {
    this.operator = operator;
  }

  @Override
  public Integer call() {
    return operator.getAsInt();
  }
}
