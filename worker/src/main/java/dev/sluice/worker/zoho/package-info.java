/** Asks Zoho: one file an API, over one client that knows Zoho's manners. */
@NullMarked
package dev.sluice.worker.zoho;

import org.jspecify.annotations.NullMarked;
