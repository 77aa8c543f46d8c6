/** What the gateway refuses before it is a call, told to the audit trail in bounded numbers. */
@NullMarked
package dev.sluice.gateway.refusal;

import org.jspecify.annotations.NullMarked;
