/** How much may be asked of the double: per window, at once; and what was counted against each limit. */
@NullMarked
package dev.sluice.sandbox.zoho.limit;

import org.jspecify.annotations.NullMarked;
