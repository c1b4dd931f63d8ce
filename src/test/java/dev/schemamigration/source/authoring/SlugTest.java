package dev.schemamigration.source.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Add Users                                            | add_users
          it's 3 o'clock -- already!                           | it_s_3_o_clock_already
          snake_case stays                                     | snake_case_stays
          Größe ändern                                         | größe_ändern
          exactly forty characters long is thiss .             | exactly_forty_characters_long_is_thiss
          a message that is longer than forty characters by far | a_message_that_is_longer_than_forty_
          Donaudampfschifffahrtsgesellschaftskapitän           | donaudampfschifffahrtsgesellschaftskapit_
          '...'                                                | ''
          """)
  void aSlugIsTheWordsOfTheMessage(String message, String slug) {
    assertThat(Slug.of(message)).isEqualTo(slug);
  }
}
