package dev.schemamigration.app;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.metrics.ApiMetrics;
import dev.schemamigration.metrics.OperatorMetrics;
import dev.schemamigration.metrics.PassMetrics;
import dev.schemamigration.metrics.ResourceMetrics;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.operator.LeadershipCheck;
import dev.schemamigration.operator.MigrationController;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.operator.spec.OperatorsDatabase;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.operator.spec.SpecReader;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.work.FairExecutor;
import dev.schemamigration.operator.work.InspectionExecutor;
import dev.schemamigration.operator.work.MigrationExecutor;
import dev.schemamigration.operator.work.MigrationService;
import dev.schemamigration.operator.work.Owner;
import dev.schemamigration.operator.work.PassListener;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates and wires the parts of the operator. */
@Dependent
class Composition {
  /** How many sources are fetched at the same time. */
  private static final int FETCHES = 4;

  /** A fetch works until it ends: it waits for no server. */
  private static final Duration LONGEST_FETCH = Duration.ofHours(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ReplicaId replica() {
    return ReplicaId.ofThisProcess();
  }

  @Produces
  @Singleton
  LeaseTimes leaseTimes(OperatorSettings settings) {
    return LeaseTimes.of(settings);
  }

  @Produces
  @Singleton
  @Typed(LeaseFence.class)
  LeaseFence fence(LeaseTimes times, Clock clock) {
    return new LeaseFence(times, System::nanoTime, clock);
  }

  /** Without election this process is always the leader. */
  @Produces
  @Singleton
  LeadershipCheck leadership(OperatorSettings settings, LeaseFence fence) {
    return settings.leaderElection() ? fence : () -> true;
  }

  @Produces
  @Singleton
  OtherOperators otherOperators(LeaderLease lease, KubernetesClient client, Clock clock) {
    return new OtherOperators(lease, client, clock);
  }

  @Produces
  @Singleton
  CurrentLeader leader(ReplicaId replica, LeaderLease lease) {
    return new CurrentLeader(replica, lease);
  }

  /** Of every client. */
  @Produces
  @Singleton
  Interceptor requests(ApiMetrics metrics) {
    return new ApiRequests(metrics);
  }

  /** The one of the framework too: its elector renews the lease with it. */
  @Produces
  @Singleton
  KubernetesClient client(
      Config config,
      KubernetesSerialization serialization,
      Interceptor requests,
      ReplicaId replica,
      LeaseFence fence) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            builder ->
                builder
                    .addOrReplaceInterceptor("requests", requests)
                    .addOrReplaceInterceptor("lease", new LeaseRenewals(replica, fence)))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }

  @Produces
  @Singleton
  LeaderLease lease(OperatorSettings settings, ReplicaId replica, KubernetesClient client) {
    var namespace =
        settings
            .podNamespace()
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .orElse("default");
    return new LeaderLease(namespace, settings.leaseName(), replica, client);
  }

  @Produces
  @Singleton
  MigrationController controller(
      OperatorSettings settings,
      KubernetesClient client,
      CollectorRegistry registry,
      Clock clock,
      ReplicaId replica,
      LeadershipCheck leadership,
      OtherOperators others,
      ReconcileQueue reconciliations,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    var random = new Random();
    var migration =
        new Migration(
            new Connector(settings.connectTimeout()),
            clock,
            random,
            PATIENCE,
            new ClusterOwnerDirectory(client),
            Room.of(Runtime.getRuntime().maxMemory()));
    var fetches = new FairExecutor("source-", FETCHES, FETCHES, LONGEST_FETCH);
    var inspections = new InspectionExecutor(settings.looks(), settings.perServer());
    var runs = new MigrationExecutor(settings.workers(), settings.perServer());
    var controller =
        new MigrationController(
            migrations(migration),
            leadership,
            others,
            new SpecResolver(
                new SpecReader(
                    operatorsDatabase(settings),
                    version,
                    new Installation(settings.podNamespace(), client, clock)),
                new SourceFetcher(
                    (namespace, fetch) -> fetches.submit(new Owner(namespace, namespace), fetch))),
            inspections,
            runs,
            new EventRecorder(client, clock, replica.name()),
            listener(new PassMetrics(registry)),
            new Backoff(settings.firstRetry(), settings.longestRetry(), random),
            settings.grace(),
            clock);
    registry.register(new ResourceMetrics(leadership::isLeader, controller::statuses));
    registry.register(
        new OperatorMetrics(
            leadership::isLeader,
            Map.of(
                "reconciliation", reconciliations::load,
                "source", fetches::load,
                "inspection", inspections::load,
                "migration", runs::load)));
    return controller;
  }

  private static Optional<OperatorsDatabase> operatorsDatabase(OperatorSettings settings) {
    var namespaces =
        Stream.concat(
                settings.podNamespace().stream(),
                settings.databaseNamespaces().stream().flatMap(List::stream))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toSet());
    try {
      return settings
          .databaseUrl()
          .map(url -> new OperatorsDatabase(ConnectionUrl.fields(url), namespaces));
    } catch (ConnectionException e) {
      throw new IllegalStateException(
          "DATABASE_URL: " + e.fault().message(SpecFieldNames.INSTANCE), e);
    }
  }

  private static MigrationService migrations(Migration migration) {
    return new MigrationService() {
      @Override
      public Report inspect(Request request, Cancellation cancellation) {
        return migration.inspect(request, cancellation);
      }

      @Override
      public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
        return migration.migrate(request, listener, cancellation);
      }
    };
  }

  private static PassListener listener(PassMetrics metrics) {
    return new PassListener() {
      @Override
      public void inspected(Report report) {
        metrics.inspected(report);
      }

      @Override
      public void ran(Report report) {
        metrics.ran(report);
      }

      @Override
      public void waitedForLock() {
        metrics.waitedForLock();
      }
    };
  }
}
