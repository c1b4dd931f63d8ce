import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Merges jars into one: a command asks each jar on its class path for each service of Liquibase,
 * and one jar answers sooner than forty. Of files with the same name, those of services are joined,
 * and of others the first is taken.
 *
 * <p>java hack/CommandJar.java MERGED JAR...
 */
class CommandJar {
  private static final String SERVICES = "META-INF/services/";

  public static void main(String... arguments) throws IOException {
    var services = new TreeMap<String, StringBuilder>();
    var names = new HashSet<String>();
    try (var merged =
        new ZipOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0]))))) {
      for (var jar : List.of(arguments).subList(1, arguments.length)) {
        try (var file = new JarFile(jar)) {
          for (var entry : Collections.list(file.entries())) {
            var name = entry.getName();
            if (entry.isDirectory() || isOfOneJar(name)) {
              continue;
            }
            var content = file.getInputStream(entry).readAllBytes();
            if (name.startsWith(SERVICES)) {
              services
                  .computeIfAbsent(name, it -> new StringBuilder())
                  .append(new String(content, StandardCharsets.UTF_8))
                  .append('\n');
            } else if (names.add(name)) {
              put(merged, name, content);
            }
          }
        }
      }
      for (var service : services.entrySet()) {
        put(
            merged,
            service.getKey(),
            service.getValue().toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Whether a file says something of its own jar only: its manifest, signatures, module. */
  private static boolean isOfOneJar(String name) {
    return name.equals("META-INF/MANIFEST.MF")
        || name.matches("META-INF/[^/]*\\.(?:SF|RSA|DSA|EC)")
        || name.startsWith("META-INF/versions/")
        || name.endsWith("module-info.class");
  }

  private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0); // the same jars give the same bytes
    jar.putNextEntry(entry);
    jar.write(content);
  }
}
