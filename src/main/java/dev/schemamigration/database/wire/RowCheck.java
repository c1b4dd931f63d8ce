package dev.schemamigration.database.wire;

/**
 * Checks the column lengths of one DataRow while it passes: the driver allocates what a column
 * claims, regardless of the size of the message.
 */
final class RowCheck {
  /** The most columns that a row of Postgres has. */
  static final int MOST_COLUMNS = 1664;

  private int left;
  private int columns = -1;
  private int number;
  private int digits;
  private int data;

  /** Begins a row of {@code bytes}, without the header of its message. */
  void begin(int bytes) throws WireException {
    require(bytes >= 2);
    left = bytes;
    columns = -1;
    number = 0;
    digits = 0;
    data = 0;
  }

  /** Checks the next bytes before the driver sees them. */
  void check(byte[] bytes, int from, int count, AnswerBudget budget) throws WireException {
    int at = from;
    int end = from + count;
    while (at < end) {
      if (data > 0) {
        int skipped = Math.min(data, end - at);
        data -= skipped;
        left -= skipped;
        at += skipped;
        continue;
      }
      number = number << 8 | bytes[at++] & 0xff;
      left--;
      digits++;
      if (columns < 0 && digits == 2) {
        beginColumns(budget);
      } else if (columns >= 0 && digits == 4) {
        beginColumn(budget);
      }
    }
    require(left > 0 || columns == 0 && data == 0 && digits == 0);
  }

  private void beginColumns(AnswerBudget budget) throws WireException {
    columns = number;
    number = 0;
    digits = 0;
    require(columns <= MOST_COLUMNS);
    budget.columns(columns);
  }

  private void beginColumn(AnswerBudget budget) throws WireException {
    require(columns > 0 && number >= -1 && number <= left);
    if (number >= 0) {
      budget.value();
    }
    data = Math.max(number, 0);
    columns--;
    number = 0;
    digits = 0;
  }

  private static void require(boolean consistent) throws WireException {
    if (!consistent) {
      throw WireException.notPostgres("the server sent a row whose columns do not fit into it");
    }
  }
}
