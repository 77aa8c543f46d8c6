@NullMarked
package dev.sluice.sandbox.conformance;

import org.jspecify.annotations.NullMarked;
