package dev.sluice.worker.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.worker.tool.Unsearched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class RedactionTest {
    private static final byte[] KEY = new byte[32];

    private static final String SCHEMA = """
            {"type":"object","required":["deals"],"properties":{
              "deals":{"type":"array","items":{"type":"object","x-record":"deal","properties":{
                "id":{"type":"string"},
                "name":{"type":"string"},
                "amount":{"type":"number"},
                "stage":{"type":"string","enum":["open","won"]},
                "about":{"type":"string","x-field":["account.name","contact.name"]}}}},
              "notes":{"type":"array","items":{"type":"object","x-record-of":"kind","properties":{
                "kind":{"type":"string","enum":["note","email"]},
                "title":{"type":"string"},
                "content":{"type":"string"}}}},
              "contact":{"type":"object","x-record":"contact","properties":{
                "phone":{"type":"string"},"email":{"type":"string"}}},
              "as_of":{"type":"string","x-field":"answer"}}}""";

    private static final String ANSWER = """
            {"deals":[{"id":"1","name":"Fit-out","amount":12.50,"stage":"open","about":"Acme","secret":"x"}],
             "notes":[{"kind":"note","title":"T","content":"Ring 0412 345 678"},
                      {"kind":"email","title":"Hello a@b.example"},
                      {"kind":"fax","title":"F"}],
             "contact":{"phone":"+61 2 9876 5432","email":"mai@techstart.example"},
             "as_of":"2026-11-23T14:30:05Z","surprise":{"a":1}}""";

    @Test
    void whatNobodyAllowedIsDropped() {
        assertThat(told("")).isEqualTo(json("""
                {"deals":[{}],"as_of":"2026-11-23T14:30:05Z"}"""));
    }

    @Test
    void whatIsAllowedIsToldAsItIsAndNothingElse() {
        assertThat(told("deal:id,amount")).isEqualTo(json("""
                {"deals":[{"id":"1","amount":12.50}],"as_of":"2026-11-23T14:30:05Z"}"""));
    }

    @Test
    void masksLeaveALittleAndNeverHalf() {
        assertThat(told("contact:phone=mask last 3,email=mask first 1 last 2;deal:id=mask last 1")
                        .path("contact"))
                .isEqualTo(json("{\"phone\":\"***432\",\"email\":\"m***le\"}"));
        assertThat(told("deal:id=mask last 1").path("deals")).isEqualTo(json("[{\"id\":\"***\"}]"));
    }

    @Test
    void numbersAndFixedWordsThatShouldBeMaskedAreDropped() {
        assertThat(told("deal:amount=mask last 3,stage=hash,id").path("deals")).isEqualTo(json("[{\"id\":\"1\"}]"));
    }

    @Test
    void aHashIsTheSameForTheSameValueAndAnotherForAnotherField() {
        var hash = new FieldHash(KEY);
        var email = new RecordField("contact", "email");

        assertThat(told("contact:email=hash").at("/contact/email").asString())
                .isEqualTo(hash.of(email, " MAI@techstart.example"))
                .startsWith("hash:")
                .isNotEqualTo(hash.of(new RecordField("lead", "email"), "mai@techstart.example"))
                .doesNotContain("mai");
    }

    @Test
    void withoutAKeyWhatShouldBeHashedIsDropped() {
        var redaction = Redaction.of(tool(), new FieldRules("contact:email=hash,phone").read(), Optional.empty());

        assertThat(redaction.redact(object(ANSWER)).content().path("contact"))
                .isEqualTo(json("{\"phone\":\"+61 2 9876 5432\"}"));
    }

    @Test
    void aKindOfRecordDecidesWhichRulesAreItsOwn() {
        assertThat(told("note:kind,title,content=scan;email:kind").path("notes"))
                .isEqualTo(json("""
                [{"kind":"note","title":"T","content":"Ring [phone number withheld]"},{"kind":"email"}]"""));
    }

    @Test
    void whatIsMadeOfSeveralFieldsIsForThoseWhoMaySeeThemAll() {
        assertThat(told("account:name;contact:name").at("/deals/0/about").asString())
                .isEqualTo("Acme");
        assertThat(told("account:name;contact:name=mask first 1").at("/deals/0").isEmpty())
                .isTrue();
    }

    @Test
    void whatIsWithheldIsCounted() {
        assertThat(redaction("deal:id,name;note:kind,title,content=scan;contact:phone=mask last 3")
                        .redact(object(ANSWER))
                        .withheld())
                .isEqualTo(Map.of(
                        "deal.amount", 1,
                        "deal.stage", 1,
                        "account.name", 1,
                        "contact.name", 1,
                        "note.content", 1,
                        "email.kind", 1,
                        "email.title", 1,
                        "contact.phone", 1,
                        "contact.email", 1,
                        "unclassified", 3));
    }

    @Test
    void theAnswerThatOthersShareIsNotChanged() {
        var shared = object(ANSWER);

        redaction("").redact(shared);
        redaction("deal:id;note:content=scan").redact(shared);

        assertThat(shared).isEqualTo(object(ANSWER));
    }

    @Test
    void whatIsNotOfItsSchemaIsNotTold() {
        var odd = object("{\"deals\":{\"id\":\"1\"},\"as_of\":{\"x\":\"secret\"},\"contact\":[\"secret\"]}");

        assertThat(redaction("deal:id;contact:phone").redact(odd).content().toString())
                .doesNotContain("1")
                .doesNotContain("secret");
    }

    @Test
    void theNoticeIsTheSameWhateverTheAnswer() {
        assertThat(redaction("deal:id,stage,name;contact:phone=mask last 3").notice(object("{}")))
                .isEqualTo("Withheld by policy: all of account, contact.email, contact.name, deal.amount, all of email,"
                        + " all of note. Not told in full: contact.phone. Do not guess it.");
        assertThat(redaction("deal:id,stage,name,amount;contact:phone,email,name;account:name;note:kind,title,content;"
                                + "email:kind,title")
                        .notice(object("{}")))
                .isEmpty();
    }

    @Test
    void anArgumentIsNotLookedForInWithheldFields() {
        var narrowed = redaction("contact:name").narrow(object("{\"query\":\"mai\"}"));

        assertThat(Unsearched.of(narrowed)).containsExactly(new RecordField("contact", "email"));
        assertThat(redaction("contact:name,email").narrow(object("{\"query\":\"mai\"}")))
                .isEqualTo(object("{\"query\":\"mai\"}"));
        assertThat(redaction("contact:name").notice(object("{\"query\":\"mai\"}")))
                .endsWith("Not searched either: contact.email.");
    }

    @Test
    void aPartlyVisibleFieldCannotBeSearchedEither() {
        assertThat(Unsearched.of(redaction("contact:name,email=mask first 3").narrow(object("{\"query\":\"mai\"}"))))
                .containsExactly(new RecordField("contact", "email"));
    }

    @Test
    void anArgumentThatIsOnlyLookedForInWithheldFieldsIsRefused() {
        assertThatThrownBy(() -> redaction("deal:id").narrow(object("{\"query\":\"mai\"}")))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("The argument query cannot be used")
                .hasMessageContaining("contact.name, contact.email");
        assertThat(redaction("deal:id").narrow(object("{}"))).isEmpty();
    }

    private static JsonNode told(String rules) {
        return json(Json.text(redaction(rules).redact(object(ANSWER)).content()));
    }

    private static Redaction redaction(String rules) {
        return Redaction.of(tool(), new FieldRules(rules).read(), Optional.of(new FieldHash(KEY)));
    }

    private static ToolDefinition tool() {
        return new ToolDefinition(
                "t", "T", "Tells.", Effect.READ, object("""
                        {"type":"object","properties":{"query":{"type":"string",
                          "x-searches":["contact.name","contact.email"]}}}"""), object(SCHEMA), List.of(), 1, List.of(), null);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) json(json);
    }

    private static JsonNode json(String json) {
        return Json.mapper().readTree(json);
    }
}
