package dev.sluice.sandbox.bench;

import java.io.IOException;

/** Something that can be asked again and again; each question differs from those around it. */
interface Calls {
    /**
     * Asks the question of this number.
     *
     * @throws IOException when there is no answer, with what came instead
     */
    void call(long number) throws IOException;
}
