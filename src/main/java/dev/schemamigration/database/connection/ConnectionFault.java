package dev.schemamigration.database.connection;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fault in connection data. No message holds a password or a part of one: values are never
 * repeated, and the name of a parameter only where it cannot be a part of a password.
 */
public sealed interface ConnectionFault
    permits ConnectionFault.UnknownScheme,
        ConnectionFault.Malformed,
        ConnectionFault.RefusedParameter,
        ConnectionFault.UnnamedParameter,
        ConnectionFault.BadValue,
        ConnectionFault.GivenTwice,
        ConnectionFault.SeveralHosts,
        ConnectionFault.SocketHost,
        ConnectionFault.MissingField,
        ConnectionFault.NoRootCertificate,
        ConnectionFault.WeakMode,
        ConnectionFault.Several,
        SecretFault {
  /** Source of the data, fault and remedy, with the setting names of the reader's shell. */
  String message(SettingNames names);

  /**
   * Whether data is missing that may still be created, so that waiting makes sense; any other fault
   * needs a correction.
   */
  default boolean missing() {
    return false;
  }

  /** One fault of one or more; {@code faults} is not empty. */
  static ConnectionFault all(List<ConnectionFault> faults) {
    return faults.size() == 1 ? faults.getFirst() : new Several(faults);
  }

  /** Several faults at once. */
  record Several(List<ConnectionFault> faults) implements ConnectionFault {
    public Several {
      faults = List.copyOf(faults);
    }

    @Override
    public String message(SettingNames names) {
      return faults.stream().map(it -> it.message(names)).collect(Collectors.joining("; "));
    }

    @Override
    public boolean missing() {
      return faults.stream().allMatch(ConnectionFault::missing);
    }
  }

  /** A URL whose scheme is not one of Postgres. */
  record UnknownScheme(String where, Optional<String> scheme) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where
          + ": "
          + scheme.map(it -> "the scheme " + it + " is not one of Postgres").orElse("no URL")
          + "; write postgresql://user:password@host:port/database, a SQLAlchemy URL such as"
          + " postgresql+psycopg2://…, or jdbc:postgresql://…";
    }
  }

  /** A URL that is incomplete or cannot be parsed; {@code what} quotes nothing of it. */
  record Malformed(String where, String what) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what;
    }
  }

  /** A parameter that is not allowed. */
  record RefusedParameter(String where, String name, UrlParameterRefusal why)
      implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": parameter \"" + name + "\" is refused: " + why.why(names);
    }
  }

  /** A parameter that is not allowed and whose name might be a part of a password. */
  record UnnamedParameter(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where
          + ": a parameter is not on the list of those that pass, and is not repeated here because it"
          + " may be a piece of a password; remove it, or write & as %26 if it belongs to the"
          + " password";
    }
  }

  /** A value of the wrong form; {@code what} names the parameter or field. */
  record BadValue(String where, String what, String expected) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what + " must be " + expected;
    }
  }

  /** Two different values of one field or parameter. */
  record GivenTwice(String where, String what) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what + " is given twice with different values; leave one";
    }
  }

  /** Several hosts. */
  record SeveralHosts(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": several hosts are given; name the one that leads to the primary";
    }
  }

  /** The path of a Unix socket as the host. */
  record SocketHost(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": the host is a path to a Unix socket; name a host that is reached by TCP";
    }
  }

  /** A mode that verifies the server, and nothing to verify it against. */
  record NoRootCertificate(String where, String mode) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where
          + ": sslmode "
          + mode
          + " verifies the server's certificate and there is no root certificate; give it as "
          + names.of(Setting.SSL_ROOT_CERT)
          + (names.has(Setting.SECRET) ? " or under the key ca.crt of the Secret" : "")
          + ", write sslrootcert=system into the URL to trust the authorities of the Java runtime,"
          + " or change sslmode";
    }
  }

  /** The authorities of the runtime with a mode that does not verify the server's name. */
  record WeakMode(String where, String mode) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where
          + ": sslmode "
          + mode
          + " is too weak with the root certificate system, for which anybody can get a"
          + " certificate; write verify-full";
    }
  }

  /** A required field that neither the URL nor the settings beside it give. */
  record MissingField(String where, ConnectionField field) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": no " + field.label() + " is given; put it into the URL" + elsewhere(names);
    }

    private String elsewhere(SettingNames names) {
      return field != ConnectionField.URL && names.has(field.setting())
          ? " or set " + names.of(field.setting())
          : "";
    }
  }
}
