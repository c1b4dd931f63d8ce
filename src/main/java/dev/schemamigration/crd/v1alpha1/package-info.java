/** The custom resource as Java: what a user declares, and what the operator reports back. */
@NullMarked
package dev.schemamigration.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
