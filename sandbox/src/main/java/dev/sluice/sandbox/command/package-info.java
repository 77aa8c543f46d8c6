/** What the commands of the sandbox share: how they read options, and how they stay until they are told to stop. */
@NullMarked
package dev.sluice.sandbox.command;

import org.jspecify.annotations.NullMarked;
