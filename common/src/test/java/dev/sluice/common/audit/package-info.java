@NullMarked
package dev.sluice.common.audit;

import org.jspecify.annotations.NullMarked;
