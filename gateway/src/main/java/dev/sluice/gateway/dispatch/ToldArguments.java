package dev.sluice.gateway.dispatch;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the audit trail is told of a call's arguments: some as they are and some by their pseudonyms, as the tool's
 * definition says; of any other, nothing.
 */
public final class ToldArguments {
    private final Optional<Pseudonyms> pseudonyms;

    /**
     * Tells them so.
     *
     * @param pseudonyms empty where there is no key: then values that must not stand in clear are left out
     */
    public ToldArguments(Optional<Pseudonyms> pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    AuditEvent.CallReceived of(ToolCall call, ToolDefinition tool) {
        var clear = new LinkedHashMap<String, JsonNode>();
        var hashed = new LinkedHashMap<String, List<String>>();
        call.arguments().propertyStream().forEach(argument -> {
            if (tool.clearArguments().contains(argument.getKey())) {
                clear.put(argument.getKey(), argument.getValue());
            } else if (tool.hashed().contains(argument.getKey())) {
                pseudonyms.ifPresent(keys -> hashed.put(argument.getKey(), pseudonyms(argument.getValue(), keys)));
            }
        });
        return new AuditEvent.CallReceived(CallSubject.of(call), clear, pseudonyms.isPresent() ? hashed : null);
    }

    /** One for each text and number in the value: in a list, each can be searched for. */
    private static List<String> pseudonyms(JsonNode value, Pseudonyms keys) {
        var found = new ArrayList<String>();
        if (value.isContainer()) {
            value.forEach(part -> found.addAll(pseudonyms(part, keys)));
        } else if (!value.isNull()) {
            found.add(keys.of(value.asString()));
        }
        return found;
    }
}
