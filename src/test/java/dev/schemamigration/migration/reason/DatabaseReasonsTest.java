package dev.schemamigration.migration.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.operator.spec.SpecFieldNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DatabaseReasonsTest {
  @Test
  void theFaultOfABareServiceNameExplainsTheNamespace() {
    assertThat(session("app-db").message())
        .isEqualTo(
            "database app-db:5432/app as app: no address is known for this host; a name without"
                + " dots is looked up where the operator runs, so write a Service of another"
                + " namespace as <service>.<namespace>.svc");
  }

  @Test
  void anyOtherUnknownHostGetsTheRemedyOfItsReason() {
    assertThat(session("db.example.org"))
        .isEqualTo(
            new Fault(
                Reason.DatabaseUnreachable,
                "database db.example.org:5432/app as app: no address is known for this host",
                "Check host, port, network policy and whether the server runs."));
  }

  @Test
  void everyKindOfFaultHasAReason() {
    for (var kind : DatabaseFault.Kind.values()) {
      assertThat(DatabaseReasons.reason(kind)).isNotEqualTo(Reason.InternalError);
    }
  }

  private static Fault session(String host) {
    var settings = settings(host);
    var fault = unknownHost();
    return DatabaseReasons.session(
        fault, settings, settings.shownAtLogin(), fault.summary(), SpecFieldNames.INSTANCE);
  }

  private static ConnectionSettings settings(String host) {
    return ConnectionSettings.of(host, 5432, "app", "app", Optional.empty());
  }

  private static DatabaseFault unknownHost() {
    return new DatabaseFault(
        DatabaseFault.Kind.UNKNOWN_HOST,
        "",
        "no address is known for this host",
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }
}
