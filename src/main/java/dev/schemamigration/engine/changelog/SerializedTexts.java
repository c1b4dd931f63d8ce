package dev.schemamigration.engine.changelog;

import java.util.Collection;
import java.util.Map;
import liquibase.changelog.ChangeSet;
import liquibase.serializer.LiquibaseSerializable;
import org.jspecify.annotations.Nullable;

/** Collects every text that changesets hold as Liquibase has read them, one a line. */
final class SerializedTexts {
  private final StringBuilder texts = new StringBuilder();

  /** Adds a changeset, with its preconditions, its rollback and its {@code modifySql}. */
  void add(ChangeSet changeSet) {
    add((LiquibaseSerializable) changeSet);
    changeSet.getSqlVisitors().forEach(this::add);
  }

  /** Adds a part of a changelog. */
  void add(LiquibaseSerializable part) {
    part.getSerializableFields().forEach(field -> value(part.getSerializableFieldValue(field)));
  }

  /** Adds a text. */
  void add(String text) {
    texts.append(text).append('\n');
  }

  /** Returns all of them. */
  String joined() {
    return texts.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case LiquibaseSerializable part -> add(part);
      case Collection<?> values -> values.forEach(this::value);
      case Map<?, ?> values -> values.values().forEach(this::value);
      case Object[] values -> {
        for (var each : values) {
          value(each);
        }
      }
      default -> add(value.toString());
    }
  }
}
