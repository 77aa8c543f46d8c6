/** The front door: MCP over HTTP, from a request to the answer a model reads. */
@NullMarked
package dev.sluice.gateway.mcp;

import org.jspecify.annotations.NullMarked;
