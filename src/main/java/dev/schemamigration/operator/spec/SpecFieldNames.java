package dev.schemamigration.operator.spec;

import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Optional;

/** Names settings as fields of the resource. */
public enum SpecFieldNames implements SettingNames {
  /** The only ones. */
  INSTANCE;

  @Override
  public String of(Setting setting) {
    return switch (setting) {
      case TARGET -> "spec.target";
      case SOURCE -> "spec.source";
      case PARAMETERS -> "spec.parameters";
      case CONTEXTS -> "spec.contexts";
      case LABELS -> "spec.labels";
      case DATABASE -> "spec.database";
      case SECRET -> "spec.database.secretRef";
      case SECRET_KEYS -> "spec.database.secretRef.keys";
      case URL_KEY -> "spec.database.secretRef.keys.url";
      case HOST_KEY -> "spec.database.secretRef.keys.host";
      case PORT_KEY -> "spec.database.secretRef.keys.port";
      case DATABASE_NAME_KEY -> "spec.database.secretRef.keys.name";
      case USER_KEY -> "spec.database.secretRef.keys.username";
      case PASSWORD_KEY -> "spec.database.secretRef.keys.password";
      case SSL_MODE_KEY -> "spec.database.secretRef.keys.sslMode";
      case SSL_ROOT_CERT_KEY -> "spec.database.secretRef.keys.sslRootCert";
      case HOST -> "spec.database.host";
      case PORT -> "spec.database.port";
      case DATABASE_NAME -> "spec.database.name";
      case USER -> "spec.database.usernameFrom";
      case PASSWORD -> "spec.database.passwordFrom";
      case SSL_MODE -> "spec.database.sslMode";
      case SSL_ROOT_CERT -> "spec.database.sslRootCertFrom";
      case SCHEMA -> "spec.database.schema";
      case TRACKING_SCHEMA -> "spec.database.trackingSchema";
      case ROLE -> "spec.database.role";
      case DOWNGRADE -> "spec.downgrade";
      case SOURCE_SHRINKS -> "spec.sourceShrinks";
      case APPROVED_PLAN -> "spec.approvedPlan";
      case ADOPT -> "spec.adopt";
      case TAKE_OWNERSHIP -> "spec.takeOwnership";
      case EXECUTION -> "spec.execution";
      case TRANSACTION -> "spec.execution.transaction";
      case LOCK_TIMEOUT -> "spec.execution.lockTimeout";
      case STATEMENT_TIMEOUT -> "spec.execution.statementTimeout";
      case DEADLINE -> "spec.execution.deadline";
      case INTERVAL -> "spec.interval";
      case SUSPEND -> "spec.suspend";
      case SQL, HEAD, SPLICE, REVISION_ID, BRANCH_LABEL, DEPENDS_ON -> setting.label();
    };
  }

  @Override
  public String of(Choice choice) {
    return switch (choice) {
      case ADOPT_NEVER -> "spec.adopt to Never";
      case DOWNGRADE_ALLOW -> "spec.downgrade to Allow";
      case SOURCE_SHRINKS_ALLOW -> "spec.sourceShrinks to Allow";
      case TRANSACTION_PLAN -> "execution.transaction: Plan";
      case TRANSACTION_REVISION -> "transaction: Revision";
    };
  }

  @Override
  public boolean has(Setting setting) {
    return true;
  }

  @Override
  public Optional<String> hint(Setting setting) {
    return setting == Setting.HOST
        ? Optional.of(
            "a name without dots is looked up where the operator runs, so write a Service of"
                + " another namespace as <service>.<namespace>.svc")
        : Optional.empty();
  }
}
