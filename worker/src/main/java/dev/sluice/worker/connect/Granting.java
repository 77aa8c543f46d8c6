package dev.sluice.worker.connect;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.TokenReply;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.zoho.ZohoProbe;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The part of the conversation in which Zoho grants access for a client's code. What Zoho refuses is asked for again, and
 * what it did not refuse is kept.
 */
final class Granting {
    private static final String DATA_CENTRE = "Data centre, one of " + DataCentre.names();

    private final Dialogue dialogue;
    private final ZohoProbe probe;
    private final Function<DataCentre, URI> accounts;

    /**
     * A conversation that is to be had.
     *
     * @param accounts where the accounts server of a data centre is
     */
    Granting(Dialogue dialogue, ZohoProbe probe, Function<DataCentre, URI> accounts) {
        this.dialogue = dialogue;
        this.probe = probe;
        this.accounts = accounts;
    }

    /** What the administrator answered, and what Zoho gave for it. */
    record Grant(DataCentre dataCentre, ZohoCredentials credentials, TokenReply.Issued token) {}

    /** What was answered so far. */
    private record Answers(DataCentre dataCentre, String clientId, Secret clientSecret, Secret code) {}

    DataCentre askDataCentre() {
        return dataCentre(() -> dialogue.ask(DATA_CENTRE));
    }

    /**
     * Asks for the client and its code until Zoho gives a token for them.
     *
     * @throws Stopped when it will not, whatever is answered
     */
    Grant exchange(DataCentre first) {
        var answers = new Answers(
                first, dialogue.ask("Client id"), dialogue.askSecret("Client secret"), dialogue.askSecret("Code"));
        while (true) {
            var server = accounts.apply(answers.dataCentre());
            switch (probe.exchange(server, answers.clientId(), answers.clientSecret(), answers.code())) {
                case TokenReply.Issued issued -> {
                    return grant(answers, issued);
                }
                case TokenReply.Refused(TokenReply.Reason reason) -> answers = corrected(answers, reason);
                case TokenReply.Throttled _ ->
                    throw new Stopped("Zoho is limiting requests for tokens; try again in ten minutes.");
                case TokenReply.Unavailable away ->
                    throw new Stopped("Zoho's accounts server at " + server + " could not be used: " + away.why()
                            + ". Check the network and the data centre; the code may still be good.");
            }
        }
    }

    private static Grant grant(Answers answers, TokenReply.Issued issued) {
        if (issued.refreshToken() == null) {
            throw new Stopped("Zoho gave no refresh token. Generate the code with the Self Client, or ask for"
                    + " access_type=offline and prompt=consent.");
        }
        return new Grant(
                answers.dataCentre(),
                new ZohoCredentials(
                        answers.clientId(), answers.clientSecret(), issued.refreshToken(), answers.dataCentre()),
                issued);
    }

    private Answers corrected(Answers answers, TokenReply.Reason reason) {
        return switch (reason) {
            case REFRESH_TOKEN -> {
                dialogue.tell(
                        ("Zoho does not accept the code. It is good once and for the minutes that were chosen, for"
                                        + " the client and in the data centre it was made in. Make a new one at %s.")
                                .formatted(answers.dataCentre().console()));
                yield new Answers(
                        answers.dataCentre(), answers.clientId(), answers.clientSecret(), dialogue.askSecret("Code"));
            }
            case CLIENT -> {
                var refused = answers.dataCentre();
                dialogue.tell(("Zoho in the data centre %s does not know this client id. Either it is mistyped, or the"
                                + " organisation is in another data centre: the address bar of Zoho shows it, as in"
                                + " crm.zoho.com.au. The secret and the code are kept.")
                        .formatted(refused.shortName()));
                // Zoho has judged neither the secret nor the code; if one is wrong, it will say so next.
                yield new Answers(
                        dataCentre(() -> dialogue.ask(DATA_CENTRE, refused.shortName())),
                        dialogue.ask("Client id", answers.clientId()),
                        answers.clientSecret(),
                        answers.code());
            }
            case CLIENT_SECRET -> {
                dialogue.tell("Zoho does not accept the client secret.");
                yield new Answers(
                        answers.dataCentre(), answers.clientId(), dialogue.askSecret("Client secret"), answers.code());
            }
            case OTHER -> throw new Stopped("Zoho refuses the request for a reason it does not explain.");
        };
    }

    private DataCentre dataCentre(Supplier<String> question) {
        while (true) {
            var answer = question.get();
            var dataCentre = DataCentre.named(answer);
            if (dataCentre.isPresent()) {
                return dataCentre.get();
            }
            dialogue.tell(
                    "There is no data centre '%s'. The address bar of Zoho shows it: crm.zoho.com.au is au, crm.zoho.com us."
                            .formatted(answer));
        }
    }
}
