package dev.sluice.sandbox.secrets;

import dev.sluice.worker.credential.CredentialEnvironment;
import dev.sluice.worker.credential.CredentialSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

final class CredentialEnvironmentContractTest extends CredentialSourceContract {
    private final Map<String, String> environment = new HashMap<>();

    @Override
    CredentialSource source() {
        return new CredentialEnvironment("ZOHO", environment);
    }

    @Override
    void keep(Map<String, String> fields) {
        environment.clear();
        fields.forEach((field, value) -> environment.put(
                "ZOHO_" + field.replace("datacenter", "data_centre").toUpperCase(Locale.ROOT), value));
    }

    @Override
    String place() {
        return "environment variable ZOHO_";
    }
}
