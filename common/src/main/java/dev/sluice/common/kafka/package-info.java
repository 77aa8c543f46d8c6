/** What a topic is, how a program reaches the broker, and how topics come to exist. */
@NullMarked
package dev.sluice.common.kafka;

import org.jspecify.annotations.NullMarked;
