package dev.schemamigration.cli.output;

import dev.schemamigration.revision.drawing.DrawnNode;

/** The looks of parts of results on a terminal. */
enum Style {
  PLAIN(""),
  CURRENT("1;32"),
  PENDING("33"),
  ARCHIVED("35"),
  DIVERGED("1;31");

  private final String code;

  /**
   * @param code of ANSI, between the escape and the letter
   */
  Style(String code) {
    this.code = code;
  }

  static Style of(DrawnNode node) {
    return switch (node.standing()) {
      case UNKNOWN, APPLIED -> node.current() ? CURRENT : PLAIN;
      case PENDING -> PENDING;
      case ARCHIVED -> ARCHIVED;
      case DIVERGED -> DIVERGED;
    };
  }

  String painted(String text, boolean colored) {
    return colored && !code.isEmpty() && !text.isEmpty()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }
}
