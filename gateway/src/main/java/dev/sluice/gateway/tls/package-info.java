/** The certificates of the listener, and those by which clients may show who they are. */
@NullMarked
package dev.sluice.gateway.tls;

import org.jspecify.annotations.NullMarked;
