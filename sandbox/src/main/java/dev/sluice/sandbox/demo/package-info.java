/** Shows what Sluice is for, by asking it through a real MCP client. */
@NullMarked
package dev.sluice.sandbox.demo;

import org.jspecify.annotations.NullMarked;
