/** What each agent may do, read from the policy file and decided for one call at a time. */
@NullMarked
package dev.sluice.gateway.access;

import org.jspecify.annotations.NullMarked;
