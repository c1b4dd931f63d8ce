package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.text.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectContentsTest {
  @Test
  void isDigestedOnceForHoweverManyResourcesNameIt() {
    var texts = new CountedReads(Map.of("001.sql", "SELECT 1;", "002.sql", "SELECT 2;"));
    var contents = ObjectContents.of("7", texts, null);

    var first = digest(contents);
    int reads = texts.reads;
    var second = digest(contents);

    assertThat(second).isEqualTo(first);
    assertThat(reads).isPositive();
    assertThat(texts.reads).isEqualTo(reads);
  }

  @Test
  void isDigestedByItsValuesHoweverTheyAreStored() {
    var text = ObjectContents.of("1", Map.of("key", "value", "other", ""), null);
    var encoded = ObjectContents.of("2", Map.of("other", ""), Map.of("key", base64("value")));

    assertThat(digest(encoded)).isEqualTo(digest(text));
    assertThat(digest(ObjectContents.of("1", Map.of("key", "valu", "other", "e"), null)))
        .isNotEqualTo(digest(text));
  }

  private static String digest(ObjectContents contents) {
    var digest = new Digest();
    contents.addTo(digest);
    return digest.hex();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A map that counts how often a value is read. */
  private static final class CountedReads extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;
    private int reads;

    CountedReads(Map<String, String> values) {
      super(values);
    }

    @Override
    public String get(Object key) {
      reads++;
      return super.get(key);
    }
  }
}
