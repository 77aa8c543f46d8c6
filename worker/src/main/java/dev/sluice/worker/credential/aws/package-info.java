/** Credentials that are kept in AWS Secrets Manager. */
@NullMarked
package dev.sluice.worker.credential.aws;

import org.jspecify.annotations.NullMarked;
