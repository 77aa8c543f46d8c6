package dev.sluice.sandbox.zoho.crm.record;

/** The stages of a deal that every new Zoho organisation starts with. */
public enum Stage {
    QUALIFICATION("Qualification", 10, Outcome.OPEN),
    NEEDS_ANALYSIS("Needs Analysis", 20, Outcome.OPEN),
    VALUE_PROPOSITION("Value Proposition", 40, Outcome.OPEN),
    IDENTIFY_DECISION_MAKERS("Identify Decision Makers", 60, Outcome.OPEN),
    PROPOSAL("Proposal/Price Quote", 75, Outcome.OPEN),
    NEGOTIATION("Negotiation/Review", 90, Outcome.OPEN),
    CLOSED_WON("Closed Won", 100, Outcome.WON),
    CLOSED_LOST("Closed Lost", 0, Outcome.LOST),
    LOST_TO_COMPETITION("Closed Lost to Competition", 0, Outcome.LOST);

    /** Whether a deal is still to be had. */
    public enum Outcome {
        OPEN,
        WON,
        LOST
    }

    private final String label;
    private final int probability;
    private final Outcome outcome;

    Stage(String label, int probability, Outcome outcome) {
        this.label = label;
        this.probability = probability;
        this.outcome = outcome;
    }

    public String label() {
        return label;
    }

    public int probability() {
        return probability;
    }

    public boolean open() {
        return outcome == Outcome.OPEN;
    }
}
