package dev.sluice.gateway.identity;

import java.time.Duration;

/**
 * For how long an issuer's keys are kept.
 *
 * @param refreshAfter how old they may be before newer ones are looked for
 * @param keepFor how old they may be and still be used, while newer ones cannot be had
 * @param notMoreOftenThan the least time between two looks, whoever asks for an unknown key
 */
record KeySettings(Duration refreshAfter, Duration keepFor, Duration notMoreOftenThan) {}
