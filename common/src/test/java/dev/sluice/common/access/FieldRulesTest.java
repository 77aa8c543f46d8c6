package dev.sluice.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldRulesTest {
    private static final Map<RecordField, FieldRule> RULES = Map.of(
            new RecordField("contact", "id"), new FieldRule.Allow(),
            new RecordField("contact", "phone"), new FieldRule.Mask(0, 3),
            new RecordField("contact", "email"), new FieldRule.Hash(),
            new RecordField("note", "content"), new FieldRule.Scan());

    @Test
    void rulesTravelAsAShortTextAndComeBackAsTheyWent() {
        var rules = FieldRules.of(RULES);

        assertThat(rules.text()).isEqualTo("contact:email=hash,id,phone=mask last 3;note:content=scan");
        assertThat(rules.read()).isEqualTo(RULES);
        assertThat(Json.read(Json.bytes(rules), FieldRules.class)).isEqualTo(rules);
    }

    @Test
    void whatIsDroppedNeedsNoWord() {
        assertThat(FieldRules.of(Map.of(new RecordField("deal", "amount"), new FieldRule.Drop())))
                .isEqualTo(FieldRules.NOTHING);
        assertThat(FieldRules.NOTHING.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"contact", "contact:", "contact:id;", "contact:id=show", "contact:id,", ":id", "*:*", "contact:*"
            })
    void whatIsNotUnderstoodIsNotFollowedByHalf(String text) {
        assertThatThrownBy(() -> new FieldRules(text).read()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"allow", "scan", "hash", "drop", "mask", "mask first 1", "mask last 9", "mask first 2 last 3"})
    void everyRuleIsReadBackFromItsWord(String word) {
        assertThat(FieldRule.named(word).map(FieldRule::word)).hasValue(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Allow", "mask last 0", "mask last 10", "mask 3", "mask last 3 first 2"})
    void whatIsNoRuleIsNone(String word) {
        assertThat(FieldRule.named(word)).isEmpty();
    }

    /** As a program of before would write it, and as one of after would. */
    @Test
    void aGrantIsReadWithoutFieldsAndWithMore() {
        var without = "{\"tool\":\"t\",\"connection\":\"main\"}";
        var with = "{\"tool\":\"t\",\"connection\":\"main\",\"fields\":\"deal:id\",\"new\":1}";

        assertThat(read(without).fields()).isNull();
        assertThat(read(with)).isEqualTo(new Grant("t", "main").seeing(new FieldRules("deal:id")));
        assertThat(Json.text(read(without))).isEqualTo(without);
    }

    private static Grant read(String json) {
        return Json.mapper().readValue(json, Grant.class);
    }
}
