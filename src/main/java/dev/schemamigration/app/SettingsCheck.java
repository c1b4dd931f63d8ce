package dev.schemamigration.app;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.text.Printable;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.WithDefault;
import java.io.File;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the settings before anything is started, each by the type that {@link OperatorSettings}
 * gives it, and says what is wrong in one sentence each.
 */
final class SettingsCheck {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String LABEL = "([-A-Za-z0-9_.]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]*)";
  private static final String VALUE = "[-A-Za-z0-9_.]*";
  private static final Pattern SELECTOR =
      Pattern.compile(
          "\\s*(REQUIREMENT)(\\s*,\\s*(REQUIREMENT))*\\s*"
              .replace(
                  "REQUIREMENT",
                  "!?\\s*LABEL|LABEL\\s*(=|==|!=)\\s*VALUE|LABEL\\s+(in|notin)\\s*\\(\\s*VALUE(\\s*,\\s*VALUE)*\\s*\\)"
                      .replace("LABEL", LABEL)
                      .replace("VALUE", VALUE)));
  private static final Set<String> TRUE_OR_FALSE =
      Set.of("true", "false", "yes", "no", "y", "n", "on", "off", "1", "0", "t", "f");

  private final UnaryOperator<@Nullable String> environment;
  private final List<String> findings = new ArrayList<>();

  /**
   * @param environment the value of an environment variable, or null
   */
  private SettingsCheck(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** What is wrong, a sentence each; empty when the operator can start with these settings. */
  static List<String> findings(UnaryOperator<@Nullable String> environment) {
    var check = new SettingsCheck(environment);
    Arrays.stream(OperatorSettings.class.getMethods())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(check::setting);
    check.given("POD_NAMESPACE").ifPresent(it -> check.namespaces("POD_NAMESPACE", it));
    check.given("DATABASE_URL").ifPresent(check::databaseUrl);
    check.given("KUBECONFIG").ifPresent(check::kubeconfig);
    check
        .given("QUARKUS_HTTP_PORT")
        .ifPresent(it -> check.number("QUARKUS_HTTP_PORT", it, 0, "8080"));
    return List.copyOf(check.findings);
  }

  private void setting(Method method) {
    var variable =
        "SCHEMA_MIGRATION_"
            + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    var example =
        Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value);
    given(variable)
        .ifPresent(
            value -> {
              var type = method.getReturnType();
              if (type == int.class) {
                number(variable, value, 1, example.orElse("8"));
              } else if (type == Duration.class) {
                duration(variable, value, example.orElse("10s"));
              } else if (type == boolean.class) {
                trueOrFalse(variable, value);
              } else if (method.getName().endsWith("amespaces")) {
                namespaces(variable, value);
              } else if (method.getName().equals("selector")) {
                selector(variable, value);
              }
            });
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.apply(variable)).filter(it -> !it.isBlank());
  }

  private void number(String variable, String value, int least, String example) {
    try {
      if (Integer.parseInt(value.strip()) >= least) {
        return;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    add(
        variable,
        value,
        "is no whole number of at least " + least + "; give one, such as " + example);
  }

  private void duration(String variable, String value, String example) {
    try {
      if (!DurationConverter.parseDuration(value.strip()).isNegative()) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    add(variable, value, "is no duration; write one such as " + example);
  }

  private void trueOrFalse(String variable, String value) {
    if (!TRUE_OR_FALSE.contains(value.strip().toLowerCase(Locale.ROOT))) {
      add(variable, value, "is neither true nor false; write one of them");
    }
  }

  private void namespaces(String variable, String value) {
    Stream.of(value.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !NAMESPACE.matcher(name).matches())
        .forEach(
            name ->
                add(
                    variable,
                    name,
                    "is no name of a namespace; write names of lower-case letters, digits and"
                        + " hyphens, separated by commas"));
  }

  private void selector(String variable, String value) {
    if (!SELECTOR.matcher(value).matches()) {
      add(variable, value, "is no label selector; write it as for kubectl -l, such as team=orders");
    }
  }

  private void databaseUrl(String url) {
    try {
      ConnectionUrl.fields(url);
    } catch (ConnectionException e) {
      findings.add("DATABASE_URL: " + Printable.line(e.fault().message(SpecFieldNames.INSTANCE)));
    }
  }

  /** The client would go on without it, to a server that nobody has named. */
  private void kubeconfig(String paths) {
    for (var path : paths.split(File.pathSeparator)) {
      var file = new File(path);
      if (!file.isFile() || !file.canRead()) {
        add("KUBECONFIG", path, "is no file that can be read; name another, or unset it in a pod");
      } else if (!names(file)) {
        add(
            "KUBECONFIG",
            path,
            "names no server for its current context; write clusters, contexts and current-context");
      }
    }
  }

  private static boolean names(File kubeconfig) {
    try {
      var config = Config.fromKubeconfig(kubeconfig);
      return config.getCurrentContext() != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void add(String variable, String value, String what) {
    findings.add(variable + ": \"" + Printable.line(value) + "\" " + what);
  }
}
