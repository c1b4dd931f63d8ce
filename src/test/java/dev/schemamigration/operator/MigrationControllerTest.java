package dev.schemamigration.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.operator.spec.SpecReader;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.status.StatusSummary;
import dev.schemamigration.operator.work.InspectionExecutor;
import dev.schemamigration.operator.work.MigrationExecutor;
import dev.schemamigration.operator.work.MigrationService;
import dev.schemamigration.operator.work.PassListener;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationControllerTest {
  @Test
  void whatAnotherOperatorHandlesIsAmongTheStatusesOfThatOneOnly() {
    var own = named("own");
    var left = named("left");
    try (var client = new KubernetesClientBuilder().build();
        var inspections = new InspectionExecutor(1, 1);
        var runs = new MigrationExecutor(1, 1);
        var events = new EventRecorder(client, Clock.systemUTC(), "this")) {
      var controller =
          new MigrationController(
              new NoPasses(),
              () -> true,
              new Leaving("left"),
              new SpecResolver(
                  new SpecReader(Optional.empty(), "test", () -> "cluster"),
                  new SourceFetcher((namespace, fetch) -> fetch.run())),
              inspections,
              runs,
              events,
              new PassListener() {},
              new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(1)),
              Duration.ZERO,
              Clock.systemUTC());
      controller.watches(() -> Stream.of(own, left));

      assertThat(controller.statuses()).extracting(StatusSummary::name).containsExactly("own");
    }
  }

  private static SchemaMigration named(String name) {
    var resource = Given.resource("target: head\n");
    resource.getMetadata().setName(name);
    return resource;
  }

  /** One resource was found to be another operator's; nothing may be asked at a scrape. */
  private record Leaving(String name) implements ResourceHandlers {
    @Override
    public String self() {
      return "ops/this";
    }

    @Override
    public boolean isLeftToAnother(SchemaMigration resource) {
      throw new AssertionError("asks the API");
    }

    @Override
    public boolean isLeft(SchemaMigration resource) {
      return resource.getMetadata().getName().equals(name);
    }

    @Override
    public void forget(SchemaMigration resource) {}
  }

  private record NoPasses() implements MigrationService {
    @Override
    public Report inspect(Request request, Cancellation cancellation) {
      throw new AssertionError("no pass is due");
    }

    @Override
    public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
      throw new AssertionError("no pass is due");
    }
  }
}
