/** Tools that an operator declares in a file: a question, the COQL query that answers it, and who may ask. */
@NullMarked
package dev.sluice.common.declared;

import org.jspecify.annotations.NullMarked;
