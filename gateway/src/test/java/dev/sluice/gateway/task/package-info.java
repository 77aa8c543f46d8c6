@NullMarked
package dev.sluice.gateway.task;

import org.jspecify.annotations.NullMarked;
