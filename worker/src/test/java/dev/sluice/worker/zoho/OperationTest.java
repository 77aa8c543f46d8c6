package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    @ParameterizedTest
    @CsvSource({
        "/crm/v8/coql, GET /crm/v8/coql",
        "/crm/v8/Contacts/4150868000000225013/Notes?fields=Note_Title&page=2, GET /crm/v8/Contacts/{id}/Notes",
        "/crm/v8/settings/fields?module=Accounts, GET /crm/v8/settings/fields",
        "/books/v3/invoices?organization_id=10234695&customer_name=Acme, GET /books/v3/invoices",
        "/api/v3/portals, GET /api/v3/portals",
        "/api/v3/portal/42/projects/1760000000002001/tasks?page=1, GET /api/v3/portal/{id}/projects/{id}/tasks",
        "/api/v3/portal/acmecorp/projects, GET /api/v3/portal/{id}/projects",
        "/crm/v8/Contacts/mai%40techstart.test, GET /crm/v8/Contacts/{id}",
    })
    void tellsNothingOfWhatWasAskedAbout(String pathAndQuery, String operation) {
        assertThat(Operation.of(ZohoRequest.Method.GET, pathAndQuery)).isEqualTo(operation);
    }
}
