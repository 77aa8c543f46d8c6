/** What happened to each call, told once and kept. */
@NullMarked
package dev.sluice.common.audit;

import org.jspecify.annotations.NullMarked;
