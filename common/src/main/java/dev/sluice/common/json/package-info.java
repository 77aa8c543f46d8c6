/** JSON as every program reads and writes it. */
@NullMarked
package dev.sluice.common.json;

import org.jspecify.annotations.NullMarked;
