/** The Zoho double as a program of its own, for anyone who builds on Zoho. */
@NullMarked
package dev.sluice.sandbox.zoho.command;

import org.jspecify.annotations.NullMarked;
