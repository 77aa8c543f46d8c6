@org.jspecify.annotations.NullMarked
package dev.sluice.sandbox.secrets;
