package dev.schemamigration.testing;

import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.testing.ClusterTest.Environment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the environment of a {@link ClusterTest}, resolves its parameters, stops what it owns. */
final class ClusterExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private Environment environment = Environment.SHARED;
  private @Nullable LocalKubernetes kubernetes;
  private @Nullable Cluster cluster;

  /** Starts the API server here: an abort for missing binaries skips the class only from here. */
  @Override
  public void beforeAll(ExtensionContext context) {
    environment = context.getRequiredTestClass().getAnnotation(ClusterTest.class).value();
    kubernetes = environment == Environment.OWN ? ApiServer.own() : ApiServer.shared();
    if (environment == Environment.OPERATOR) {
      cluster().operator();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (environment == Environment.OWN && kubernetes != null) {
      kubernetes.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == LocalKubernetes.class || type == Cluster.class || type == Tenant.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == LocalKubernetes.class) {
      return Objects.requireNonNull(kubernetes);
    }
    return type == Cluster.class ? cluster() : cluster().tenant();
  }

  /** Installs the manifests at the first use: some tests install them themselves. */
  private Cluster cluster() {
    if (cluster == null) {
      cluster =
          environment == Environment.OWN
              ? Cluster.on(Objects.requireNonNull(kubernetes))
              : Cluster.shared();
    }
    return cluster;
  }
}
