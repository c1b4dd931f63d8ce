package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A statement that writes a record, with the values of its parameters.
 *
 * @param sql with a question mark for each value; in names and texts they are no parameters
 */
record RecordStatement(String sql, List<Value> values) {
  private static final String RUN = ":'schema_migration_run'";
  private static final String ATTEMPT = ":'schema_migration_attempt'::uuid";

  RecordStatement {
    values = List.copyOf(values);
  }

  static RecordStatement of(String sql, Value... values) {
    return new RecordStatement(sql, Arrays.asList(values));
  }

  /** The statement as it is sent. */
  Part part() {
    return new Part(
        sql,
        (write, first) -> {
          int next = first;
          for (var value : values) {
            value.bind(write, next++);
          }
          return next;
        });
  }

  /** The statement with the values in it, each as {@code written}. */
  String text(Function<Value, String> written) {
    var text = new StringBuilder(sql.length() * 2);
    var left = values.iterator();
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '?' && quote == 0) {
        text.append(written.apply(left.next()));
        continue;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
      text.append(c);
    }
    return text.toString();
  }

  /**
   * A value in a script.
   *
   * @param took SQL of how long it took
   */
  static String written(Value value, String took) {
    return switch (value) {
      case Value.Text it -> it.text().map(SqlQuoting::literal).orElse("NULL");
      case Value.Texts it -> it.texts().map(ScriptChecks::array).orElse("NULL");
      case Value.Bytes it -> it.bytes().map(RecordStatement::bytes).orElse("NULL");
      case Value.Flag it -> Boolean.toString(it.flag());
      case Value.Small it -> Integer.toString(it.number());
      case Value.Big it -> Long.toString(it.number());
      case Value.Run it -> RUN + "::uuid";
      case Value.Deployment it -> "left(" + RUN + ", " + Value.Deployment.LENGTH + ")";
      case Value.Attempt it -> it.id().isPresent() ? ATTEMPT : "NULL";
      case Value.Order it -> ":schema_migration_order + " + it.number();
      case Value.Took it -> took;
    };
  }

  private static String bytes(byte[] bytes) {
    return "decode('" + Base64.getEncoder().encodeToString(bytes) + "', 'base64')";
  }

  /**
   * A value of a record in the tracking tables. What is made up while a run goes on has a kind of
   * its own, because a script computes it when it runs.
   */
  sealed interface Value {
    /** Sets the parameter {@code index}. */
    void bind(PreparedStatement write, int index) throws SQLException;

    /** A text; of none the column is null. */
    record Text(Optional<String> text) implements Value {
      static Text of(String text) {
        return new Text(Optional.of(text));
      }

      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setString(index, text.orElse(null));
      }
    }

    /** An array of texts; of none the column is null. */
    record Texts(Optional<List<String>> texts) implements Value {
      static Texts of(List<String> texts) {
        return new Texts(Optional.of(texts));
      }

      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        if (texts.isPresent()) {
          write.setArray(index, write.getConnection().createArrayOf("text", texts.get().toArray()));
        } else {
          write.setNull(index, Types.ARRAY);
        }
      }
    }

    /** Bytes; of none the column is null. */
    record Bytes(Optional<byte[]> bytes) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setBytes(index, bytes.orElse(null));
      }
    }

    /** A truth value. */
    record Flag(boolean flag) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setBoolean(index, flag);
      }
    }

    /** A number of at most 32 bits. */
    record Small(int number) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setInt(index, number);
      }
    }

    /** A number. */
    record Big(long number) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setLong(index, number);
      }
    }

    /** The id of the run. */
    record Run(UUID id) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setObject(index, id);
      }
    }

    /** Liquibase's deployment id: the first eight digits of the run's. */
    record Deployment(UUID run) implements Value {
      static final int LENGTH = 8;

      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setString(index, run.toString().substring(0, LENGTH));
      }
    }

    /** The id of the application or downgrade of a revision; of none the column is null. */
    record Attempt(Optional<UUID> id) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setObject(index, id.orElse(null), Types.OTHER);
      }
    }

    /** A number of the column {@code orderexecuted}. */
    record Order(int number) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setInt(index, number);
      }
    }

    /** How long something took, in milliseconds. */
    record Took(Duration duration) implements Value {
      @Override
      public void bind(PreparedStatement write, int index) throws SQLException {
        write.setLong(index, duration.toMillis());
      }
    }
  }
}
