/** What the double has seen, so that tests can count it. */
@NullMarked
package dev.sluice.sandbox.zoho.log;

import org.jspecify.annotations.NullMarked;
