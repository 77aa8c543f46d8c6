package dev.sluice.worker.tool;

import dev.sluice.common.declared.QueryTemplate;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.worker.zoho.CrmField;
import dev.sluice.worker.zoho.CrmMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Holds what a declared query names against the fields that an organisation has. */
public final class DeclaredColumns {
    private static final int MOST_LOOKUPS = 2;
    /** What a mistaken module may have been meant to be; an organisation's own modules are beside these. */
    private static final List<String> USUAL_MODULES = List.of(
            "Leads",
            "Contacts",
            "Accounts",
            "Deals",
            "Campaigns",
            "Tasks",
            "Events",
            "Calls",
            "Cases",
            "Solutions",
            "Products",
            "Vendors",
            "Quotes",
            "Sales_Orders",
            "Purchase_Orders",
            "Invoices");

    private DeclaredColumns() {}

    /**
     * The module, or else each column, that the organisation does not have, as a message says it; of lookups, two modules
     * are looked into.
     */
    public static List<String> unknown(QueryTemplate query, CrmMetadata metadata) {
        return metadata.module(query.module())
                .map(fields -> unknown(query, fields, metadata))
                .orElseGet(() -> List.of("the module " + query.module() + ", which this organisation does not have"
                        + meant(query.module(), USUAL_MODULES)));
    }

    private static List<String> unknown(QueryTemplate query, CrmMetadata.ModuleFields fields, CrmMetadata metadata) {
        var unknown = new ArrayList<String>();
        var lookedUp = new LinkedHashSet<String>();
        for (var column : query.columns()) {
            var parts = column.split("\\.", -1);
            if (parts[0].equals("id")) {
                continue;
            }
            var field = fields.find(parts[0]);
            if (field.isEmpty()) {
                unknown.add(message(fields, parts[0]));
                continue;
            }
            var target = field.get().lookupModule();
            if (parts.length < 2 || parts[1].equals("id") || target == null || target.equals("se_module")) {
                continue;
            }
            if (lookedUp.contains(target) || lookedUp.size() < MOST_LOOKUPS) {
                lookedUp.add(target);
                var there = metadata.fields(target);
                if (there.find(parts[1]).isEmpty()) {
                    unknown.add(message(there, parts[1]));
                }
            }
        }
        return unknown;
    }

    private static String message(CrmMetadata.ModuleFields fields, String name) {
        var known = fields.fields().stream().map(CrmField::apiName).toList();
        return "the column " + name + ", which " + fields.module() + " of this organisation does not have"
                + meant(name, known);
    }

    private static String meant(String name, List<String> known) {
        return NearMiss.find(name, known)
                .filter(near -> !near.equals(name))
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
    }
}
