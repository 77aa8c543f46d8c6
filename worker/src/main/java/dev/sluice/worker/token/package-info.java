/** How the workers of a deployment share access tokens: their log, on a topic. */
@NullMarked
package dev.sluice.worker.token;

import org.jspecify.annotations.NullMarked;
