/** A stand-in for AWS Secrets Manager on this machine, which the real AWS SDK talks to. */
@NullMarked
package dev.sluice.sandbox.secrets;

import org.jspecify.annotations.NullMarked;
