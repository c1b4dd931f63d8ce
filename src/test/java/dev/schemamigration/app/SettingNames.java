package dev.schemamigration.app;

import io.smallrye.config.WithDefault;
import java.util.Arrays;
import java.util.List;

/** Lists the environment variables of the operator's settings. */
public final class SettingNames {
  private SettingNames() {}

  public static List<String> ofOperator() {
    return Arrays.stream(OperatorSettings.class.getDeclaredMethods())
        .map(method -> environment(method.getName()))
        .sorted()
        .toList();
  }

  /** The default of a setting, as text. */
  public static String defaultOf(String setting) {
    return Arrays.stream(OperatorSettings.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(setting))
        .map(method -> method.getAnnotation(WithDefault.class).value())
        .findFirst()
        .orElseThrow();
  }

  private static String environment(String name) {
    return switch (name) {
      case "databaseUrl" -> "DATABASE_URL";
      case "podNamespace" -> "POD_NAMESPACE";
      default ->
          "SCHEMA_MIGRATION_"
              + name.replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
    };
  }
}
