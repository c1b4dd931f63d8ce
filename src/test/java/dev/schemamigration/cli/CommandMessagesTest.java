package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.schemamigration.adoption.AdoptionFault;
import dev.schemamigration.cli.option.OptionNames;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.database.connection.ConnectionFault;
import dev.schemamigration.database.connection.SecretFault;
import dev.schemamigration.engine.fault.EngineFault;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.RevisionFault;
import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.testing.RecordSamples;
import dev.schemamigration.testing.ResourceFields;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Whatever a command can say about a fault names what that command has, and no field. */
class CommandMessagesTest {
  private static final Pattern OPTION =
      Pattern.compile("(?<![\\w\"-])(?:--[a-z][a-z-]*|-[A-Z]\\b)");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern NAMED_COMMAND = Pattern.compile("\\b(stamp)\\b");

  /** Roots of all faults; those of a Secret are met by the operator alone. */
  private static final List<Class<?>> FAULTS =
      List.of(
          AdoptionFault.class,
          ConnectionFault.class,
          EngineFault.class,
          PassFault.class,
          RevisionFault.class,
          SourceFault.class);

  private static final Map<String, CommandLine> COMMANDS = commands();

  /** Field names that are no ordinary words. */
  private static final Set<String> FIELDS =
      ResourceFields.values().keySet().stream()
          .map(path -> path.substring(path.lastIndexOf('.') + 1))
          .filter(name -> !name.equals(name.toLowerCase(Locale.ROOT)))
          .collect(Collectors.toSet());

  static Stream<String> names() {
    return COMMANDS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noFaultNamesAFieldOrAnOptionThatTheCommandLacks(String name) {
    var command = COMMANDS.get(name).getCommandSpec();
    var texts = texts(new OptionNames(command));

    assertThat(texts).hasSizeGreaterThan(100);
    assertThat(texts.stream().filter(it -> !known(command, it).containsAll(options(it)))).isEmpty();
    assertThat(texts.stream().filter(CommandMessagesTest::namesField)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noReasonAdvisesAnOptionThatTheCommandLacks(String name) {
    var command = COMMANDS.get(name).getCommandSpec();
    var names = new OptionNames(command);

    assertThat(Reason.values())
        .allSatisfy(
            reason -> {
              var failure = Failure.of(new Fault(reason, "finding", "spec.remedy"), names);
              assertThat(failure.message()).startsWith("finding").doesNotContain("spec.");
              assertThat(options(failure.message())).isSubsetOf(known(command, ""));
            });
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySettingThatACommandHasIsNamedByItsOptions(String name) {
    var command = COMMANDS.get(name).getCommandSpec();
    var names = new OptionNames(command);

    assertThat(Arrays.stream(Setting.values()).filter(names::has))
        .contains(Setting.SOURCE, Setting.DATABASE)
        .allSatisfy(it -> assertThat(options(names.of(it))).isSubsetOf(known(command, "")));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOWNGRADE_ALLOW")
  void everyChoiceIsOneThatTheCommandTakes(Choice choice) {
    var command = choice == Choice.SOURCE_SHRINKS_ALLOW ? "plan" : "upgrade";
    var names = new OptionNames(COMMANDS.get(command).getCommandSpec());
    var option = names.of(choice).split(" ");

    var parsed = program().parseArgs(command, "head", option[0], option[1]).subcommand();

    assertThat(parsed.hasMatchedOption(option[0])).isTrue();
  }

  @Test
  void everyFaultOfTheProgramIsAmongThem() {
    var faults =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.schemamigration")
                .stream()
                .filter(it -> it.isInterface() && it.getSimpleName().endsWith("Fault"))
                .toList();

    assertThat(faults)
        .isNotEmpty()
        .allMatch(fault -> FAULTS.stream().anyMatch(fault::isAssignableTo));
  }

  private static Set<String> texts(SettingNames names) {
    var texts = new TreeSet<String>();
    add(texts, AdoptionFault.class, it -> it.message(names));
    add(texts, ConnectionFault.class, it -> it instanceof SecretFault ? "" : it.message(names));
    add(texts, EngineFault.class, it -> it.message(names));
    add(texts, PassFault.class, it -> it.message(names));
    add(texts, RevisionFault.class, it -> it.message(names));
    add(texts, SourceFault.class, SourceFault::message);
    return texts;
  }

  private static <T> void add(Set<String> texts, Class<T> faults, Function<T, String> message) {
    for (var fault : RecordSamples.of(faults)) {
      try {
        texts.add(message.apply(fault));
      } catch (NoSuchElementException e) {
        // a fault that is never made with an empty list
      }
    }
  }

  private static Set<String> options(String text) {
    return matches(OPTION, text);
  }

  private static boolean namesField(String text) {
    return text.contains("spec.") || matches(WORD, text).stream().anyMatch(FIELDS::contains);
  }

  /** The options of the command, and of another that the text names. */
  private static Set<String> known(CommandSpec command, String text) {
    return Stream.concat(
            Stream.of(command),
            matches(NAMED_COMMAND, text).stream().map(it -> COMMANDS.get(it).getCommandSpec()))
        .flatMap(it -> it.optionsMap().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Those that work with revisions. */
  private static Map<String, CommandLine> commands() {
    var commands = program().getSubcommands();
    return commands.keySet().stream()
        .filter(it -> !Set.of("demo", "operator").contains(it))
        .collect(Collectors.toMap(Function.identity(), commands::get));
  }

  private static CommandLine program() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return SchemaCtl.commandLine(new Console(nowhere, nowhere, Map.of()), "1.2.3", () -> 0);
  }
}
