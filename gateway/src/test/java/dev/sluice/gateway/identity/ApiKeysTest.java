package dev.sluice.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ApiKeysTest {

    @Test
    void keysHaveTheirForm() {
        assertThat(ApiKeys.generate().key().reveal()).matches("slc_[A-Za-z0-9_-]{43}");
    }

    @Test
    void keysDiffer() {
        assertThat(ApiKeys.generate().key()).isNotEqualTo(ApiKeys.generate().key());
    }

    @Test
    void keysAreNotShownByAccident() {
        var made = ApiKeys.generate();

        assertThat(made.toString()).doesNotContain(made.key().reveal());
    }

    @Test
    void hashIsPlainSha256() {
        // printf %s slc_example | sha256sum
        assertThat(KeyHash.ofKey("slc_example"))
                .hasToString("sha256:0ca22726cf0aace9d87852838dd01e1278d41ac8264a3d6365acf29f3d025aa7");
    }

    @Test
    void hashIsReadBackInEitherCase() {
        var hash = ApiKeys.generate().hash();

        assertThat(KeyHash.parse(hash.toString())).isEqualTo(hash);
        assertThat(KeyHash.parse("sha256:" + hash.toString().substring(7).toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(hash);
    }

    @Test
    void whatIsNoHashIsRefusedUnquoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyHash.parse("slc_secret"))
                .withMessageContaining(KeyHash.FORM)
                .withMessageNotContaining("slc_secret");
    }

    @Test
    void commandPrintsAKeyAndItsHash() {
        var out = new StringWriter();

        int exit = new CommandLine(new NewKeyCommand())
                .setOut(new PrintWriter(out))
                .execute();

        assertThat(exit).isZero();
        var lines = out.toString().lines().toList();
        var key = lines.getFirst().replaceFirst("key: +", "");
        assertThat(lines.getLast()).isEqualTo("hash: " + KeyHash.ofKey(key));
    }
}
