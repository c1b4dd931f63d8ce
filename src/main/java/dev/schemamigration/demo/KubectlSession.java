package dev.schemamigration.demo;

import dev.schemamigration.local.Polling;
import java.time.Duration;
import java.util.List;

/** The kubectl commands of the demo, each printed as a user would type it. */
final class KubectlSession {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STATUS =
      "{.status.conditions[?(@.type==\"Ready\")].status} "
          + "{.status.conditions[?(@.type==\"Ready\")].reason} "
          + "at {.status.currentRevision}";
  private static final String MESSAGE = "{.status.conditions[?(@.type==\"Ready\")].message}";

  private final DemoEnvironment environment;
  private final Narrator narrator;

  KubectlSession(DemoEnvironment environment, Narrator narrator) {
    this.environment = environment;
    this.narrator = narrator;
  }

  /**
   * Runs kubectl in the clone and prints command and output.
   *
   * @throws IllegalStateException when it fails
   */
  void kubectl(String... arguments) {
    var printed = List.of(arguments);
    var result = environment.kubernetes().kubectlIn(environment.project(), "", printed);
    narrator.command(printed, result);
    if (!result.succeeded()) {
      throw new IllegalStateException("kubectl ended with exit code " + result.exitCode());
    }
  }

  /**
   * As {@link #kubectl}, with a secret that is not printed.
   *
   * @param secret replaces {@code ********} in the arguments
   */
  void kubectlWithSecret(String secret, String... arguments) {
    var printed = List.of(arguments);
    var actual = printed.stream().map(it -> it.replace("********", secret)).toList();
    var result = environment.kubernetes().kubectlIn(environment.project(), "", actual).orThrow();
    narrator.command(printed, result);
  }

  /** Waits until the resource is Ready, as a pipeline would. */
  void awaitReady(String name) {
    kubectl(
        "wait",
        "--for=condition=Ready",
        "schemamigration/" + name,
        "--timeout=" + LIMIT.toSeconds() + "s");
  }

  /** Waits until Ready of the resource has a reason. */
  void awaitReason(String name, String reason) {
    awaitStatus(name, " " + reason + " ");
  }

  /** Waits until the resource is Ready at a revision, as after a change of its files alone. */
  void awaitReadyAt(String name, String revision) {
    awaitStatus(name, "True Succeeded at " + revision);
  }

  private void awaitStatus(String name, String part) {
    var limit = System.nanoTime() + LIMIT.toNanos();
    while (!status(name).contains(part)) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(
            name + " does not say " + part.strip() + ": " + status(name));
      }
      Polling.pause();
    }
  }

  /** Prints all resources in the columns of {@code kubectl get}. */
  void show() {
    kubectl("get", "schemamigrations");
  }

  /** {@code <Ready> <reason> at <revision>}. */
  String status(String name) {
    return field(name, STATUS);
  }

  /** The message of Ready. */
  String message(String name) {
    return field(name, MESSAGE);
  }

  private String field(String name, String path) {
    return environment
        .kubernetes()
        .kubectl("get", "schemamigration", name, "-o", "jsonpath=" + path)
        .orThrow()
        .out();
  }
}
