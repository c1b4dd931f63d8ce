package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Kustomize inside of kubectl makes of the shipped manifests and configuration. */
@ClusterTest
class KustomizeKubeIT {
  private static final Path COMPONENT = Path.of("deploy/kustomize");
  private static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  private final LocalKubernetes kubernetes;

  @TempDir private Path folder;

  KustomizeKubeIT(Cluster cluster) {
    kubernetes = cluster.kubernetes();
  }

  @Test
  void everyFieldThatNamesAnObjectIsConfigured() {
    var references = references();

    assertThat(references)
        .as("found by their pattern and by their names")
        .isEqualTo(namedLikeReferences())
        .contains("source/configMaps/name", "parameters/valueFrom/secretKeyRef/name");
    assertThat(configured("Secret", "ConfigMap")).isEqualTo(references);
  }

  @Test
  void generatedNamesReachEveryField() throws IOException {
    var resource = resource();
    references().forEach(path -> set(resource, "spec/" + path, generator(path)));
    Files.writeString(folder.resolve("resource.yaml"), resource.toString());
    kustomization(
        """
        components: [%s]
        namePrefix: team-
        configMapGenerator:
          - {name: files, literals: [a=b]}
        secretGenerator:
          - {name: login, literals: [a=b]}
        resources: [resource.yaml]
        """
            .formatted(fromHere(COMPONENT)));

    var built = build(folder);

    var migration = built.the("SchemaMigration", "team-app");
    assertThat(references())
        .allSatisfy(
            path ->
                assertThat(get(migration, "spec/" + path))
                    .as(path)
                    .isEqualTo(nameOf(built, generator(path)))
                    .matches("team-(files|login)-[a-z0-9]{10}"));
  }

  @Test
  void theExampleIsAcceptedAndNamesWhatItGenerates() {
    var example = Path.of("deploy/examples/kustomize");

    var migration = build(example).the("SchemaMigration", "orders");
    var applied =
        kubernetes
            .kubectl("apply", "--dry-run=server", "--validate=strict", "-k", example.toString())
            .orThrow();

    assertThat(get(migration, "spec/source/configMaps/name"))
        .isEqualTo(nameOf(build(example), "orders-migrations"));
    assertThat(get(migration, "spec/database/secretRef/name"))
        .isEqualTo(nameOf(build(example), "orders-db"));
    assertThat(applied.err()).as("warnings").isEmpty();
  }

  @Test
  void theFilesOfTheExampleAreThoseOfTheOtherOne() throws IOException {
    var other = Manifests.read("deploy/examples/orders.yaml").the("ConfigMap", "orders-migrations");

    assertThat(Files.readString(Path.of("deploy/examples/kustomize/migrations/001_orders.sql")))
        .isEqualTo(other.at("/data").path("001_orders.sql").asText());
  }

  @Test
  void anOverlayChangesImageNamespaceAndNames() throws IOException {
    kustomization(
        """
        namespace: team-ops
        namePrefix: team-
        images:
          - {name: schema-migration-operator, newName: mirror/operator, newTag: 9.9.9}
        resources: [%s]
        """
            .formatted(fromHere(Path.of("deploy"))));

    var built = build(folder);

    var operator = "team-" + Chart.RELEASE;
    var pod = built.the("Deployment", operator).at("/spec/template/spec");
    assertThat(pod.at("/containers/0/image").asText()).isEqualTo("mirror/operator:9.9.9");
    assertThat(pod.path("serviceAccountName").asText()).isEqualTo(operator);
    built.the("Namespace", "team-ops");
    built.the("CustomResourceDefinition", "schemamigrations.schemamigration.dev");
    for (var kind : List.of("RoleBinding", "ClusterRoleBinding")) {
      assertThat(built.ofKind(kind))
          .isNotEmpty()
          .allSatisfy(
              binding -> {
                var role = binding.at("/roleRef");
                built.the(role.path("kind").asText(), role.path("name").asText());
                assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(operator);
                assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("team-ops");
              });
    }
    assertThat(built.objects())
        .filteredOn(it -> it.at("/metadata").has("namespace"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.at("/metadata/namespace").asText()).isEqualTo("team-ops"));
  }

