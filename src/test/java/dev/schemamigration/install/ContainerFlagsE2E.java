package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ContainerImage;
import dev.schemamigration.testing.ProgramResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The JVM takes the flags of the container, and those of its users before them. */
class ContainerFlagsE2E {
  private static final Path FLAGS = Path.of("src/main/jib/app/jvm.flags");
  private static final Pattern FLAG = Pattern.compile("(?m)^(?:\\+(\\w+)|(\\w+)=(\\S+))$");
  private static final Pattern FINAL =
      Pattern.compile("(?m)^ *\\S+ (\\w+) += (\\S+) .*\\{([^{}]+)}$");

  /** The value of a flag and where the JVM has it from. */
  private record Value(String value, String origin) {}

  @Test
  void theJvmTakesEachFlagOfTheFile() throws Exception {
    var flags = flagsOfTheJvm("");

    var ours =
        FLAG.matcher(Files.readString(FLAGS))
            .results()
            .collect(
                Collectors.toMap(
                    it -> it.group(1) == null ? it.group(2) : it.group(1),
                    it -> it.group(1) == null ? it.group(3) : "true"));
    assertThat(ours).containsKeys("MaxRAMPercentage", "ReservedCodeCacheSize");
    ours.forEach(
        (flag, value) -> {
          assertThat(flags).as(flag).containsKey(flag);
          assertThat(flags.get(flag).origin()).as(flag).isEqualTo("config file");
          assertThat(number(flags.get(flag).value())).as(flag).isEqualTo(number(value));
        });
  }

  @Test
  void whatAUserSetsGoesBeforeTheFile() {
    var flags = flagsOfTheJvm("-XX:MaxRAMPercentage=30 -XX:ReservedCodeCacheSize=64m");

    assertThat(flags.get("MaxRAMPercentage").value()).isEqualTo("30.000000");
    assertThat(flags.get("ReservedCodeCacheSize").value()).isEqualTo("67108864");
    assertThat(flags.get("UseSerialGC")).isEqualTo(new Value("true", "config file"));
  }

  private static String number(String value) {
    return value.matches("[0-9.]+") ? Double.toString(Double.parseDouble(value)) : value;
  }

  private static Map<String, Value> flagsOfTheJvm(String ofTheUser) {
    var command = new ArrayList<>(ContainerImage.command());
    var jar = command.indexOf("-jar");
    command.subList(jar, command.size()).clear();
    command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_TOOL_OPTIONS", ofTheUser);
    var result = ProgramResult.toEnd(builder);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return FINAL
        .matcher(result.out())
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group(1), it -> new Value(it.group(2), it.group(3)), (one, two) -> two));
  }
}
