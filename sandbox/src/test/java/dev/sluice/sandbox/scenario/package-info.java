/** Stories of users, told through public doors only: real clients, the real broker, programs as processes. */
@NullMarked
package dev.sluice.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
