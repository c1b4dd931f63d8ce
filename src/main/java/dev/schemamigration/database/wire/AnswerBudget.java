package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;

/**
 * The memory that one answer may take in the driver, which keeps all of it until the server is
 * ready for the next query. Counts what the driver allocates for each message beside its bytes.
 */
final class AnswerBudget {
  /** Enough for tens of thousands of archived revisions. */
  static final long MOST_BYTES = 32L << 20;

  private static final int OF_MESSAGE = 64;
  private static final int OF_RESULT = 128;
  private static final int OF_FIELD = 100;
  private static final int OF_COLUMN = 4;
  private static final int OF_VALUE = 20;

  /** So much at a time is taken of the memory of all answers, so that small ones ask for none. */
  private static final long SHARE = 32L << 10;

  private final AnswerMemory memory;
  private final AnswerMemory.Holder holder;
  private long left = MOST_BYTES;
  private long taken = SHARE;

  AnswerBudget(AnswerMemory memory, AnswerMemory.Holder holder) {
    this.memory = memory;
    this.holder = holder;
  }

  /** What a row takes beside the bytes of its values, none of which is NULL. */
  static int sizeOfRow(int columns) {
    return OF_MESSAGE + columns * (OF_COLUMN + OF_COLUMN + OF_VALUE);
  }

  /** The end of one of the results of an answer, of which the driver keeps all. */
  void result() throws WireException {
    spend(OF_RESULT);
  }

  /** The description of columns. */
  void fields(int fields) throws WireException {
    spend((long) fields * OF_FIELD);
  }

  /** A message that is collected: counted by what it claims, before any of it comes. */
  void message(int bytes) throws WireException {
    spend(OF_MESSAGE + 2L * bytes);
  }

  void row(int bytes) throws WireException {
    spend(OF_MESSAGE + (long) bytes);
  }

  void columns(int columns) throws WireException {
    spend((long) columns * OF_COLUMN);
  }

  /** A column that is not NULL. */
  void value() throws WireException {
    spend(OF_VALUE);
  }

  /** The answer is complete. */
  void renew() {
    left = MOST_BYTES;
    if (taken > SHARE) {
      memory.release(holder);
      taken = SHARE;
    }
  }

  private void spend(long bytes) throws WireException {
    left -= bytes;
    if (left < 0) {
      throw new WireException(
          Kind.TOO_LARGE,
          "the answer to one query takes more than "
              + (MOST_BYTES >> 20)
              + " MiB, and no more is read");
    }
    while (MOST_BYTES - left > taken) {
      memory.take(holder, SHARE);
      taken += SHARE;
    }
  }
}
