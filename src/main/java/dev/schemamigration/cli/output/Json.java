package dev.schemamigration.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.schemamigration.text.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Writes maps, collections, texts, numbers and truth values as JSON. Empty optionals are null. */
public final class Json {
  private Json() {}

  /** One object, indented, without a line end. */
  static String of(Map<String, ?> object) {
    var text = new StringWriter();
    try (var generator = new JsonFactory().createGenerator(text)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      write(generator, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> object -> {
        generator.writeStartObject();
        for (var field : object.entrySet()) {
          generator.writeFieldName(field.getKey().toString());
          write(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case Collection<?> array -> {
        generator.writeStartArray();
        for (var element : array) {
          write(generator, element);
        }
        generator.writeEndArray();
      }
      case Optional<?> optional when optional.isEmpty() -> generator.writeNull();
      case Optional<?> optional -> write(generator, optional.get());
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      default -> generator.writeString(Printable.text(value.toString()));
    }
  }
}
