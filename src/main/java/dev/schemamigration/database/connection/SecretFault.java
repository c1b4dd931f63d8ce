package dev.schemamigration.database.connection;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.SequencedCollection;

/** What can be missing in a Secret that holds connection data. */
public sealed interface SecretFault extends ConnectionFault {

  /** A Secret in which nothing is recognised as what is needed. */
  record MissingKey(
      ConnectionField piece, List<String> recognised, SequencedCollection<String> present)
      implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SECRET)
          + "the Secret gives no %s: none of its keys is %s; %s. Add one of them, name the key in %s, or set %s"
              .formatted(
                  piece.label(),
                  String.join(", ", recognised),
                  listed(present),
                  names.of(piece.key()),
                  names.of(piece.setting()));
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** Keys were named, and none for what is needed. */
  record NoKeyNamed(ConnectionField piece) implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SECRET_KEYS)
          + "no key is named for the %s; name it in %s or set %s"
              .formatted(piece.label(), names.of(piece.key()), names.of(piece.setting()));
    }
  }

  /** A key that was named and is not in the Secret. */
  record NamedKeyMissing(ConnectionField piece, String key, SequencedCollection<String> present)
      implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(piece.key())
          + "the Secret has no key \"%s\"; %s. Add the key or name another"
              .formatted(key, listed(present));
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** A key that was named and is empty. */
  record NamedKeyEmpty(ConnectionField piece, String key) implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(piece.key())
          + "the key \"%s\" of the Secret is empty; give it a value".formatted(key);
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  private static String listed(SequencedCollection<String> keys) {
    if (keys.isEmpty()) {
      return "it has no keys";
    }
    var shown = keys.stream().limit(20).toList();
    return "it has "
        + String.join(", ", shown)
        + (keys.size() > shown.size() ? " and " + (keys.size() - shown.size()) + " more" : "");
  }
}
