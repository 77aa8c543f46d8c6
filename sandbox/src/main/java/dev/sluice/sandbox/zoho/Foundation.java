package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.oauth.OAuthClient;
import dev.sluice.sandbox.zoho.seed.Seed;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/** What an organisation starts with: data and a self client, both the same whenever it is founded again. */
record Foundation(Company company, int index, ZohoDoubleOptions options) {

    private static final long FIRST_ID = 7_148_200_000_000_100_000L;
    /** Far enough for the ids of Books organisations and portals, which are cut from these, to differ. */
    private static final long BETWEEN_COMPANIES = 1_000_000_000_000L;

    ZohoData data() {
        LocalDate today = LocalDate.ofInstant(options.clock().instant(), company.zone());
        return new Seed(options.seed() + index, today, company.country(), options.scale())
                .grow(company.name(), FIRST_ID + index * BETWEEN_COMPANIES);
    }

    OAuthClient client() {
        String id =
                "1000.SLUICEDOUBLE0CLIENT0%s%09d".formatted(company.dataCentre().toUpperCase(Locale.ROOT), index);
        String secret = UUID.nameUUIDFromBytes(("secret of " + id).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return new OAuthClient(id, secret, company.name(), company.dataCentre());
    }
}
