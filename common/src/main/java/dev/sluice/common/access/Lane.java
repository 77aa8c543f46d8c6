package dev.sluice.common.access;

/** Who goes first when quota is scarce: somebody who waits for an answer before work that nobody watches. */
public enum Lane {
    INTERACTIVE,
    BATCH
}
