package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.Privilege;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grants and revokes what privileges differ by. */
final class PrivilegeStep {
  private PrivilegeStep() {}

  static List<ScriptStatement> statements(List<Privilege> now, List<Privilege> wanted) {
    var before = byKey(now);
    var after = byKey(wanted);
    var statements = new ArrayList<ScriptStatement>();
    before.forEach(
        (key, it) -> {
          if (!after.containsKey(key)) {
            statements.add(ScriptStatement.of(it.undone().statement()));
          }
        });
    after.forEach(
        (key, it) -> {
          var old = before.get(key);
          if (old == null || !old.equals(it)) {
            if (old != null && old.grantable() && !it.grantable() && it.held()) {
              statements.add(ScriptStatement.of(old.undone().statement()));
            }
            statements.add(ScriptStatement.of(it.statement()));
          }
        });
    return statements;
  }

  private static Map<CatalogEntry.Key, Privilege> byKey(List<Privilege> privileges) {
    var byKey = new LinkedHashMap<CatalogEntry.Key, Privilege>();
    privileges.stream()
        .sorted((a, b) -> a.entry().compareTo(b.entry()))
        .forEach(it -> byKey.put(it.entry().key(), it));
    return byKey;
  }
}
