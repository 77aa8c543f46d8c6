/** The double's own API, for a process that orders faults and reads the log from outside. */
@NullMarked
package dev.sluice.sandbox.zoho.control;

import org.jspecify.annotations.NullMarked;
