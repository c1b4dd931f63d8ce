package dev.schemamigration.database.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveUnpackerTest {
  @Test
  void textsComeOutAsTheyWentIn() throws IOException {
    var unpacker = new ArchiveUnpacker();

    assertThat(unpacker.unpack(ArchiveCodec.pack("ä\n"))).isEqualTo("ä\n");
    assertThat(unpacker.unpackAll(ArchiveCodec.packAll(Map.of("a", new byte[] {1}))))
        .containsOnlyKeys("a");
  }

  @Test
  void aTextThatUnpacksToMoreThanASourceHoldsIsRefused() {
    var bomb = new ByteArrayOutputStream();
    assertThatThrownBy(
            () -> {
              try (var gzip = new GZIPOutputStream(bomb)) {
                zeros(gzip, 65);
              }
              new ArchiveUnpacker().unpack(bomb.toByteArray());
            })
        .isInstanceOf(ArchiveUnpacker.TooLargeException.class);
    assertThat(bomb.size()).isLessThan(100_000);
  }

  @Test
  void severalTextsShareOneLimit() throws IOException {
    var unpacker = new ArchiveUnpacker();
    var half = ArchiveCodec.pack("x".repeat(40 << 20));
    unpacker.unpack(half);

    assertThatThrownBy(() -> unpacker.unpack(half))
        .isInstanceOf(ArchiveUnpacker.TooLargeException.class);
  }

  @Test
  void manyFilesWithoutContentAreRefused() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bomb)) {
      for (int i = 0; i < 300_000; i++) {
        zip.putNextEntry(new ZipEntry("" + i));
      }
    }

    assertThatThrownBy(() -> new ArchiveUnpacker().unpackAll(bomb.toByteArray()))
        .isInstanceOf(ArchiveUnpacker.TooLargeException.class);
  }

  @Test
  void oneFileThatIsTooLargeIsRefused() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("a"));
      zeros(zip, 65);
    }

    assertThatThrownBy(() -> new ArchiveUnpacker().unpackAll(bomb.toByteArray()))
        .isInstanceOf(ArchiveUnpacker.TooLargeException.class);
  }

  private static void zeros(OutputStream out, int megabytes) throws IOException {
    var chunk = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      out.write(chunk);
    }
  }
}
