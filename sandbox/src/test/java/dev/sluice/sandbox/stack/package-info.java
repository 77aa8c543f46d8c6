@NullMarked
package dev.sluice.sandbox.stack;

import org.jspecify.annotations.NullMarked;
