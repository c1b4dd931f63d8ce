/** Kubernetes in and out: a resource becomes a request, a report becomes its status. */
@NullMarked
package dev.schemamigration.operator;

import org.jspecify.annotations.NullMarked;
