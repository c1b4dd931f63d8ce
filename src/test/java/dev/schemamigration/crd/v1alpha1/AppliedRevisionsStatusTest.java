package dev.schemamigration.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppliedRevisionsStatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aShortHistoryIsListedAsItIs() throws JsonProcessingException {
    var applied = AppliedRevisionsStatus.of(List.of("003", "002", "001"), Map.of("core", "001"));

    assertThat(JSON.writeValueAsString(applied))
        .isEqualTo(
            "{\"total\":3,\"newest\":[\"003\",\"002\",\"001\"],\"labels\":{\"core\":\"001\"}}");
    assertThat(applied.listed()).containsExactly("003", "002", "001");
  }

  @Test
  void nothingIsAppliedIsAnAnswerToo() throws JsonProcessingException {
    var applied = AppliedRevisionsStatus.of(List.of(), Map.of());

    assertThat(JSON.writeValueAsString(applied)).isEqualTo("{\"total\":0}");
    assertThat(JSON.readValue("{\"total\":0}", AppliedRevisionsStatus.class)).isEqualTo(applied);
  }

  @Test
  void aThousandRevisionsAreAllListedInTenKilobytes() throws JsonProcessingException {
    var ids = likeAlembics(1_000);

    var stored = JSON.writeValueAsString(AppliedRevisionsStatus.of(ids, Map.of()));

    assertThat(stored).hasSizeLessThan(11_000);
    var read = JSON.readValue(stored, AppliedRevisionsStatus.class);
    assertThat(read.newest()).hasSize(100);
    assertThat(read.listed()).containsExactlyElementsOf(ids);
    assertThat(read.total()).isEqualTo(1_000);
  }

  @Test
  void ofVeryManyTheOldestAreLeftOut() throws JsonProcessingException {
    var ids = likeAlembics(20_000);

    var applied = AppliedRevisionsStatus.of(ids, Map.of());

    assertThat(JSON.writeValueAsString(applied)).hasSizeLessThan(70_000);
    assertThat(applied.total()).isEqualTo(20_000);
    assertThat(applied.listed())
        .hasSizeBetween(5_000, 8_000)
        .containsExactlyElementsOf(ids.subList(0, applied.listed().size()));
  }

  @Test
  void theLongestIdsStayWithinTheLimitToo() throws JsonProcessingException {
    var ids = likeAlembics(3_000).stream().map(id -> (id + id + id + id + id + id).substring(8));

    var applied = AppliedRevisionsStatus.of(ids.toList(), Map.of());

    assertThat(JSON.writeValueAsString(applied)).hasSizeLessThan(75_000);
    assertThat(applied.listed()).hasSizeGreaterThan(2_000);
  }

  @Test
  void labelsAreThoseOfTheNewestAppliedRevisions() {
    var labels = new HashMap<String, String>();
    var ids = IntStream.range(0, 300).mapToObj(i -> "r" + i).toList();
    ids.forEach(id -> labels.put("label-" + id, id));
    labels.put("pending", "r999");

    var applied = AppliedRevisionsStatus.of(ids, labels);

    assertThat(applied.labels())
        .hasSize(100)
        .containsEntry("label-r0", "r0")
        .containsEntry("label-r99", "r99");
  }

  @Test
  void aFieldThatNobodyPackedListsNothing() {
    for (var older : List.of("not base64!", "bm90IGd6aXA=", "")) {
      var applied = new AppliedRevisionsStatus(3, List.of("003"), older, Map.of());

      assertThat(applied.listed()).containsExactly("003");
    }
  }

  private static List<String> likeAlembics(int count) {
    var random = new Random(7);
    return Stream.generate(() -> "%012x".formatted(random.nextLong() & 0xffffffffffffL))
        .limit(count)
        .toList();
  }
}
