/** Where the credentials of a Zoho organisation come from, and the access tokens they are exchanged for. */
@NullMarked
package dev.sluice.worker.credential;

import org.jspecify.annotations.NullMarked;
