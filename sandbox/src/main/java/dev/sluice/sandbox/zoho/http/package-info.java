/** A small HTTP/1.1 server that can also misbehave on order: reset, fall silent, answer nonsense. */
@NullMarked
package dev.sluice.sandbox.zoho.http;

import org.jspecify.annotations.NullMarked;
