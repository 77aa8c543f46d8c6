package dev.sluice.worker.connect;

/** There is nobody to answer any more. */
final class DialogueEnded extends RuntimeException {
    private static final long serialVersionUID = 1;

    DialogueEnded() {
        super("the input ended before everything was answered");
    }
}
