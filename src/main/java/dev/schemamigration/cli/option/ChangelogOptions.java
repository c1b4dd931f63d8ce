package dev.schemamigration.cli.option;

import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Resolves the options for what is in changelogs. */
final class ChangelogOptions {
  private final GlobalOptions globals;

  ChangelogOptions(GlobalOptions globals) {
    this.globals = globals;
  }

  /**
   * Values for the changelogs.
   *
   * @throws FailureException when one is malformed, given twice, or in no file
   */
  List<Parameter> parameters() {
    var parameters = new LinkedHashMap<String, Parameter>();
    globals.parameters().forEach(text -> add(parameters, parameter("-P", text, false)));
    for (var text : globals.secretParameters()) {
      var named = parameter("--secret-parameter", text, true);
      add(
          parameters,
          new Parameter(named.name(), read("--secret-parameter", Path.of(named.value())), true));
    }
    return List.copyOf(parameters.values());
  }

  /**
   * The changesets that run, as Liquibase's options name them: contexts are separated by commas.
   *
   * @param names of the settings of the command that runs
   * @throws FailureException when a context is no name, or the labels are no expression
   */
  ChangesetFilter filter(SettingNames names) {
    var contexts =
        globals.contexts().stream()
            .flatMap(it -> Stream.of(it.split(",")))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .toList();
    var filter = new ChangesetFilter(contexts, globals.labels());
    filter
        .fault()
        .ifPresent(
            fault -> {
              throw usage(fault.message(names));
            });
    return filter;
  }

  private static Parameter parameter(String option, String text, boolean secret) {
    var equals = text.indexOf('=');
    if (equals < 1) {
      throw usage(option + ": write " + option + (secret ? " NAME=FILE" : " NAME=VALUE"));
    }
    return new Parameter(text.substring(0, equals), text.substring(equals + 1), secret);
  }

  private static void add(Map<String, Parameter> parameters, Parameter parameter) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      throw usage("parameter " + parameter.name() + " is given twice; leave one");
    }
  }

  /** The text of a file, without the line end that editors put behind the last line. */
  static String read(String option, Path file) {
    try {
      var text = Files.readString(file);
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw usage(option + ": file " + file + " cannot be read; correct the path");
    }
  }

  private static FailureException usage(String message) {
    return new FailureException(Failure.usage(message));
  }
}
