package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.secrets.SecretsManagerDouble;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Failures;
import dev.sluice.sandbox.zoho.fault.Fault;
import dev.sluice.worker.WorkerMain;
import dev.sluice.worker.credential.CredentialFile;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.credential.aws.AwsAccess;
import dev.sluice.worker.credential.aws.AwsSecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An administrator connects an organisation, and looks whether it works, as on a terminal. */
class ConnectTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final SecretsManagerDouble secrets = SecretsManagerDouble.start(0, InstantSource.system());

    private final String clientId = zoho.account().clientId();
    private final String clientSecret = zoho.account().clientSecret();

    /** How a command ended, and all it said. */
    private record Run(int exitCode, String said) {}

    @BeforeEach
    void identify() throws IOException {
        Files.writeString(
                folder.resolve("aws"),
                "[default]\naws_access_key_id = " + SecretsManagerDouble.ACCESS_KEY_ID + "\naws_secret_access_key = "
                        + SecretsManagerDouble.SECRET_ACCESS_KEY + "\n");
    }

    @Test
    void anOrganisationIsConnectedAndWorks() {
        var code = code(scopesAskedFor());

        var connected = run("connect", "au", "aws:acme/zoho", clientId, clientSecret, code);

        assertThat(connected.exitCode()).describedAs(connected.said()).isZero();
        assertThat(connected.said())
                .contains("https://api-console.zoho.com.au")
                .contains("Zoho CRM answers", "Zoho Books answers", "Zoho Projects answers")
                .contains("zoho.main.credentials=aws:acme/zoho", "zoho.main.data-centre=au")
                .contains("zoho.main.books-organization=" + zoho.account().organizationId())
                .contains("zoho.main.projects-portal=" + zoho.account().portalId());
        var kept = kept("acme/zoho");
        assertThat(kept.clientId()).isEqualTo(clientId);
        assertThat(connected.said())
                .doesNotContain(clientSecret, code, kept.refreshToken().reveal());
        assertThat(zoho.requests().list()).noneMatch(request -> request.query().contains("code"));

        var checked = runWith("check", settingsPrintedBy(connected));

        assertThat(checked.exitCode()).describedAs(checked.said()).isZero();
        assertThat(checked.said()).contains("Everything works.").doesNotContain("FAILED");
    }

    @Test
    void declaredToolsCountAmongThoseAConnectionIsFor() throws IOException {
        var file = folder.resolve("tools.yaml");
        Files.writeString(file, """
                tools:
                  new_vendors:
                    title: Get new vendors
                    description: 'Lists vendors. Example: "Which vendors are new?"'
                    query: select Vendor_Name, Emial from Leads where id is not null
                    columns:
                      vendor: { from: Vendor_Name, type: text, field: answer, description: The vendor. }
                    max_rows: 10
                    roles: [sales-manager]
                  old_deals:
                    title: Get old deals
                    description: 'Lists deals. Example: "Which deals are old?"'
                    query: select Deal_Name from Deels where id is not null
                    columns:
                      deal: { from: Deal_Name, type: text, field: deal.name, description: The deal. }
                    roles: [sales-manager]
                """);
        var declared = "tools.declared=" + file;
        var connected = run(
                "connect", "au", "file:" + folder.resolve("zoho.json"), clientId, clientSecret, code(scopesAskedFor()));

        var checked = runWith(
                "check",
                Stream.concat(settingsPrintedBy(connected).stream(), Stream.of(declared))
                        .toList());

        assertThat(checked.exitCode()).describedAs(checked.said()).isEqualTo(1);
        assertThat(checked.said())
                .contains("FAILED  declared tool")
                .contains(
                        "old_deals asks for the module Deels, which this organisation does not have (did you mean Deals?)."
                                + " Correct " + file + ":13:12")
                .contains("the column Vendor_Name, which Leads of this organisation does not have")
                .contains("the column Emial, which Leads of this organisation does not have (did you mean Email?)")
                .contains("Correct " + file + ":5:12")
                .contains("3 things do not work.");
    }

    @Test
    void connectingAgainKeepsTheCredentialsBeforeAsThePreviousVersion() {
        run("connect", "au", "aws:acme/zoho", clientId, clientSecret, code(scopesAskedFor()));
        var first = kept("acme/zoho");

        run("connect", "au", "aws:acme/zoho", clientId, clientSecret, code(scopesAskedFor()));

        assertThat(kept("acme/zoho")).isNotEqualTo(first);
        assertThat(secret("acme/zoho").previous()).contains(first);
    }

    @Test
    void theCredentialsMayBeKeptInAFile() {
        var file = folder.resolve("zoho.json");

        var run = run("connect", "au", "file:" + file, clientId, clientSecret, code(scopesAskedFor()));

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(new CredentialFile(file).read().clientId()).isEqualTo(clientId);
    }

    @Test
    void aUsedCodeIsAskedForAnew() {
        var used = code(scopesAskedFor());
        run("connect", "au", "aws:first", clientId, clientSecret, used);

        var run = run("connect", "au", "aws:second", clientId, clientSecret, used, code(scopesAskedFor()));

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said()).contains("does not accept the code");
    }

    @Test
    void ofAClientThatIsNotKnownTheIdAndTheDataCentreAreAskedForAnewAndTheRestIsKept() {
        var code = code(scopesAskedFor());

        var run = run("connect", "eu", "aws:acme", "1000.ANOTHER", clientSecret, code, "au", clientId);

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said()).contains("data centre eu does not know this client id");
        assertThat(run.said()).contains("zoho.main.data-centre=au");
        assertThat(run.said()).contains("[eu]", "[1000.ANOTHER]").doesNotContain(clientSecret);
    }

    @Test
    void whatIsRightOfThemNeedNotBeAnsweredAgain() {
        var run = run("connect", "au", "aws:acme", "1000.ANOTHER", clientSecret, code(scopesAskedFor()), "", clientId);

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said()).contains("zoho.main.data-centre=au");
    }

    @Test
    void whatWasKeptAndIsWrongIsAskedForWhenZohoSaysSo() {
        var run = run(
                "connect",
                "au",
                "aws:acme",
                "1000.ANOTHER",
                "mistyped",
                code(scopesAskedFor()),
                "",
                clientId,
                clientSecret);

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said()).contains("does not accept the client secret");
    }

    @Test
    void aWrongClientSecretIsAskedForAnew() {
        var run = run("connect", "au", "aws:acme", clientId, "mistyped", code(scopesAskedFor()), clientSecret);

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said()).contains("does not accept the client secret");
    }

    @Test
    void aScopeThatZohoDroppedIsToldBeforeAnythingIsKept() {
        var fewer = scopesAskedFor().stream()
                .filter(scope -> !scope.equals("ZohoBooks.invoices.READ"))
                .toList();

        var run = run("connect", "au", "aws:acme", clientId, clientSecret, code(fewer), "n");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains("ZohoBooks.invoices.READ, which is for", "get_overdue_invoices");
        assertThat(secrets.asked()).doesNotContainKey("CreateSecret");
    }

    @Test
    void andMayBeDoneWithout() {
        var fewer = scopesAskedFor().stream()
                .filter(scope -> !scope.equals("ZohoBooks.invoices.READ"))
                .toList();

        var run = run("connect", "au", "aws:acme", clientId, clientSecret, code(fewer), "y");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains("Zoho Books FAILED").contains("Connected, but not everything answers");
        assertThat(kept("acme").clientId()).isEqualTo(clientId);

        var checked = runWith("check", settingsPrintedBy(run));
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.said()).contains("ZohoBooks.invoices.READ is missing");
    }

    @Test
    void anApiThatIsDownIsToldAndTheCredentialsAreKept() {
        zoho.faults().order(Fault.always("/api/v3/", Failures.htmlErrorPage()));

        var run = run("connect", "au", "aws:acme", clientId, clientSecret, code(scopesAskedFor()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said())
                .contains("Zoho CRM answers")
                .contains("Zoho Projects FAILED")
                .contains("zoho.main.credentials=aws:acme")
                .doesNotContain("projects-portal=");
        assertThat(kept("acme").clientId()).isEqualTo(clientId);
    }

    @Test
    void aPlaceThatCannotBeUsedIsAskedForAnewAndTheGrantIsNotLost() {
        var run = run(
                "connect",
                "au",
                "env:ZOHO",
                "file:/dev/null/zoho.json",
                clientId,
                clientSecret,
                code(scopesAskedFor()),
                "aws:acme");

        assertThat(run.exitCode()).describedAs(run.said()).isZero();
        assertThat(run.said())
                .contains("Nothing can be kept in the environment")
                .contains("cannot be written");
        assertThat(kept("acme").clientId()).isEqualTo(clientId);
    }

    @Test
    void whenTheAnswersEndNothingIsKept() {
        var run = run("connect", "au", "aws:acme", clientId);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains("Not connected: the input ended");
        assertThat(secrets.asked()).isEmpty();
    }

    @Test
    void anAccountsServerThatDoesNotAnswerIsTold() {
        zoho.faults().order(Fault.once("/oauth/", new Effect.Reset(false)));

        var run = run("connect", "au", "aws:acme", clientId, clientSecret, code(scopesAskedFor()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains("accounts server at " + zoho.url() + " could not be used");
    }

    @Test
    void checkTellsOfEachConnectionWhatDoesNotWork() {
        secrets.put("good", zoho.account().asSecret("au"));
        secrets.put(
                "revoked", zoho.account().asSecret("au").replace(zoho.account().refreshToken(), "1000.revoked"));

        var run = runWith(
                "check",
                List.of(
                        "zoho.connections=good,revoked,missing",
                        "zoho.good.credentials=aws:good",
                        "zoho.good.url=" + zoho.url(),
                        "zoho.good.projects-portal=4711",
                        "zoho.revoked.credentials=aws:revoked",
                        "zoho.revoked.url=" + zoho.url(),
                        "zoho.missing.credentials=aws:missing"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said())
                .contains("it shows this user no portal 4711")
                .contains("does not accept the refresh token", "Run 'worker connect'")
                .contains("the secret missing in AWS Secrets Manager cannot be read")
                .contains("3 things do not work.");
    }

    @Test
    void checkTellsOfKeysThatThereAreNot() {
        secrets.put("good", zoho.account().asSecret("au"));

        var run = runWith(
                "check",
                List.of(
                        "zoho.main.credentials=aws:good",
                        "zoho.main.url=" + zoho.url(),
                        "zoho.main.projects-portel=4711",
                        "quota.main.crm-editon=ultimate",
                        "intake.drain=soon"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said())
                .contains("quota.main.crm-editon is not a setting; did you mean quota.main.crm-edition?")
                .contains("zoho.main.projects-portel is not a setting; did you mean zoho.main.projects-portal?")
                .contains("intake.drain is 'soon', expected a length of time")
                .contains("3 things do not work.");
    }

    /** The scopes that the command tells its user to ask for. */
    private List<String> scopesAskedFor() {
        return run("connect", "au")
                .said()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("ZohoBooks."))
                .map(line -> List.of(line.split(",")))
                .findFirst()
                .orElseThrow();
    }

    private String code(List<String> scopes) {
        return zoho.authorizationCode(scopes);
    }

    private ZohoCredentials kept(String name) {
        return secret(name).read();
    }

    private AwsSecret secret(String name) {
        return new AwsSecret(name, new AwsAccess(SecretsManagerDouble.REGION, secrets.url(), folder.resolve("aws")));
    }

    private static List<String> settingsPrintedBy(Run run) {
        return run.said()
                .lines()
                .filter(line -> line.matches("(zoho|aws)\\.[a-z.-]+=.*"))
                .toList();
    }

    private Run run(String command, String... answers) {
        return runWith(command, List.of("zoho.main.url=" + zoho.url()), answers);
    }

    private Run runWith(String command, List<String> settings, String... answers) {
        var arguments = new ArrayList<>(List.of(command));
        for (var setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        for (var setting : List.of(
                "aws.region=" + SecretsManagerDouble.REGION,
                "aws.endpoint=" + secrets.url(),
                "aws.credentials-file=" + folder.resolve("aws"))) {
            arguments.addAll(List.of("--set", setting));
        }
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        var input = System.in;
        System.setIn(
                new ByteArrayInputStream(String.join("\n", answers).concat("\n").getBytes(StandardCharsets.UTF_8)));
        try {
            int exitCode =
                    new CommandLine(new WorkerMain()).setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
            return new Run(exitCode, said.toString());
        } finally {
            System.setIn(input);
        }
    }
}
