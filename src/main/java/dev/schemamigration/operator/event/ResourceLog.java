package dev.schemamigration.operator.event;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Printable;
import dev.schemamigration.text.Utf8;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jboss.logging.MDC;

/**
 * Writes a line about a resource into the log. Resource, reason and revision are fields of the line
 * where it is JSON.
 */
public final class ResourceLog {
  private static final Logger LOG = System.getLogger("dev.schemamigration.resource");
  private static final int LIMIT = 4096;

  private final SchemaMigration resource;
  private String reason = "";
  private String revision = "";

  private ResourceLog(SchemaMigration resource) {
    this.resource = resource;
  }

  public static ResourceLog of(SchemaMigration resource) {
    return new ResourceLog(resource);
  }

  /** Sets the reason. */
  public ResourceLog reason(String name) {
    reason = name;
    return this;
  }

  /** Sets the revision; empty for none. */
  public ResourceLog revision(String id) {
    revision = Printable.line(id);
    return this;
  }

  /** Writes one line. */
  public void log(Level level, String message) {
    MDC.put("namespace", resource.getMetadata().getNamespace());
    MDC.put("name", resource.getMetadata().getName());
    put("reason", reason);
    put("revision", revision);
    try {
      LOG.log(
          level,
          "{0}: {1}",
          resource.qualifiedName(),
          Utf8.shortened(Printable.line(message), LIMIT));
    } finally {
      MDC.remove("namespace");
      MDC.remove("name");
      MDC.remove("reason");
      MDC.remove("revision");
    }
  }

  private static void put(String field, String value) {
    if (!value.isEmpty()) {
      MDC.put(field, value);
    }
  }
}
