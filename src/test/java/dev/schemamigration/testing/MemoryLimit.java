package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A memory limit of the kernel for one process: a control group below the one of this JVM, so that
 * what limits this JVM limits the process too. Closing it, once the process has ended, removes the
 * group.
 */
public final class MemoryLimit implements AutoCloseable {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Path group;
  private final Version version;

  /** Where a version of control groups has what; only in the second may a group refuse to share. */
  private enum Version {
    ONE(
        Pattern.compile("(?m)^\\S+ (\\S+) cgroup (?:\\S+,)?memory[, ]"),
        Pattern.compile("(?m)^\\d+:(?:[^:]+,)?memory(?:,[^:]+)?:(/.*)$"),
        "memory.limit_in_bytes",
        Map.of("memory.swappiness", "0"),
        "memory.oom_control"),
    TWO(
        Pattern.compile("(?m)^\\S+ (\\S+) cgroup2 "),
        Pattern.compile("(?m)^0::(/.*)$"),
        "memory.max",
        Map.of("memory.swap.max", "0"),
        "memory.events");

    private final Pattern mount;
    private final Pattern membership;
    private final String limit;
    private final Map<String, String> withoutSwap;
    private final String kills;

    Version(
        Pattern mount,
        Pattern membership,
        String limit,
        Map<String, String> withoutSwap,
        String kills) {
      this.mount = mount;
      this.membership = membership;
      this.limit = limit;
      this.withoutSwap = withoutSwap;
      this.kills = kills;
    }
  }

  private MemoryLimit(Path group, Version version) {
    this.group = group;
    this.version = version;
  }

  /** A limit of so many bytes, without swap; empty where this user may make no such group. */
  public static Optional<MemoryLimit> of(long bytes) {
    return of(Version.ONE, bytes).or(() -> of(Version.TWO, bytes));
  }

  /** The command that runs another one under the limit, in the same process. */
  public List<String> around(List<String> command) {
    var limited = new ArrayList<String>();
    limited.addAll(List.of("/bin/sh", "-c", "echo $$ > \"$0\" && exec \"$@\""));
    limited.add(group.resolve("cgroup.procs").toString());
    limited.addAll(command);
    return limited;
  }

  /** Whether the kernel has killed the process for its memory. */
  public boolean hasKilled() {
    return text(group.resolve(version.kills))
        .filter(it -> Pattern.compile("(?m)^oom_kill [1-9]").matcher(it).find())
        .isPresent();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<MemoryLimit> of(Version version, long bytes) {
    var mount = find(version.mount, Path.of("/proc/self/mounts"));
    var own = find(version.membership, Path.of("/proc/self/cgroup"));
    if (mount.isEmpty() || own.isEmpty()) {
      return Optional.empty();
    }
    var name = "limit-%d-%d".formatted(ProcessHandle.current().pid(), SERIAL.incrementAndGet());
    var limit = new MemoryLimit(Path.of(mount.get() + own.get(), name), version);
    return limit.made(bytes) ? Optional.of(limit) : Optional.empty();
  }

  private boolean made(long bytes) {
    try {
      Files.createDirectory(group);
    } catch (IOException e) {
      return false;
    }
    try {
      if (!Files.exists(group.resolve(version.limit))) {
        throw new IOException("the group hands no memory to groups below it");
      }
      Files.writeString(group.resolve(version.limit), Long.toString(bytes));
      for (var file : version.withoutSwap.entrySet()) {
        if (Files.exists(group.resolve(file.getKey()))) {
          Files.writeString(group.resolve(file.getKey()), file.getValue());
        }
      }
      return true;
    } catch (IOException e) {
      close();
      return false;
    }
  }

  private static Optional<String> find(Pattern pattern, Path file) {
    return text(file)
        .flatMap(it -> pattern.matcher(it).results().findFirst())
        .map((MatchResult match) -> match.group(1));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
