package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Claim;
import java.time.InstantSource;
import java.util.List;

/** CRM v8 of one organisation: which part of it answers which path. */
public final class CrmApi {

    private final RecordReads records;
    private final SearchReads searches;
    private final RelatedReads related;
    private final NoteWrites notes;
    private final CoqlReads coql;
    private final OrganisationReads organisation;

    public CrmApi(CrmData data, InstantSource clock) {
        this.records = new RecordReads(data);
        this.searches = new SearchReads(data);
        this.related = new RelatedReads(data);
        this.notes = new NoteWrites(data, clock);
        this.coql = new CoqlReads(data);
        this.organisation = new OrganisationReads(data);
    }

    /** What a request takes from the organisation's limits. */
    public static List<Claim> claims(Request request) {
        return CrmClaims.of(request);
    }

    /** Answers a request under {@code /crm/v8}. */
    public Response answer(Request request) {
        List<String> path = request.segments().subList(2, request.segments().size());
        try {
            return switch (request.method()) {
                case "GET" -> get(path, request);
                case "POST" -> post(path, request);
                default -> throw CrmRefusal.wrongMethod();
            };
        } catch (CrmRefusal refusal) {
            return refusal.response();
        }
    }

    private Response get(List<String> path, Request request) {
        return switch (path.size()) {
            case 1 ->
                switch (path.getFirst()) {
                    case "users" -> organisation.users(request.params());
                    case "org" -> organisation.organisation();
                    case "coql" -> throw CrmRefusal.wrongMethod();
                    default -> records.list(path.getFirst(), request.params());
                };
            case 2 ->
                path.get(1).equals("search")
                        ? searches.search(path.getFirst(), request.params())
                        : records.one(path.getFirst(), path.get(1), request.params());
            case 3 -> related.list(path.getFirst(), path.get(1), path.get(2), request.params());
            default -> throw CrmRefusal.unknownUrl();
        };
    }

    private Response post(List<String> path, Request request) {
        if (path.equals(List.of("coql"))) {
            return coql.query(request.body());
        }
        if (path.equals(List.of("Notes"))) {
            return notes.create(request.body());
        }
        if (path.size() == 3 && path.get(2).equals("Notes")) {
            return notes.createUnder(path.getFirst(), path.get(1), request.body());
        }
        throw path.size() > 3 ? CrmRefusal.unknownUrl() : CrmRefusal.wrongMethod();
    }
}
