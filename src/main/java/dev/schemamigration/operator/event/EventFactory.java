package dev.schemamigration.operator.event;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Digest;
import dev.schemamigration.text.Printable;
import dev.schemamigration.text.Utf8;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Makes Events within the limits of the API, which counts bytes. The name of an Event is derived
 * from its content, so that a repetition is recognized, even after a restart.
 */
final class EventFactory {
  static final int NOTE_LIMIT = 1024;
  static final int INSTANCE_LIMIT = 128;

  private static final int NAME_LIMIT = 200;
  private static final String CONTROLLER = SchemaMigration.GROUP + "/operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String instance;

  /**
   * @param instance names this process, e.g. its pod
   */
  EventFactory(String instance) {
    this.instance = Utf8.beginning(instance, INSTANCE_LIMIT);
  }

  Event event(SchemaMigration resource, MigrationEvent event, Instant now) {
    var metadata = resource.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, event))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withType(event.warning() ? MigrationEvent.WARNING : "Normal")
        .withReason(event.reason())
        .withAction(event.action())
        .withNote(Utf8.shortened(Printable.text(event.note()), NOTE_LIMIT))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withNewRegarding()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .endRegarding()
        .build();
  }

  /** A cut name may end in what only stands between letters. */
  private static String name(SchemaMigration resource, MigrationEvent event) {
    var metadata = resource.getMetadata();
    var sum =
        new Digest()
            .add(metadata.getUid())
            .add(event.reason())
            .add(event.note())
            .add(event.occurrence())
            .hex();
    var name = metadata.getName();
    var beginning = name.substring(0, Math.min(NAME_LIMIT, name.length()));
    return beginning.replaceFirst("[-.]+$", "") + "." + sum.substring(0, 16);
  }
}
