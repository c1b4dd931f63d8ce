package dev.schemamigration.demo;

import dev.schemamigration.local.Polling;
import java.time.Duration;
import java.util.List;

/** What the person of the story does with kubectl, shown as it is typed. */
final class KubectlSession {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STATUS =
      "{.status.conditions[?(@.type==\"Ready\")].status} "
          + "{.status.conditions[?(@.type==\"Ready\")].reason} "
          + "at {.status.currentRevision}";
  private static final String MESSAGE = "{.status.conditions[?(@.type==\"Ready\")].message}";

  private final DemoEnvironment stage;
  private final Narrator narrator;

  KubectlSession(DemoEnvironment stage, Narrator narrator) {
    this.stage = stage;
    this.narrator = narrator;
  }

  /**
   * Runs kubectl in the clone and shows it.
   *
   * @throws IllegalStateException when it fails
   */
  void kubectl(String... arguments) {
    var shown = List.of(arguments);
    var ran = stage.kubernetes().kubectlIn(stage.project(), "", shown);
    narrator.command(shown, ran);
    if (!ran.succeeded()) {
      throw new IllegalStateException("kubectl ended with exit code " + ran.exitCode());
    }
  }

  /**
   * As {@link #kubectl}, with a text in it that is not shown.
   *
   * @param secret stands where an argument says {@code ********}
   */
  void kubectlWithSecret(String secret, String... arguments) {
    var shown = List.of(arguments);
    var real = shown.stream().map(it -> it.replace("********", secret)).toList();
    var ran = stage.kubernetes().kubectlIn(stage.project(), "", real).orThrow();
    narrator.command(shown, ran);
  }

  /** Waits as a pipeline would, until the resource is where it should be. */
  void awaitReady(String name) {
    kubectl(
        "wait",
        "--for=condition=Ready",
        "schemamigration/" + name,
        "--timeout=" + LIMIT.toSeconds() + "s");
  }

  /** Waits until the resource says why it is not ready. */
  void awaitReason(String name, String reason) {
    var limit = System.nanoTime() + LIMIT.toNanos();
    while (!status(name).contains(" " + reason + " ")) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(name + " does not say " + reason + ": " + status(name));
      }
      Polling.aMoment();
    }
  }

  /** Shows all resources in the columns of {@code kubectl get}. */
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
    return stage
        .kubernetes()
        .kubectl("get", "schemamigration", name, "-o", "jsonpath=" + path)
        .orThrow()
        .out();
  }
}
