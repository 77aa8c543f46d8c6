/** How an administrator connects a Zoho organisation, and finds out what is wrong with a connection. */
@NullMarked
package dev.sluice.worker.connect;

import org.jspecify.annotations.NullMarked;
