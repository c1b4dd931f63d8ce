import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives the class files of a jar that are older than Java 6 the stack maps of newer ones, without
 * which an archive of classes takes none of them: the library that reads the command line has such.
 * Needs Java 24.
 *
 * <p>java hack/StackMaps.java JAR
 */
class StackMaps {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  public static void main(String... arguments) throws Exception {
    var jar = Path.of(arguments[0]);
    try (var classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        var files = FileSystems.newFileSystem(jar);
        var walk = Files.walk(files.getPath("/"))) {
      var format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
      for (var file : walk.filter(it -> it.toString().endsWith(".class")).toList()) {
        var content = Files.readAllBytes(file);
        int major = (content[6] & 0xff) << 8 | content[7] & 0xff;
        if (major < FIRST_WITH_STACK_MAPS) {
          Files.write(file, newer(format, content));
        }
      }
    }
  }

  private static byte[] newer(ClassFile format, byte[] content) {
    // Code that no transformation touches would be copied, without its new stack maps.
    var code = ClassTransform.transformingMethodBodies((builder, it) -> builder.with(it));
    ClassTransform version =
        (builder, it) ->
            builder.with(
                it instanceof ClassFileVersion
                    ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                    : it);
    return format.transformClass(format.parse(content), code.andThen(version));
  }
}
