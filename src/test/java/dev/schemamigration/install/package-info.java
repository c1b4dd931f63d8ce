/** What is installed on a cluster: the manifests, the chart and the image agree with each other. */
@NullMarked
package dev.schemamigration.install;

import org.jspecify.annotations.NullMarked;
