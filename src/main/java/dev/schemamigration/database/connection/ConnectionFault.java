package dev.schemamigration.database.connection;

import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;

/**
 * What can be wrong with connection data. No message holds a password or a part of one: values are
 * never repeated, and a parameter's name is repeated only where it cannot be a piece of a password.
 */
public sealed interface ConnectionFault {
  /** Where, what, and what to do about it. */
  String message();

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
    public String message() {
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
    public String message() {
      return where + ": " + what;
    }
  }

  /** A parameter that may not pass. */
  record RefusedParameter(String where, String name, String why) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": parameter \"" + name + "\" is refused: " + why;
    }
  }

  /** A parameter that may not pass, and whose name might be a piece of a password. */
  record UnnamedParameter(String where) implements ConnectionFault {
    @Override
    public String message() {
      return where
          + ": a parameter is not on the list of those that pass, and is not repeated here because it"
          + " may be a piece of a password; remove it, or write & as %26 if it belongs to the"
          + " password";
    }
  }

  /** A value of the wrong form; {@code what} names its place. */
  record BadValue(String where, String what, String expected) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": " + what + " must be " + expected;
    }
  }

  /** Two values for one thing. */
  record GivenTwice(String where, String what) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": " + what + " is given twice with different values; leave one";
    }
  }

  /** A list of hosts. */
  record SeveralHosts(String where) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": several hosts are given; name the one that leads to the primary";
    }
  }

  /** A Unix socket. */
  record SocketHost(String where) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": the host is a path to a Unix socket; name a host that is reached by TCP";
    }
  }

  /** A URL, or URL and spec together, that leave something out. */
  record MissingPiece(String where, ConnectionField piece) implements ConnectionFault {
    @Override
    public String message() {
      return where + ": no " + piece.label() + " is given; put it into the URL" + elsewhere();
    }

    private String elsewhere() {
      return piece == ConnectionField.URL ? "" : " or set " + piece.specField();
    }
  }

  /** A Secret in which nothing is recognised as what is needed. */
  record MissingKey(
      ConnectionField piece, List<String> recognised, SequencedCollection<String> present)
      implements ConnectionFault {
    @Override
    public String message() {
      return "spec.database.secretRef: the Secret gives no %s: none of its keys is %s; %s. Add one of them, name the key in spec.database.secretRef.keys.%s, or set %s"
          .formatted(
              piece.label(),
              String.join(", ", recognised),
              listed(present),
              piece.field(),
              piece.specField());
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** Keys were named, and none for what is needed. */
  record NoKeyNamed(ConnectionField piece) implements ConnectionFault {
    @Override
    public String message() {
      return "spec.database.secretRef.keys: no key is named for the %s; name it in spec.database.secretRef.keys.%s or set %s"
          .formatted(piece.label(), piece.field(), piece.specField());
    }
  }

  /** A key that was named and is not in the Secret. */
  record NamedKeyMissing(ConnectionField piece, String key, SequencedCollection<String> present)
      implements ConnectionFault {
    @Override
    public String message() {
      return "spec.database.secretRef.keys.%s: the Secret has no key \"%s\"; %s. Add the key or name another"
          .formatted(piece.field(), key, listed(present));
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** A key that was named and is empty. */
  record NamedKeyEmpty(ConnectionField piece, String key) implements ConnectionFault {
    @Override
    public String message() {
      return "spec.database.secretRef.keys.%s: the key \"%s\" of the Secret is empty; give it a value"
          .formatted(piece.field(), key);
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  private static String listed(SequencedCollection<String> keys) {
    if (keys.isEmpty()) {
      return "it has no keys";
    }
    var shown = keys.stream().limit(20).toList();
    return "it has "
        + String.join(", ", shown)
        + (keys.size() > shown.size() ? " and " + (keys.size() - shown.size()) + " more" : "");
  }
}
