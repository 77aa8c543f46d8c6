package dev.sluice.auditindexer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void ofAKindThatIsFoundOftenTheFirstAreNamedAndTheOthersCounted() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 12_347; i++) {
            findings.add(new Finding.Missing(new UUID(0, i), Instant.EPOCH, 0, i));
        }
        findings.add(new Finding.Surplus("7", "sluice-audit-2026.11"));

        var lines = new Report(1, 12_347, 0, 0, findings).lines(2);

        assertThat(lines).hasSize(4);
        assertThat(lines.subList(0, 2)).allMatch(line -> line.startsWith("MISSING "));
        assertThat(lines.get(2)).isEqualTo("… and 12,345 more MISSING");
        assertThat(lines.get(3)).startsWith("SURPLUS ");
    }

    @Test
    void aFindingsLineBeginsWithItsKind() {
        List<Finding> findings = List.of(
                new Finding.Missing(new UUID(0, 1), Instant.EPOCH, 0, 1),
                new Finding.Altered(new UUID(0, 1), "i"),
                new Finding.Surplus("1", "i"),
                new Finding.Forged(0, 1, 2, "why"),
                new Finding.Broken(0, 1, "why"),
                new Finding.Gap(0, 1, 2),
                new Finding.Unreadable("what"),
                new Finding.Unsealed(0, 1, 2),
                new Finding.Contradicted(new UUID(0, 1), 0, 1));

        assertThat(findings).allMatch(finding -> finding.describe().startsWith(finding.kind() + " "));
    }
}
