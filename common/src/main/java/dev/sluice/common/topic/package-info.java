/** Every topic of Sluice, in one table, and how one is followed. */
@NullMarked
package dev.sluice.common.topic;

import org.jspecify.annotations.NullMarked;
