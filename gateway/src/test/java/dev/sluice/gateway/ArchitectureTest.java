package dev.sluice.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How the gateway is laid out. Before changing a rule to let something through, ask whether it is in the right place. */
@AnalyzeClasses(packages = "dev.sluice.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theWebStaysAtTheFrontDoor = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.gateway.mcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.javalin..",
                    "org.eclipse.jetty..",
                    "jakarta.servlet..",
                    "io.modelcontextprotocol..",
                    "com.networknt..");

    @ArchTest
    static final ArchRule yamlIsReadForAccessOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.gateway.access..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule tokensAreReadWhereWhoAsksIsKnown = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.gateway.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("dev.sluice.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whoAsksIsKnownBeforeWhatIsAllowed = classes()
            .that()
            .resideInAPackage("dev.sluice.gateway.identity..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("dev.sluice.gateway.access..", "dev.sluice.gateway.mcp..");

    @ArchTest
    static final ArchRule programsDoNotKnowOneAnother = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.worker..", "dev.sluice.auditindexer..", "dev.sluice.sandbox..");
}
