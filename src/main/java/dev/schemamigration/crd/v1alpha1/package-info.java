/** The custom resource as Java: its spec, its status, and how its definition is generated. */
@NullMarked
package dev.schemamigration.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
