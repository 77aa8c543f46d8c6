/** The tools Sluice offers: what each asks for, answers and touches. */
@NullMarked
package dev.sluice.common.catalog;

import org.jspecify.annotations.NullMarked;
