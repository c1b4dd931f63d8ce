package dev.schemamigration.testing;

import dev.schemamigration.setting.Setting;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The texts in the compiled classes of the program: string constants, and names besides. */
public final class StringConstants {
  private StringConstants() {}

  /** The texts of every class of the program, by the class's name below the root package. */
  public static Map<String, List<String>> ofProgram() {
    try {
      var location = Setting.class.getProtectionDomain().getCodeSource();
      var root = Path.of(location.getLocation().toURI()).resolve("dev/schemamigration");
      var constants = new TreeMap<String, List<String>>();
      try (var files = Files.walk(root)) {
        for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
          var name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
          constants.put(name, of(file));
        }
      }
      return constants;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the constant pool, as the class file format has it. */
  private static List<String> of(Path classFile) throws IOException {
    var texts = new ArrayList<String>();
    try (var in = new DataInputStream(Files.newInputStream(classFile))) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        switch (in.readUnsignedByte()) {
          case 1 -> texts.add(in.readUTF());
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> throw new IllegalStateException("unknown constant in " + classFile);
        }
      }
    }
    return texts;
  }
}
