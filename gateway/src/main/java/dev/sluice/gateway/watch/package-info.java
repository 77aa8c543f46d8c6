/** Notices when operators change a file. */
@NullMarked
package dev.sluice.gateway.watch;

import org.jspecify.annotations.NullMarked;
