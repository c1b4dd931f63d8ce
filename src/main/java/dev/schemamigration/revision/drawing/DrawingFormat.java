package dev.schemamigration.revision.drawing;

import java.util.List;

/** How a history is drawn. */
public enum DrawingFormat {
  /** For terminals, as {@code git log --graph} draws. */
  TEXT,
  /** A picture. */
  SVG,
  /** A flowchart for Markdown. */
  MERMAID,
  /** The language of Graphviz. */
  DOT;

  /** The lines of the drawing. */
  public List<String> draw(HistoryDrawing drawing) {
    return switch (this) {
      case TEXT -> TextDrawing.of(drawing).stream().map(TextDrawing.Line::whole).toList();
      case SVG -> SvgDrawing.of(drawing);
      case MERMAID -> MermaidDrawing.of(drawing);
      case DOT -> DotDrawing.of(drawing);
    };
  }
}
