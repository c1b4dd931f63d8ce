package dev.schemamigration.crd.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The custom resource definition as the build makes it from the Java classes. */
final class GeneratedCrd {
  private GeneratedCrd() {}

  static String yaml() {
    var output = new Memory();
    new CRDGenerator()
        .withPostProcessor(new SchemaMigrationCrd())
        .forCRDVersions("v1")
        .withOutput(output)
        .customResourceClasses(SchemaMigration.class)
        .generate();
    return output.bytes.toString(StandardCharsets.UTF_8);
  }

  static CustomResourceDefinitionVersion version() {
    return Serialization.unmarshal(yaml(), CustomResourceDefinition.class)
        .getSpec()
        .getVersions()
        .getFirst();
  }

  private static final class Memory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return bytes;
    }

    @Override
    public URI crdURI(String crdName) {
      return URI.create("file:///" + crdName);
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
