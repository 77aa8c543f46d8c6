/** A real OpenSearch node in a JVM of its own, its libraries on no other program's class path. */
@NullMarked
package dev.sluice.indexnode;

import org.jspecify.annotations.NullMarked;
