package dev.schemamigration.verify.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type as far as values of it can be generated.
 *
 * @param name as SQL has it, with its modifier
 * @param base name of the type below all domains, without a modifier
 * @param kind {@code typtype} of that type
 * @param category {@code typcategory} of that type
 * @param modifier in parentheses behind the name: length, or precision and scale; else empty
 * @param labels of an enum, in order
 * @param element of an array
 * @param fields of a composite type, in order; of a range its subtype, alone
 * @param checks definitions of the constraints of domains
 * @param fit which of the {@link Candidates} the checks take; negative for the usual values
 */
record TypeShape(
    String name,
    String base,
    char kind,
    char category,
    List<Integer> modifier,
    List<String> labels,
    Optional<TypeShape> element,
    Map<String, TypeShape> fields,
    List<String> checks,
    int fit) {
  static final int USUAL = -1;

  /** The same, of which other values fit. */
  TypeShape fitting(int candidate) {
    return new TypeShape(
        name, base, kind, category, modifier, labels, element, fields, checks, candidate);
  }
}
