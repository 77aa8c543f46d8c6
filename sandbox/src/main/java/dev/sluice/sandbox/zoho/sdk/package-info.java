/** Clients of Zoho that others wrote, pointed at the double: where they work, it is faithful. */
@NullMarked
package dev.sluice.sandbox.zoho.sdk;

import org.jspecify.annotations.NullMarked;
