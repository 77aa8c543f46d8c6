/** Where companies are: the calendar, the clock and the money they go by. */
@NullMarked
package dev.sluice.sandbox.zoho.country;

import org.jspecify.annotations.NullMarked;
