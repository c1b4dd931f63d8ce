package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.CatalogChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison came to.
 *
 * @param changes what has to change for the migrations to lead to the desired schema
 * @param files of the revisions that do it, in their order; empty where nothing has to change
 * @param unproved what they leave different, or do not restore, one line each; empty when they are
 *     proved
 * @param notes for people
 */
public record Proposal(
    List<CatalogChange> changes,
    List<RevisionFiles.Drafted> files,
    List<String> unproved,
    List<String> notes) {
  static final Proposal NOTHING = new Proposal(List.of(), List.of(), List.of(), List.of());

  public Proposal {
    changes = List.copyOf(changes);
    files = List.copyOf(files);
    unproved = List.copyOf(unproved);
    notes = List.copyOf(notes);
  }

  /** The same with another note. */
  Proposal noted(String note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Proposal(changes, files, unproved, more);
  }
}
