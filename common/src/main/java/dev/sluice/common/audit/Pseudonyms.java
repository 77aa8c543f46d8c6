package dev.sluice.common.audit;

import dev.sluice.common.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the names under which values that must not stand in clear are on the audit trail: HMACs under a key with a
 * version. Whoever has the keys can find a value he knows; nobody can read one he does not.
 */
public final class Pseudonyms {
    private static final String SETTING = "audit.pseudonym-keys";
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9.-]{1,16}):([A-Za-z0-9+/_=-]+)");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<PseudonymKey> keys;

    private Pseudonyms(List<PseudonymKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Reads the keys, the one in use first, those of the past after it; empty when there are none. */
    public static Optional<Pseudonyms> read(SettingsReader settings) {
        var text = settings.secret(SETTING);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var keys = new ArrayList<PseudonymKey>();
        for (var entry : COMMA.splitAsStream(text.get().reveal().strip()).toList()) {
            var parts = ENTRY.matcher(entry);
            var key = parts.matches() ? decode(parts.group(2)) : new byte[0];
            if (key.length < PseudonymKey.LEAST_BYTES) {
                settings.problem(SETTING + " is not of the form VERSION:KEY,… with each key at least "
                        + PseudonymKey.LEAST_BYTES + " bytes in Base64; 'openssl rand -base64 32' makes one");
                return Optional.empty();
            }
            keys.add(new PseudonymKey(parts.group(1), key));
        }
        if (keys.stream().map(PseudonymKey::version).distinct().count() < keys.size()) {
            settings.problem(SETTING + " gives two keys the same version");
        }
        return Optional.of(new Pseudonyms(keys));
    }

    /** The pseudonym of a value under the key in use. Case and blanks make no difference. */
    public String of(String value) {
        return keys.getFirst().pseudonymOf(normal(value));
    }

    /** Its pseudonyms under every key there is, the one in use first: what to search for. */
    public List<String> everyOf(String value) {
        var normal = normal(value);
        return keys.stream().map(key -> key.pseudonymOf(normal)).toList();
    }

    private static byte[] normal(String value) {
        var composed = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
        return BLANKS.matcher(composed).replaceAll(" ").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
