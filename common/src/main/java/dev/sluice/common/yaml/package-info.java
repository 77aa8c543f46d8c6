/** Reading of YAML files that people write, with the place of every mistake. */
@NullMarked
package dev.sluice.common.yaml;

import org.jspecify.annotations.NullMarked;
