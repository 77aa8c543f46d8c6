/** What the programs rely on of Kafka, held against a real broker. */
@NullMarked
package dev.sluice.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
