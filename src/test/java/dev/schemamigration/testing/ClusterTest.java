package dev.schemamigration.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a real Kubernetes API. Its constructor and methods take a {@link
 * dev.schemamigration.demo.LocalKubernetes}, a {@link Cluster} with the shipped manifests, and each
 * a new {@link Tenant}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
public @interface ClusterTest {
  /** Started before the first test of the class. */
  Environment value() default Environment.SHARED;

  /** Environments of a test class. */
  enum Environment {
    /** The API server that all tests of the JVM share. */
    SHARED,
    /** The same with the shared operator, which governs resources without the label operator. */
    OPERATOR,
    /** An API server of the class's own, which ends with the class. */
    OWN
  }
}
