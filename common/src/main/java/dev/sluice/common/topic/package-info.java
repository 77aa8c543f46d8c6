/** Every topic of Sluice, in one table. */
@NullMarked
package dev.sluice.common.topic;

import org.jspecify.annotations.NullMarked;
