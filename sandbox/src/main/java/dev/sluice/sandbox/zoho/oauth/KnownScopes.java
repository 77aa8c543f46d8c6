package dev.sluice.sandbox.zoho.oauth;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The scopes there are. A consent to others is dropped without a word. */
final class KnownScopes {

    private static final String ACTION = "(ALL|READ|CREATE|UPDATE|DELETE|WRITE)";
    private static final Pattern KNOWN = Pattern.compile("(?i)ZohoCRM\\.modules\\." + ACTION
            + "|(?i)ZohoCRM\\.modules\\.(leads|accounts|contacts|deals|campaigns|tasks|cases|events|calls"
            + "|solutions|products|vendors|pricebooks|quotes|salesorders|purchaseorders|invoices|custom|notes"
            + "|activities|emails|attachments|appointments|services)\\." + ACTION
            + "|(?i)ZohoCRM\\.settings\\." + ACTION
            + "|(?i)ZohoCRM\\.settings\\.(territories|custom_views|related_lists|modules|tab_groups|fields"
            + "|layouts|macros|custom_links|custom_buttons|roles|profiles|currencies|fiscal_year|tags|pipeline)\\."
            + ACTION
            + "|(?i)ZohoCRM\\.(users|org|bulk|notifications|coql|composite_requests|send_mail|share|files)\\."
            + ACTION
            + "|(?i)ZohoSearch\\.securesearch\\.READ"
            + "|(?i)ZohoBooks\\.fullaccess\\.all"
            + "|(?i)ZohoBooks\\.(contacts|settings|estimates|invoices|customerpayments|creditnotes|projects"
            + "|expenses|salesorders|purchaseorders|bills|debitnotes|vendorpayments|banking|accountants)\\."
            + ACTION
            + "|(?i)ZohoProjects\\.(portals|projects|activities|feed|status|milestones|tasklists|tasks"
            + "|timesheets|bugs|events|forums|users|tags|documents|clients|custom_fields)\\." + ACTION
            + "|(?i)AaaServer\\.profile\\.(READ|ALL)");

    private KnownScopes() {}

    static Set<String> of(Collection<String> asked) {
        Set<String> known = new TreeSet<>();
        for (String scope : asked) {
            if (KNOWN.matcher(scope.strip()).matches()) {
                known.add(scope.strip());
            }
        }
        return known;
    }

    /** Scopes as requests write them: with commas or spaces between. */
    static Set<String> parse(String scopes) {
        return of(List.of(scopes.strip().split("[\\s,]+", -1)));
    }
}
