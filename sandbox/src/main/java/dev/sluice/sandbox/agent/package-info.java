/** Agents as they call: through the MCP SDK's own client. */
@NullMarked
package dev.sluice.sandbox.agent;

import org.jspecify.annotations.NullMarked;
