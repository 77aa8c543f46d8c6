package dev.sluice.worker.quota;

import java.time.InstantSource;

final class InMemoryPermitsTest extends PermitsContract {
    @Override
    Permits open(int atOnce) {
        return new InMemoryPermits(atOnce, InstantSource.system());
    }
}
