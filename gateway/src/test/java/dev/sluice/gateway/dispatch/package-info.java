@NullMarked
package dev.sluice.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
