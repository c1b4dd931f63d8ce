package dev.schemamigration.database.connection;

import dev.schemamigration.setting.SettingNames;
import java.util.Optional;

/**
 * What can be wrong with connection data. No message holds a password or a part of one: values are
 * never repeated, and a parameter's name is repeated only where it cannot be a piece of a password.
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
        ConnectionFault.MissingPiece,
        SecretFault {
  /** Where, what, and what to do about it. */
  String message(SettingNames names);

  /**
   * Whether the data is not there yet, so that waiting for it makes sense; everything else stays
   * wrong until somebody corrects it.
   */
  default boolean missing() {
    return false;
  }

  /** A URL of something else. */
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

  /** A URL that breaks off or cannot be taken apart; {@code what} is in our words. */
  record Malformed(String where, String what) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what;
    }
  }

  /** A parameter that may not pass. */
  record RefusedParameter(String where, String name, UrlParameterRefusal why)
      implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": parameter \"" + name + "\" is refused: " + why.why(names);
    }
  }

  /** A parameter that may not pass, and whose name might be a piece of a password. */
  record UnnamedParameter(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where
          + ": a parameter is not on the list of those that pass, and is not repeated here because it"
          + " may be a piece of a password; remove it, or write & as %26 if it belongs to the"
          + " password";
    }
  }

  /** A value of the wrong form; {@code what} names its place. */
  record BadValue(String where, String what, String expected) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what + " must be " + expected;
    }
  }

  /** Two values for one thing. */
  record GivenTwice(String where, String what) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": " + what + " is given twice with different values; leave one";
    }
  }

  /** A list of hosts. */
  record SeveralHosts(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": several hosts are given; name the one that leads to the primary";
    }
  }

  /** A Unix socket. */
  record SocketHost(String where) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": the host is a path to a Unix socket; name a host that is reached by TCP";
    }
  }

  /** A URL, or a URL and what is given beside it, that leave something out. */
  record MissingPiece(String where, ConnectionField piece) implements ConnectionFault {
    @Override
    public String message(SettingNames names) {
      return where + ": no " + piece.label() + " is given; put it into the URL" + elsewhere(names);
    }

    private String elsewhere(SettingNames names) {
      return piece != ConnectionField.URL && names.has(piece.setting())
          ? " or set " + names.of(piece.setting())
          : "";
    }
  }
}
