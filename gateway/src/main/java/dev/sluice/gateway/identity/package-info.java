/** Who asks: from the key on a request to a principal. */
@NullMarked
package dev.sluice.gateway.identity;

import org.jspecify.annotations.NullMarked;
