package dev.sluice.common.audit;

import java.time.Duration;
import java.util.Objects;

/**
 * One request to Zoho, without anything that it asked about.
 *
 * @param api {@code crm}, {@code books} or {@code projects}
 * @param operation its method and its path with places instead of ids, such as {@code GET /crm/v8/Contacts/{id}/Notes}
 * @param status the status of its answer, or what became of it without one: {@code not_sent}, {@code unanswered}
 * @param cost what it cost of the quota: of CRM, credits; elsewhere, requests
 * @param took until its answer was there
 */
public record SentRequest(String api, String operation, String status, int cost, Duration took) {
    public SentRequest {
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(took, "took");
    }
}
