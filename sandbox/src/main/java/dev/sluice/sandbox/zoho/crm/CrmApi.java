package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.crm.search.IndexLag;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.time.InstantSource;
import java.util.List;

/** CRM v8 as one user of an organisation sees it: which part of it answers which path. */
final class CrmApi {

    private final RecordReads records;
    private final SearchReads searches;
    private final RelatedReads related;
    private final NoteWrites notes;
    private final CoqlReads coql;
    private final OrganisationReads organisation;
    private final ActivityReads activities;
    private final TimelineReads timeline;
    private final SettingsReads settings;
    private final EmailReads emails;

    CrmApi(CrmData data, InstantSource clock, User user, IndexLag lag) {
        PageTokens tokens = new PageTokens(clock, user.id());
        this.records = new RecordReads(data, tokens);
        this.searches = new SearchReads(data, lag);
        this.related = new RelatedReads(data, tokens);
        this.notes = new NoteWrites(data, clock, user, lag);
        this.coql = new CoqlReads(data);
        this.organisation = new OrganisationReads(data, user);
        this.activities = new ActivityReads(data, clock, tokens);
        this.timeline = new TimelineReads(data);
        this.settings = new SettingsReads(data);
        this.emails = new EmailReads(data);
    }

    /** Answers a request under {@code /crm/v8}. */
    Response answer(Request request) {
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
                    default -> records.list(path.getFirst(), request);
                };
            case 2 ->
                path.getFirst().equals("settings")
                        ? settings.read(path.get(1), request.params())
                        : path.get(1).equals("search")
                                ? searches.search(path.getFirst(), request.params())
                                : records.one(path.getFirst(), path.get(1), request.params());
            case 3 -> related(path.getFirst(), path.get(1), path.get(2), request);
            default -> throw CrmRefusal.unknownUrl();
        };
    }

    private Response related(String module, String id, String relation, Request request) {
        if (relation.equals("__timeline")) {
            return timeline.list(module, id, request.params());
        }
        if (relation.equals("Emails")) {
            return emails.list(module, id, request.params());
        }
        return ActivityReads.named(relation)
                ? activities.list(module, id, relation, request)
                : related.list(module, id, relation, request);
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
