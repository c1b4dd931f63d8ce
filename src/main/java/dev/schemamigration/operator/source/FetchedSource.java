package dev.schemamigration.operator.source;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceFault;
import java.util.Objects;
import java.util.Optional;

/** The result of fetching a source. */
public sealed interface FetchedSource {

  /** Digest of the files that were read; empty when not all of them could be found. */
  Optional<String> digest();

  /** The files are revision files. */
  record Usable(Optional<String> digest, Bundle bundle) implements FetchedSource {
    public Usable {
      Objects.requireNonNull(digest);
      Objects.requireNonNull(bundle);
    }
  }

  /** There was no room for the files; another fetch may find some. */
  record Refused(SourceFault fault) implements FetchedSource {
    public Refused {
      Objects.requireNonNull(fault);
    }

    @Override
    public Optional<String> digest() {
      return Optional.empty();
    }
  }

  /** A file is missing, or the files cannot be used. */
  record Unusable(Optional<String> digest, SourceFault fault) implements FetchedSource {
    public Unusable {
      Objects.requireNonNull(digest);
      Objects.requireNonNull(fault);
    }
  }
}
