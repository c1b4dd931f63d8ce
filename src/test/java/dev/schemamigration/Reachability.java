package dev.schemamigration;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Methods and constructors that a program can come to from its entry points: by calls, method
 * references and overriding, also of methods of the JDK and of frameworks. Errs towards reachable.
 */
final class Reachability {
  private final JavaClasses classes;
  private final Map<String, List<JavaMethod>> overriders;
  private final Set<JavaCodeUnit> reached = new HashSet<>();
  private final Set<JavaClass> used = new HashSet<>();
  private final Queue<JavaCodeUnit> open = new ArrayDeque<>();

  private Reachability(JavaClasses classes) {
    this.classes = classes;
    this.overriders =
        classes.stream()
            .flatMap(it -> it.getMethods().stream())
            .flatMap(it -> overridden(it).map(above -> Map.entry(above.getFullName(), it)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  static Reachability from(JavaClasses classes, Collection<? extends JavaCodeUnit> entries) {
    var reachability = new Reachability(classes);
    entries.forEach(reachability::reach);
    while (!reachability.open.isEmpty()) {
      reachability.follow(reachability.open.remove());
    }
    return reachability;
  }

  /** Full names of what cannot be reached, apart from what the compiler adds by itself. */
  List<String> unreached() {
    return classes.stream()
        .flatMap(it -> it.getCodeUnits().stream())
        .filter(it -> lacks(it) && written(it))
        .map(HasDescription::getDescription)
        .sorted()
        .toList();
  }

  boolean lacks(JavaCodeUnit unit) {
    return !reached.contains(unit);
  }

  private void reach(JavaCodeUnit unit) {
    if (reached.add(unit)) {
      open.add(unit);
      use(unit.getOwner());
    }
  }

  /** A class that is used can be called by the JDK or a framework whose method it overrides. */
  private void use(JavaClass type) {
    if (!classes.contain(type.getName()) || !used.add(type)) {
      return;
    }
    type.getStaticInitializer().ifPresent(this::reach);
    type.getMethods().stream()
        .filter(
            it -> overridden(it).anyMatch(above -> !classes.contain(above.getOwner().getName())))
        .forEach(this::reach);
    type.getAllRawInterfaces().forEach(this::use);
    type.getRawSuperclass().ifPresent(this::use);
  }

  private void follow(JavaCodeUnit unit) {
    Stream.concat(
            unit.getAccessesFromSelf().stream().map(JavaAccess::getTarget),
            unit.getCodeUnitReferencesFromSelf().stream().map(JavaAccess::getTarget))
        .flatMap(it -> it.resolveMember().stream())
        .forEach(this::reachMember);
    unit.getReferencedClassObjects().stream()
        .map(ReferencedClassObject::getRawType)
        .forEach(this::use);
    overriders.getOrDefault(unit.getFullName(), List.of()).forEach(this::reach);
  }

  private void reachMember(JavaMember member) {
    if (classes.contain(member.getOwner().getName())) {
      if (member instanceof JavaCodeUnit unit) {
        reach(unit);
      } else {
        use(member.getOwner());
      }
    }
  }

  /** By name and number of parameters: generic ones differ in type. */
  private static Stream<JavaMethod> overridden(JavaMethod method) {
    if (!inherited(method)) {
      return Stream.of();
    }
    var owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
        .flatMap(it -> it.getMethods().stream())
        .filter(
            it ->
                inherited(it)
                    && it.getName().equals(method.getName())
                    && it.getRawParameterTypes().size() == method.getRawParameterTypes().size());
  }

  private static boolean inherited(JavaMethod method) {
    return !method.getModifiers().contains(JavaModifier.STATIC)
        && !method.getModifiers().contains(JavaModifier.PRIVATE);
  }

  /** Whether somebody wrote it, and not to forbid that there are instances. */
  private static boolean written(JavaCodeUnit unit) {
    var owner = unit.getOwner();
    boolean component =
        owner.isRecord()
            && (unit instanceof JavaConstructor || owner.tryGetField(unit.getName()).isPresent());
    boolean ofEnum = owner.isEnum() && Set.of("values", "valueOf").contains(unit.getName());
    boolean ofObject = Set.of("equals", "hashCode", "toString").contains(unit.getName());
    boolean forbidsInstances =
        unit instanceof JavaConstructor
            && unit.getModifiers().contains(JavaModifier.PRIVATE)
            && unit.getRawParameterTypes().isEmpty();
    return !component
        && !ofEnum
        && !ofObject
        && !forbidsInstances
        && !unit.getName().equals("<clinit>")
        && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !unit.getModifiers().contains(JavaModifier.BRIDGE);
  }
}
