/** Faults a test may order, and the ways Zoho is known to fail. */
@NullMarked
package dev.sluice.sandbox.zoho.fault;

import org.jspecify.annotations.NullMarked;