  private Manifests build(Path kustomization) {
    var built = kubernetes.kubectl("kustomize", kustomization.toString()).orThrow();
    assertThat(built.err()).as("warnings").isEmpty();
    return Manifests.parse(built.out());
  }

  private void kustomization(String body) throws IOException {
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" + body);
  }

  /** Kustomize takes no absolute paths. */
  private String fromHere(Path path) throws IOException {
    return folder.toRealPath().relativize(path.toRealPath()).toString();
  }

  /** Paths below spec of the names of objects, known by their pattern. */
  private static Set<String> references() {
    var paths = new TreeSet<String>();
    eachField(
        "",
        spec(),
        (path, field) -> {
          if (field.getValue().path("pattern").asText().equals(OBJECT_NAME)) {
            paths.add(path);
          }
        });
    return paths;
  }

  /** The same by the convention for the names of fields that refer to objects. */
  private static Set<String> namedLikeReferences() {
    var paths = new TreeSet<String>();
    eachField(
        "",
        spec(),
        (path, field) -> {
          if (field.getKey().matches(".*(Ref|From|[cC]onfigMaps|[sS]ecrets)")
              && withoutList(field.getValue()).path("properties").has("name")) {
            paths.add(path + "/name");
          }
        });
    return paths;
  }

  private static void eachField(
      String path, JsonNode schema, BiConsumer<String, Map.Entry<String, JsonNode>> visitor) {
    for (var field : schema.path("properties").properties()) {
      var here = path + field.getKey();
      visitor.accept(here, field);
      eachField(here + "/", withoutList(field.getValue()), visitor);
    }
  }

  private static JsonNode withoutList(JsonNode schema) {
    return schema.has("items") ? schema.path("items") : schema;
  }

  private static JsonNode spec() {
    return Manifests.read("crds/schemamigrations.schemamigration.dev-v1.yml")
        .the("CustomResourceDefinition", "schemamigrations.schemamigration.dev")
        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
  }

  private static Set<String> configured(String... kinds) {
    var configuration = Manifests.read(COMPONENT.resolve("name-reference.yaml").toString());
    return configuration.objects().stream()
        .flatMap(it -> stream(it.path("nameReference")))
        .filter(it -> Set.of(kinds).contains(it.path("kind").asText()))
        .flatMap(it -> stream(it.path("fieldSpecs")))
        .map(it -> it.path("path").asText().replaceFirst("^spec/", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static String generator(String path) {
    return path.toLowerCase(java.util.Locale.ROOT).contains("configmap") ? "files" : "login";
  }

  private static String nameOf(Manifests built, String generator) {
    return built.objects().stream()
        .map(it -> it.at("/metadata/name").asText())
        .filter(it -> it.matches("(team-)?" + generator + "-[a-z0-9]{10}"))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode resource() {
    var resource = JsonNodeFactory.instance.objectNode();
    resource.put("apiVersion", "schemamigration.dev/v1alpha1").put("kind", "SchemaMigration");
    resource.putObject("metadata").put("name", "app");
    return resource;
  }

  /** Sets a text; what is a list in the definition is one of one item. */
  private static void set(ObjectNode resource, String path, String value) {
    var here = resource;
    var parts = path.split("/");
    for (var i = 0; i < parts.length - 1; i++) {
      if (parts[i].equals("parameters") || parts[i].equals("configMaps")) {
        var list = here.withArrayProperty(parts[i]);
        here = list.isEmpty() ? list.addObject() : (ObjectNode) list.get(0);
      } else {
        here = here.withObjectProperty(parts[i]);
      }
    }
    here.put(parts[parts.length - 1], value);
  }

  private static String get(JsonNode resource, String path) {
    var here = resource;
    for (var part : path.split("/")) {
      here = (here.isArray() ? here.path(0) : here).path(part);
    }
    return here.asText();
  }
}
