/** Prints figures and events so that people can read them. */
@NullMarked
package dev.sluice.sandbox.print;

import org.jspecify.annotations.NullMarked;
