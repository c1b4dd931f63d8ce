package dev.schemamigration.chaos;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What this process holds at a moment.
 *
 * @param threads by name
 * @param files open files and sockets; zero where the system does not tell
 * @param heap bytes that are in use after a collection
 */
record ProcessResources(Map<String, Long> threads, long files, long heap) {
  private static final Set<String> OF_THE_TEST =
      Set.of("hostile", "hostile-client", "awaitility-thread");

  static ProcessResources now() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new ProcessResources(threadsNow(), filesNow(), memory.getUsed());
  }

  private static Map<String, Long> threadsNow() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(it -> !OF_THE_TEST.contains(it))
        .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
  }

  private static long filesNow() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  @Override
  public String toString() {
    return "%d threads, %d open files, %d MiB of heap"
        .formatted(threads.values().stream().mapToLong(it -> it).sum(), files, heap >> 20);
  }
}
