package dev.sluice.sandbox.zoho.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.sandbox.zoho.ManualClock;
import dev.sluice.sandbox.zoho.limit.Admission.Admitted;
import dev.sluice.sandbox.zoho.limit.Admission.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitsTest {

    private static final LimitName NAME = LimitName.BOOKS_MINUTE;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:20Z"));
    private final Limits limits = new Limits(clock, LimitRules.off());

    @Test
    void aSlidingWindowFreesEachUnitWhenItIsAWindowOld() {
        limits.rules(LimitRules.off().with(NAME, Rule.Window.of(2, MINUTE, Rule.Shape.SLIDING)));
        assertThat(admitted(1)).isTrue();
        clock.advance(Duration.ofSeconds(30));
        assertThat(admitted(1)).isTrue();

        Refused refused = (Refused) ask(1);
        clock.advance(refused.retryAfter().minusMillis(1));
        boolean early = admitted(1);
        clock.advance(Duration.ofMillis(1));

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(early).isFalse();
        assertThat(admitted(1)).isTrue();
        assertThat(admitted(1)).isFalse();
    }

    @Test
    void aFixedWindowBeginsAtItsPhase() {
        Rule.Window rule =
                new Rule.Window(2, MINUTE, Rule.Shape.FIXED, Duration.ofSeconds(30), Duration.ZERO, false, 0);
        limits.rules(LimitRules.off().with(NAME, rule));
        assertThat(admitted(2)).isTrue();
        assertThat(((Refused) ask(1)).retryAfter()).isEqualTo(Duration.ofSeconds(10));

        clock.advance(Duration.ofSeconds(10));

        assertThat(admitted(2)).isTrue();
        // The window's edge was no protection: any minute of a sliding window would have seen four.
        assertThat(limits.state(NAME).peak()).isEqualTo(4);
    }

    @Test
    void aWindowFromTheFirstRequestLastsItsLength() {
        limits.rules(LimitRules.off().with(NAME, Rule.Window.of(2, MINUTE, Rule.Shape.FROM_FIRST)));
        assertThat(admitted(1)).isTrue();
        clock.advance(Duration.ofSeconds(50));
        assertThat(admitted(1)).isTrue();
        assertThat(((Refused) ask(1)).retryAfter()).isEqualTo(Duration.ofSeconds(10));

        clock.advance(Duration.ofSeconds(10));

        assertThat(admitted(2)).isTrue();
    }

    @Test
    void aBlockEndsInItsTimeWhateverIsAskedMeanwhile() {
        limits.rules(LimitRules.off()
                .with(NAME, Rule.Window.of(1, MINUTE, Rule.Shape.SLIDING).blocking(Duration.ofHours(1))));
        assertThat(admitted(1)).isTrue();

        assertThat(ask(1))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.blocked()).isTrue());
        clock.advance(Duration.ofMinutes(59));
        assertThat(admitted(1)).isFalse();
        clock.advance(Duration.ofMinutes(1));

        assertThat(admitted(1)).isTrue();
    }

    @Test
    void aBlockMayBeginAnewWithEveryRequest() {
        limits.rules(LimitRules.off()
                .with(
                        NAME,
                        Rule.Window.of(1, MINUTE, Rule.Shape.SLIDING)
                                .blocking(Duration.ofMinutes(10))
                                .prolonging()));
        assertThat(admitted(1)).isTrue();
        assertThat(admitted(1)).isFalse();
        clock.advance(Duration.ofMinutes(9));
        assertThat(admitted(1)).isFalse();

        clock.advance(Duration.ofMinutes(9));
        boolean within = admitted(1);
        clock.advance(Duration.ofMinutes(10));

        assertThat(within).isFalse();
        assertThat(admitted(1)).isTrue();
    }

    @Test
    void othersMaySpendAtAnEvenRate() {
        Rule.Window rule = new Rule.Window(60, MINUTE, Rule.Shape.SLIDING, Duration.ZERO, Duration.ZERO, false, 0.5);
        limits.rules(LimitRules.off().with(NAME, rule));

        clock.advance(Duration.ofMinutes(10));
        int mine = 0;
        while (admitted(1)) {
            mine++;
        }

        assertThat(mine).isEqualTo(30);
        assertThat(limits.state(NAME).elsewhere()).isEqualTo(31);
        assertThat(limits.state(NAME).peak()).isEqualTo(30);
    }

    @Test
    void othersMaySpendAtOnce() {
        limits.rules(LimitRules.off().with(NAME, Rule.Window.of(10, MINUTE, Rule.Shape.SLIDING)));

        limits.spendElsewhere(NAME, 7);

        assertThat(admitted(4)).isFalse();
        assertThat(admitted(3)).isTrue();
    }

    @Test
    void requestsAtOnceAreHeldUntilTheyEnd() {
        limits.rules(LimitRules.off().with(LimitName.BOOKS_CONCURRENT, new Rule.AtOnce(1)));
        List<Claim> claims = List.of(Claim.one(LimitName.BOOKS_CONCURRENT));
        Admitted first = (Admitted) limits.admit(claims);
        assertThat(limits.admit(claims)).isInstanceOf(Refused.class);

        first.close();

        assertThat(limits.admit(claims)).isInstanceOf(Admitted.class);
        assertThat(limits.state(LimitName.BOOKS_CONCURRENT).refused()).isEqualTo(1);
        assertThat(limits.state(LimitName.BOOKS_CONCURRENT).peak()).isEqualTo(1);
    }

    @Test
    void whatOneLimitRefusesTakesNothingFromTheOthers() {
        limits.rules(LimitRules.off()
                .with(LimitName.BOOKS_CONCURRENT, new Rule.AtOnce(1))
                .with(NAME, Rule.Window.of(10, MINUTE, Rule.Shape.SLIDING))
                .with(LimitName.BOOKS_DAY, Rule.Window.of(1, Duration.ofDays(1), Rule.Shape.FIXED)));
        List<Claim> claims =
                List.of(Claim.one(LimitName.BOOKS_CONCURRENT), Claim.one(NAME), Claim.one(LimitName.BOOKS_DAY));
        ((Admitted) limits.admit(claims)).close();

        assertThat(limits.admit(claims))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.name()).isEqualTo(LimitName.BOOKS_DAY));

        assertThat(limits.state(LimitName.BOOKS_CONCURRENT).used()).isZero();
        assertThat(limits.state(NAME).used()).isEqualTo(1);
        assertThat(limits.state(NAME).admitted()).isEqualTo(1);
    }

    @Test
    void scopesAreCountedApart() {
        limits.change(LimitName.PROJECTS_URL, LimitChange.most(1));

        assertThat(limits.admit(List.of(new Claim(LimitName.PROJECTS_URL, "a", 1))))
                .isInstanceOf(Admitted.class);
        assertThat(limits.admit(List.of(new Claim(LimitName.PROJECTS_URL, "b", 1))))
                .isInstanceOf(Admitted.class);
        assertThat(limits.admit(List.of(new Claim(LimitName.PROJECTS_URL, "b", 1))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void resettingForgetsCountsAndBlocks() {
        limits.rules(LimitRules.off()
                .with(NAME, Rule.Window.of(1, MINUTE, Rule.Shape.SLIDING).blocking(Duration.ofHours(1))));
        assertThat(admitted(1)).isTrue();
        assertThat(admitted(1)).isFalse();

        limits.reset();

        assertThat(limits.state(NAME).refused()).isZero();
        assertThat(admitted(1)).isTrue();
    }

    @Test
    void aRuleOfRequestsAtOnceHasNoWindow() {
        LimitChange change = new LimitChange(1L, MINUTE, null, null, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.change(LimitName.CRM_CONCURRENT, change))
                .withMessageContaining("nothing but: most");
    }

    private boolean admitted(long units) {
        return ask(units) instanceof Admitted;
    }

    private Admission ask(long units) {
        return limits.admit(List.of(new Claim(NAME, "", units)));
    }
}
