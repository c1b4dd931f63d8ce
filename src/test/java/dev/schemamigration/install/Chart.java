package dev.schemamigration.install;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.Map;

/** The Helm chart as a user of it sees it. */
final class Chart {
  static final Path FOLDER = Path.of("helm", "schema-migration-operator");
  static final String RELEASE = "schema-migration-operator";
  static final String NAMESPACE = "schema-migration-system";
  static final String KUBERNETES = "1.34.1";

  private Chart() {}

  static Helm helm() {
    return new Helm(FOLDER);
  }

  /**
   * @param values as in {@code --set}
   */
  static String template(Map<String, Object> values) {
    var template =
        helm().template().withName(RELEASE).withNamespace(NAMESPACE).withKubeVersion(KUBERNETES);
    values.forEach(template::set);
    return template.call();
  }

  static Manifests render(Map<String, Object> values) {
    return Manifests.parse(template(values));
  }
}
