package dev.sluice.worker.zoho;

import java.net.URI;
import java.util.List;

final class FakeZohoTest extends ZohoTransportContract {
    @Override
    ZohoTransport transportTo(Upstream upstream) {
        var zoho = new FakeZoho();
        for (var path : List.of("GET /crm/v8/Contacts", "POST /crm/v8/Notes")) {
            zoho.ending(
                    path,
                    switch (upstream) {
                        case Upstream.Answers answers -> FakeZoho.answered(answers.status(), answers.body());
                        case Upstream.HangsUp _ -> new Exchange.Unanswered("hung up");
                        case Upstream.IsNotThere _ -> new Exchange.NotSent("refused");
                    });
        }
        return zoho;
    }

    @Override
    URI address() {
        return URI.create("http://zoho.example");
    }
}
