package dev.schemamigration.cli.option;

import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Names settings as options of one command; what that has no option for keeps its label. */
public final class OptionNames implements SettingNames {
  private final Set<String> options;

  public OptionNames(CommandSpec command) {
    this.options = Set.copyOf(command.optionsMap().keySet());
  }

  @Override
  public boolean has(Setting setting) {
    return named(setting).isPresent();
  }

  @Override
  public String of(Setting setting) {
    return named(setting).map(Named::text).orElseGet(setting::label);
  }

  @Override
  public String of(Choice choice) {
    if (!has(choice.setting())) {
      return choice.label();
    }
    return switch (choice) {
      case ADOPT_NEVER -> "--adopt never";
      case DOWNGRADE_ALLOW -> choice.label();
      case SOURCE_SHRINKS_ALLOW -> "--source-shrinks allow";
      case TRANSACTION_PLAN -> "--transaction plan";
      case TRANSACTION_REVISION -> "--transaction revision";
    };
  }

  /** A target is an argument, and messages about it quote it. */
  @Override
  public String subject(Setting setting) {
    return setting == Setting.TARGET ? "" : SettingNames.super.subject(setting);
  }

  private Optional<Named> named(Setting setting) {
    return inAnyCommand(setting).filter(it -> options.containsAll(it.options()));
  }

  private static Optional<Named> inAnyCommand(Setting setting) {
    return switch (setting) {
      case SOURCE -> option("--source");
      case PARAMETERS -> named("the command, as -P NAME=VALUE", "-P");
      case CONTEXTS -> option("--contexts");
      case LABELS -> option("--labels");
      case DATABASE -> named("database URL", "--database-url");
      case SSL_ROOT_CERT -> named("--ssl-root-cert FILE", "--ssl-root-cert");
      case SCHEMA -> option("--schema");
      case TRACKING_SCHEMA -> option("--tracking-schema");
      case ROLE -> option("--role");
      case ADOPT -> option("--adopt");
      case EXECUTION ->
          named(
              "--lock-timeout, --statement-timeout and --deadline",
              "--lock-timeout",
              "--statement-timeout",
              "--deadline");
      case SOURCE_SHRINKS -> option("--source-shrinks");
      case TRANSACTION -> option("--transaction");
      case LOCK_TIMEOUT -> option("--lock-timeout");
      case STATEMENT_TIMEOUT -> option("--statement-timeout");
      case DEADLINE -> option("--deadline");
      case SQL -> option("--sql");
      case HEAD -> option("--head");
      case SPLICE -> option("--splice");
      case REVISION_ID -> option("--rev-id");
      case BRANCH_LABEL -> option("--branch-label");
      case DEPENDS_ON -> option("--depends-on");
      case TARGET,
          SECRET,
          SECRET_KEYS,
          URL_KEY,
          HOST_KEY,
          PORT_KEY,
          DATABASE_NAME_KEY,
          USER_KEY,
          PASSWORD_KEY,
          SSL_MODE_KEY,
          SSL_ROOT_CERT_KEY,
          HOST,
          PORT,
          DATABASE_NAME,
          USER,
          PASSWORD,
          SSL_MODE,
          DOWNGRADE,
          APPROVED_PLAN,
          TAKE_OWNERSHIP,
          INTERVAL,
          SUSPEND ->
          Optional.empty();
    };
  }

  private static Optional<Named> option(String name) {
    return named(name, name);
  }

  private static Optional<Named> named(String text, String... options) {
    return Optional.of(new Named(text, List.of(options)));
  }

  /**
   * How a setting is named, and by which options.
   *
   * @param text for messages
   * @param options without which the command cannot set it
   */
  private record Named(String text, List<String> options) {}
}
