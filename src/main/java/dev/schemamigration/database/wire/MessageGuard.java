package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides on each message of a server, by its type and size, before the driver reads it. Notices
 * and notifications are dropped: nobody reads them, and the driver would keep all of them until the
 * statement ends.
 */
final class MessageGuard {
  /** Room for any message that is kept whole; longer ones are errors, which are cut. */
  static final int MOST_KEPT = 1 << 20;

  /** libpq's limit for a message before the login: anything longer is no Postgres. */
  static final int MOST_BEFORE_LOGIN = 30_000;

  /** The longest field of Postgres is 1 GiB. */
  private static final int MOST_SKIPPED = 1 << 30;

  private static final int MOST_SETTINGS = 100;

  /**
   * Reported by Postgres from 18 on. At a second report, the driver would forget all statements
   * that it has prepared, which are analyzed under the same path every time; without a first one it
   * would look for changes in the text of statements.
   */
  private static final String SEARCH_PATH = "search_path";

  /** Of names and values of all settings, which stay for as long as the connection. */
  private static final int MOST_OF_SETTINGS = 256 << 10;

  private final Wire wire;
  private final LoginGuard login;
  private final AnswerBudget budget;
  private final RowCheck row = new RowCheck();
  private final Map<String, Integer> settings = new HashMap<>();

  MessageGuard(Wire wire, boolean encrypted) {
    this.wire = wire;
    this.login = new LoginGuard(wire.policy(), encrypted);
    this.budget = new AnswerBudget(AnswerMemory.OF_PROCESS, wire);
  }

  /** What happens with the bytes of a message. */
  enum Handling {
    /** They go to the driver as they come. */
    PASS,
    /** They are skipped. */
    DROP,
    /** They are collected, checked and perhaps changed. */
    COLLECT,
    /** What was taken for a length begins a text, which ends with a zero byte. */
    COLLECT_TEXT
  }

  /**
   * Decides on a message by its header.
   *
   * @param bytes of its body
   */
  Handling begin(char type, int bytes) throws WireException {
    if (!login.done() && type == 'E' && isTextFrom(bytes + 4)) {
      return kept(MOST_BEFORE_LOGIN, Handling.COLLECT_TEXT);
    }
    if (bytes < 0 || !login.done() && bytes > MOST_BEFORE_LOGIN) {
      throw unknown();
    }
    return switch (type) {
      case 'N', 'A' -> dropped(bytes);
      case 'D' -> beginRow(bytes);
      case 'd' -> afterLogin(dropped(bytes));
      case 'R' -> collected(bytes);
      case 'E' -> bytes <= MOST_SKIPPED ? kept(bytes) : dropped(bytes);
      case 'S', 'K', 'Z', 'T', 't', 'C', 'G', 'H', 'W', 'c', '1', '2', '3', 'n', 's', 'I' ->
          afterLogin(collected(bytes));
      default -> throw unknown();
    };
  }

  private Handling beginRow(int bytes) throws WireException {
    if (wire.ignoresRows()) {
      return afterLogin(dropped(bytes));
    }
    budget.row(bytes);
    row.begin(bytes);
    return afterLogin(Handling.PASS);
  }

  private static Handling dropped(int bytes) throws WireException {
    if (bytes > MOST_SKIPPED) {
      throw tooLarge();
    }
    return Handling.DROP;
  }

  private Handling collected(int bytes) throws WireException {
    if (bytes > MOST_KEPT) {
      throw tooLarge();
    }
    return kept(bytes);
  }

  private Handling kept(int bytes) throws WireException {
    return kept(bytes, Handling.COLLECT);
  }

  private Handling kept(int bytes, Handling handling) throws WireException {
    budget.message(Math.min(bytes, MOST_KEPT));
    return handling;
  }

  /** Whether the four bytes of what should be a length are printable: such a length is none. */
  private static boolean isTextFrom(int length) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int one = length >>> shift & 0xff;
      if (one < ' ' || one == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private Handling afterLogin(Handling handling) throws WireException {
    if (!login.done()) {
      throw unknown();
    }
    return handling;
  }

  /** Checks the next bytes of a row that passes. */
  void row(byte[] bytes, int from, int count) throws WireException {
    row.check(bytes, from, count, budget);
  }

  /**
   * Checks a collected message.
   *
   * @return the body that the driver gets; empty where it does not get the message
   */
  Optional<byte[]> complete(char type, byte[] body) throws WireException {
    switch (type) {
      case 'R' -> login.check(body);
      case 'E' -> {
        return Optional.of(ErrorMessages.shortened(body));
      }
      case 'S' -> {
        boolean again = settings.containsKey(SEARCH_PATH);
        return setting(body).equals(SEARCH_PATH) && again ? Optional.empty() : Optional.of(body);
      }
      case 'K' -> MessageChecks.size(body, 8, 260);
      case 'Z' -> answered(body);
      case 'T' -> budget.fields(MessageChecks.fields(body));
      case 't' -> MessageChecks.numbers(body, 0, 4);
      case 'C' -> {
        MessageChecks.texts(body, 1);
        budget.result();
      }
      case 'G', 'H', 'W' -> MessageChecks.numbers(body, 1, 2);
      default -> MessageChecks.size(body, 0, 0);
    }
    return Optional.of(body);
  }

  private void answered(byte[] body) throws WireException {
    MessageChecks.size(body, 1, 1);
    budget.renew();
    wire.answered();
  }

  /** Counts a setting, for the driver keeps every one that the server reports; returns its name. */
  private String setting(byte[] body) throws WireException {
    MessageChecks.texts(body, 2);
    var name = new String(body, StandardCharsets.UTF_8).split("\0", 2)[0];
    settings.put(name, body.length);
    if (settings.size() > MOST_SETTINGS) {
      throw new WireException(
          Kind.TOO_LARGE, "the server reports more than " + MOST_SETTINGS + " settings");
    }
    if (settings.values().stream().mapToInt(it -> it).sum() > MOST_OF_SETTINGS) {
      throw new WireException(
          Kind.TOO_LARGE,
          "the server reports settings of more than " + (MOST_OF_SETTINGS >> 10) + " KiB");
    }
    return name;
  }

  private static WireException unknown() {
    return WireException.notPostgres("the server sent a message that Postgres does not send");
  }

  private static WireException tooLarge() {
    return new WireException(
        Kind.TOO_LARGE, "the server sent a message that is larger than any of Postgres");
  }
}
