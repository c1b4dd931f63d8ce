package dev.schemamigration.cli;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The examples at the end of the help of each command, of which every one runs. */
final class HelpExamples {
  private static final Map<String, List<String>> OF_COMMANDS =
      Map.ofEntries(
          entry("init", List.of("init", "init --template example db/migrations")),
          entry("list_templates", List.of("list_templates")),
          entry(
              "revision",
              List.of(
                  "revision -m 'add users' --head billing@head",
                  "revision -m 'add logs' --head base --branch-label logs",
                  "revision -m totals --head 003 --depends-on billing --rev-id t1",
                  "revision -m mail --head 003 --autogenerate --desired schema.sql")),
          entry("merge", List.of("merge heads -m 'merge billing'", "merge 003 billing@head")),
          entry("edit", List.of("edit billing@head", "edit current")),
          entry(
              "upgrade",
              List.of(
                  "upgrade heads",
                  "upgrade +1 --lock-timeout 5s",
                  "upgrade billing@head --transaction plan",
                  "upgrade base:003 --sql")),
          entry(
              "downgrade",
              List.of(
                  "downgrade -1", "downgrade 001", "downgrade base", "downgrade 003:001 --sql")),
          entry("current", List.of("current", "current -v", "current -o json")),
          entry(
              "history",
              List.of(
                  "history -r 001:003 -v",
                  "history -i -r -2:",
                  "history --graph -i",
                  "history --format svg")),
          entry("heads", List.of("heads", "heads -v --resolve-dependencies")),
          entry("branches", List.of("branches", "branches -v")),
          entry("show", List.of("show billing@head", "show current", "show -1")),
          entry("plan", List.of("plan heads", "plan 001 -o json")),
          entry("check", List.of("check --desired schema.sql")),
          entry(
              "drift",
              List.of(
                  "drift",
                  "drift --ignore 'table:public.tmp_*' --ignore '*:audit.*'",
                  "drift --sql mend")),
          entry("import", List.of("import db/flyway --to db/migrations")),
          entry("adopt", List.of("adopt --dry-run")),
          entry("verify", List.of("verify --embedded 001:")),
          entry(
              "stamp",
              List.of("stamp 003 billing@head", "stamp base --purge", "stamp --accept 001")),
          entry("ensure_version", List.of("ensure_version --tracking-schema migrations")),
          entry("wait", List.of("wait --at-least 001 --timeout 30s")),
          entry("compatible", List.of("compatible 001")),
          entry("completion", List.of("completion bash", "completion zsh", "completion fish")),
          entry("demo", List.of()),
          entry("operator", List.of()));

  private HelpExamples() {}

  /** Adds them to all commands of the program. */
  static void addTo(CommandLine program) {
    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              var examples = OF_COMMANDS.getOrDefault(name, List.of());
              if (!examples.isEmpty()) {
                command
                    .getCommandSpec()
                    .usageMessage()
                    .footerHeading("%nExamples:%n")
                    .footer(
                        examples.stream()
                            .map(it -> "  ${ROOT-COMMAND-NAME} " + it)
                            .toArray(String[]::new));
              }
            });
  }
}
