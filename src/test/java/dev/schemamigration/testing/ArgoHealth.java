package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** The health of a resource as Argo CD computes it with the shipped script. */
public final class ArgoHealth {
  /** Where Argo CD keeps the scripts of a kind, below its {@code resource_customizations}. */
  public static final Path CUSTOMIZATION =
      Path.of("deploy", "argocd", "schemamigration.dev", "SchemaMigration");

  private static final LuaScript HEALTH = new LuaScript(CUSTOMIZATION.resolve("health.lua"));

  private ArgoHealth() {}

  /** Its {@code status} and {@code message}. */
  public static JsonNode of(JsonNode resource) {
    return HEALTH.run(resource);
  }

  /** Checks that Argo CD and Flux take a resource for the same. */
  public static void agreesWithKstatus(JsonNode resource) {
    var health = of(resource);
    assertThat(health.path("message").asText()).isNotEmpty();
    var status = health.path("status").asText();
    if (resource.at("/spec/suspend").asBoolean()) {
      assertThat(status).isEqualTo("Suspended");
      return;
    }
    switch (Kstatus.of(resource)) {
      case CURRENT -> assertThat(status).isEqualTo("Healthy");
      case FAILED -> assertThat(status).isEqualTo("Degraded");
      case TERMINATING -> assertThat(status).isEqualTo("Progressing");
      case IN_PROGRESS -> assertThat(status).isIn("Progressing", "Suspended");
    }
  }
}
