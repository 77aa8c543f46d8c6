/** Holds Sluice against the conformance suite of MCP, with fixture tools that take the way every call takes. */
@NullMarked
package dev.sluice.sandbox.conformance;

import org.jspecify.annotations.NullMarked;
