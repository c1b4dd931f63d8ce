package dev.schemamigration.cli.command;

import dev.schemamigration.source.authoring.DirectoryTemplate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Alembic's {@code init}. */
@Command(name = "init", description = "Make a migrations directory and print the files written.")
public final class InitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "New or empty (default: that of --source).")
  private @Nullable Path folder;

  @Option(
      names = {"-t", "--template"},
      paramLabel = "TEMPLATE",
      defaultValue = "generic",
      description = "What it begins with; see list_templates (default: ${DEFAULT-VALUE}).")
  private DirectoryTemplate template = DirectoryTemplate.GENERIC;

  private final CommandContext context;

  public InitCommand(CommandContext context) {
    this.context = context;
  }

  /** The template with this title. */
  public static DirectoryTemplate template(String title) {
    return DirectoryTemplate.of(title)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none; write %s"
                        .formatted(
                            title,
                            Arrays.stream(DirectoryTemplate.values())
                                .map(DirectoryTemplate::title)
                                .collect(Collectors.joining(" or ")))));
  }

  @Override
  public Integer call() {
    var target = folder == null ? context.inputs().folderPath() : folder;
    List<String> files = template.write(target).stream().map(Path::toString).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("directory", target.toString());
    document.put("template", template.title());
    document.put("files", files);
    return context.output().list(files, document).number();
  }
}
