package dev.schemamigration.engine;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.changelog.ChangelogParser;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses many files on two threads where there are two processors. */
final class ParallelParser {
  /** Fewer files are not worth the start of a second thread. */
  private static final int MANY = 20;

  private final List<RevisionFile> files;
  private final BiFunction<ChangelogParser, RevisionFile, ParsedChangelog> work;
  private final AtomicReferenceArray<@Nullable ParsedChangelog> parsed;
  private final AtomicInteger next = new AtomicInteger();

  ParallelParser(
      List<RevisionFile> files, BiFunction<ChangelogParser, RevisionFile, ParsedChangelog> work) {
    this.files = List.copyOf(files);
    this.work = work;
    this.parsed = new AtomicReferenceArray<>(files.size());
  }

  /**
   * Parses the files in order.
   *
   * @return those before the first that fails; its fault is found by parsing it again
   */
  List<ParsedChangelog> parse(
      Session session, Function<LiquibaseBinding, ChangelogParser> parsers, LiquibaseBinding own) {
    if (files.size() < MANY || Runtime.getRuntime().availableProcessors() < 2) {
      parseOn(parsers.apply(own));
    } else {
      try (var binding = new LiquibaseBinding(session);
          var helper = Executors.newSingleThreadExecutor()) {
        helper.submit(() -> parseOn(parsers.apply(binding)));
        parseOn(parsers.apply(own));
      }
    }
    var until = new ArrayList<ParsedChangelog>();
    for (int i = 0; i < files.size() && parsed.get(i) != null; i++) {
      until.add(parsed.get(i));
    }
    return until;
  }

  /**
   * Takes no more files after a failure; those before it are finished by the thread they are on.
   */
  private void parseOn(ChangelogParser parser) {
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      try {
        parsed.set(i, work.apply(parser, files.get(i)));
      } catch (EngineException e) {
        next.set(files.size());
      } catch (RuntimeException | Error e) {
        next.set(files.size());
        throw e;
      }
    }
  }
}
