/** Prompts: questions that users ask again and again, written out so that a model asks the right tools in the right order. */
@NullMarked
package dev.sluice.gateway.prompt;

import org.jspecify.annotations.NullMarked;
