package dev.schemamigration.cli.command;

import dev.schemamigration.source.authoring.DirectoryTemplate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Alembic's {@code list_templates}. */
@Command(
    name = "list_templates",
    description = "Show what a new migrations directory can begin with.")
public final class ListTemplatesCommand implements Callable<Integer> {
  private final CommandContext context;

  public ListTemplatesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var templates = Arrays.asList(DirectoryTemplate.values());
    return context
        .output()
        .list(
            templates.stream().map(it -> it.title() + " - " + it.description()).toList(),
            Map.of("templates", templates.stream().map(ListTemplatesCommand::document).toList()))
        .number();
  }

  private static Map<String, Object> document(DirectoryTemplate template) {
    var document = new java.util.LinkedHashMap<String, Object>();
    document.put("template", template.title());
    document.put("description", template.description());
    return document;
  }
}
