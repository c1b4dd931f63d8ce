package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection, its limits and its login policy. {@link WireWatch} ends a
 * connection whose limit has passed by closing its sockets, which wakes whatever thread waits for
 * them: no thread has to be left behind, whatever the server does. Thread-safe.
 */
public final class Wire implements AnswerMemory.Holder, AutoCloseable {
  /** How much one answer may take in memory, in bytes. */
  public static final long LARGEST_ANSWER = AnswerBudget.MOST_BYTES;

  /** How long the goodbye to a server may take. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  /** How long a cancel request, which has a socket of its own, may take. */
  private static final Duration CANCELLING = Duration.ofSeconds(5);

  private final LoginPolicy policy;
  private final Trust trust;
  private final Set<WireSocket> sockets = ConcurrentHashMap.newKeySet();
  private final Duration opening;
  private final BooleanSupplier unwanted;
  private final Deadline deadline = new Deadline();
  private final AnswerClock answers = new AnswerClock();
  private volatile Stage stage = Stage.CONNECT;
  private volatile boolean opened;
  private volatile boolean ignoresRows;
  private volatile @Nullable WireException ended;

  /** What a connection waits for. */
  enum Stage {
    CONNECT("no connection was made"),
    TLS("no TLS handshake was completed"),
    LOGIN("the server did not complete the login"),
    QUERY("the server did not answer the first query");

    private final String nothing;

    Stage(String nothing) {
      this.nothing = nothing;
    }
  }

  /**
   * @param opening how long connecting, TLS, login and the first queries may take, all together
   * @param unwanted whether nobody wants the connection any more, which ends it; asked often
   */
  public Wire(LoginPolicy policy, Trust trust, Duration opening, BooleanSupplier unwanted) {
    this.policy = Objects.requireNonNull(policy);
    this.trust = Objects.requireNonNull(trust);
    this.opening = Objects.requireNonNull(opening);
    this.unwanted = Objects.requireNonNull(unwanted);
    deadline.in(opening);
  }

  /** What a row takes beside the bytes of its values. */
  public static int sizeOfRow(int columns) {
    return AnswerBudget.sizeOfRow(columns);
  }

  /**
   * Ends the time of opening; from now on each answer has a limit. Zero is no limit: then the owner
   * of the connection watches it.
   *
   * @param answer how long one answer may take, from the first byte that is waited for to its end
   * @param all how long all answers together may take
   */
  public void opened(Duration answer, Duration all) {
    limitAnswers(answer, all);
    opened = true;
    deadline.never();
  }

  /** Sets the limits of {@link #opened} anew. */
  public void limitAnswers(Duration answer, Duration all) {
    answers.limit(answer, all);
  }

  /** Sets whether rows are skipped, because nobody reads the result. */
  public void ignoreRows(boolean ignored) {
    ignoresRows = ignored;
  }

  /** Ends the connection at once, also while another thread waits for an answer. */
  public void abort() {
    end(new WireException(Kind.ABORTED, "the connection was ended from this side"));
  }

  /** Limits the goodbye, which the driver says next. */
  public void closing() {
    deadline.in(CLOSING);
  }

  /** Why this side has ended the connection; empty when it has not. */
  public Optional<WireException> ended() {
    return Optional.ofNullable(ended).map(WireException::again);
  }

  /** Closes what the driver has left open, and ends the watch. */
  @Override
  public void close() {
    sockets.forEach(WireSocket::closeQuietly);
    forget();
  }

  private void forget() {
    WireWatch.forget(this);
    AnswerMemory.OF_PROCESS.release(this);
  }

  LoginPolicy policy() {
    return policy;
  }

  Trust trust() {
    return trust;
  }

  boolean ignoresRows() {
    return ignoresRows;
  }

  void reached(Stage next) {
    if (!opened) {
      stage = next;
    }
  }

  /** The server is ready for the next query. */
  void answered() {
    answers.answered();
    reached(Stage.QUERY);
  }

  /** The driver waits for bytes; returns whether they begin an answer. */
  boolean waits() {
    return answers.begin();
  }

  /** The driver has looked for bytes and there were none. */
  void waitsNoMore() {
    answers.forget();
  }

  /** Adds a socket; one of an open connection sends a cancel request. */
  void add(WireSocket socket) throws IOException {
    sockets.add(socket);
    if (opened) {
      socket.closeIn(CANCELLING);
    }
    throwIfEnded();
  }

  void remove(WireSocket socket) {
    sockets.remove(socket);
    if (opened && sockets.isEmpty()) {
      forget();
    }
  }

  void throwIfEnded() throws WireException {
    var why = ended;
    if (why != null) {
      throw why.again();
    }
  }

  /**
   * Why reading or writing failed: the socket is closed when this side has ended the connection.
   */
  IOException explained(IOException failure) {
    var why = ended;
    return why == null ? failure : why.again();
  }

  /** Ends the connection when one of its limits has passed. */
  void check(long now) {
    sockets.forEach(socket -> socket.check(now));
    if (unwanted.getAsBoolean()) {
      abort();
    } else if (deadline.passed(now)) {
      end(
          opened
              ? new WireException(Kind.ABORTED, "the connection did not close in time")
              : new WireException(Kind.NOT_OPENED, stage.nothing + " within " + inWords(opening)));
    } else {
      answers
          .exceeded(now)
          .ifPresent(
              limit ->
                  end(
                      new WireException(
                          Kind.NO_ANSWER, "the server did not answer within " + inWords(limit))));
    }
  }

  @Override
  public void end(WireException why) {
    if (ended == null) {
      ended = why;
    }
    List.copyOf(sockets).forEach(WireSocket::closeQuietly);
  }

  static String inWords(Duration limit) {
    return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
  }
}
