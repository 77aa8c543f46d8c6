package dev.sluice.worker.tool;

import dev.sluice.worker.zoho.ZohoSession;
import tools.jackson.databind.node.ObjectNode;

/**
 * The code that answers one business question. It is shared by all calls and keeps no state.
 *
 * <p>The answer is given in two steps, so that what a caller may not see can be taken out between them: first the
 * structured content, then the text that tells the same from whatever is left.
 */
public interface Tool {
    /** The name of its definition. */
    String name();

    /**
     * Asks Zoho. The arguments have been checked against the definition's input schema.
     *
     * @throws dev.sluice.common.call.CallFailed when there is no answer
     */
    Answer answer(ObjectNode arguments, ZohoSession zoho);

    /** Tells a structured answer, of which any field may be missing, as text for people and models. */
    String text(ObjectNode structured);
}
