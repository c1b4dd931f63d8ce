package dev.schemamigration.testing;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes values of every record that a sealed type permits, so that a rule can be checked on all of
 * them and on those to come: each record once with the first value of every component, and once
 * more for every other value that a component can have.
 */
public final class RecordSamples {
  private RecordSamples() {}

  /** Values of every record below {@code type}. */
  public static <T> List<T> of(Class<T> type) {
    return records(type).flatMap(it -> instances(it, Set.of())).map(type::cast).toList();
  }

  /** Every record below {@code type}. */
  public static Stream<Class<?>> records(Class<?> type) {
    if (type.isRecord()) {
      return Stream.of(type);
    }
    if (!type.isSealed()) {
      throw new IllegalArgumentException(type + " is neither a record nor sealed");
    }
    return Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordSamples::records);
  }

  /**
   * @param outer records that hold this one, which is not a value of a component of its own
   */
  private static Stream<Object> instances(Class<?> type, Set<Class<?>> outer) {
    var holders = new HashSet<>(outer);
    holders.add(type);
    var components = type.getRecordComponents();
    var alternatives =
        Arrays.stream(components).map(it -> values(it.getGenericType(), holders)).toList();
    var first = alternatives.stream().map(List::getFirst).toArray();
    var instances = new ArrayList<>();
    instances.add(instance(type, components, first));
    for (int i = 0; i < components.length; i++) {
      for (var value : alternatives.get(i).subList(1, alternatives.get(i).size())) {
        var arguments = first.clone();
        arguments[i] = value;
        instances.add(instance(type, components, arguments));
      }
    }
    return instances.stream();
  }

  private static Object instance(Class<?> type, RecordComponent[] components, Object[] arguments) {
    try {
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type, e);
    }
  }

  /** What a component of this type can hold, as far as texts depend on it. */
  private static List<Object> values(Type type, Set<Class<?>> holders) {
    if (type instanceof ParameterizedType generic) {
      var element = values(generic.getActualTypeArguments()[0], holders).getFirst();
      return generic.getRawType() == Optional.class
          ? List.of(Optional.of(element), Optional.empty())
          : List.of(List.of(element), List.of(element, element), List.of());
    }
    var raw = (Class<?>) type;
    if (raw == String.class) {
      return List.of("sample", "");
    }
    if (raw == int.class) {
      return List.of(1, 2, 0, -1);
    }
    if (raw == boolean.class) {
      return List.of(true, false);
    }
    if (raw == OptionalInt.class) {
      return List.of(OptionalInt.of(1), OptionalInt.empty());
    }
    if (raw == Duration.class) {
      return List.of(Duration.ofSeconds(1));
    }
    if (raw.isEnum()) {
      return List.of(raw.getEnumConstants());
    }
    return records(raw)
        .filter(it -> !holders.contains(it))
        .flatMap(it -> instances(it, holders))
        .toList();
  }
}
