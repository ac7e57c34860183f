package org.cardwright.jobs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cardwright.perso.file.PersoFileReader;

/** What a module or package may not know. Each rule has classes planted beside the tests that break it. */
enum ArchitectureRule {
    SAMPLE_DATA_KNOWS_NOBODY(module("sample", "formats", "crypto", "perso", "pipeline", "machine", "jobs")),
    FORMATS_COMES_FIRST(module("formats", "sample", "crypto", "perso", "pipeline", "machine", "jobs")),
    CRYPTO_KNOWS_FORMATS_ONLY(module("crypto", "sample", "perso", "pipeline", "machine", "jobs")),
    PERSO_KNOWS_FORMATS_AND_CRYPTO(module("perso", "sample", "pipeline", "machine", "jobs")),
    PIPELINE_DOES_NOT_KNOW_MACHINES(module("pipeline", "sample", "machine", "jobs")),
    MACHINES_DO_NOT_KNOW_THE_PIPELINE(module("machine", "sample", "pipeline", "jobs")),
    /**
     * Two pairs know each other by the fixed package list: the security module's port stands beside its software form, and
     * the assembler of DGIs, which makes CPS records, beside the DGIs they hold. All others go one way.
     */
    PACKAGES_FORM_NO_CYCLES(slices().matching("org.cardwright.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    resideInAPackage("org.cardwright.crypto.module"), resideInAPackage("org.cardwright.crypto.."))
            .ignoreDependency(simpleName("DgiAssembler"), resideInAPackage("org.cardwright.perso.cps"))),

    NO_SPRING_BEFORE_THE_PIPELINE(
            library("org.springframework..").because("the arrows are plain classes, tested without Spring")),
    SPRING_AT_MACHINES_IN_QUEUE_ONLY(noClasses()
            .that()
            .resideInAPackage("org.cardwright.machine..")
            .and()
            .resideOutsideOfPackage("org.cardwright.machine.queue..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")),
    BOUNCY_CASTLE_IN_CRYPTO_ONLY(noClasses()
            .that()
            .resideOutsideOfPackage("org.cardwright.crypto..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")),
    TOKENS_IN_ONE_PACKAGE_ONLY(noClasses()
            .that()
            .resideOutsideOfPackage("org.cardwright.crypto.pkcs11..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xipki..", "iaik.pkcs..")
            .because("there every call is checked, and every return value understood")),
    CARD_READERS_AT_MACHINES_ONLY(noClasses()
            .that()
            .resideOutsideOfPackages("org.cardwright.machine..", "org.cardwright.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.smartcardio..")),
    VERIFIER_IS_WRITTEN_A_SECOND_TIME(noClasses()
            .that()
            .resideInAPackage("org.cardwright.perso.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.cardwright.crypto.oda..", "org.cardwright.perso.dgi..", "org.cardwright.perso.cps..")
            .because("what made a card must not say whether it is right")),

    VALUES_DO_NOT_LOG(library("org.slf4j..").because("formats, crypto and perso-output hold card data")),
    NO_OTHER_LOGGING(noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")),
    NOBODY_PRINTS(noClasses()
            .that()
            .resideOutsideOfPackage("org.cardwright.jobs..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)),
    CLOCKS_ARE_INJECTED(noClasses()
            .that()
            .resideOutsideOfPackage("org.cardwright.jobs..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("an output never depends on when it was made")),

    CARDS_ARE_CHECKED_WHERE_THEY_ARE_READ(noClasses()
            .that()
            .resideInAPackage("org.cardwright.jobs..")
            .and()
            .doNotHaveSimpleName("CheckedCards")
            .should()
            .callMethod(PersoFileReader.class, "open", Path.class)
            .because("hours lie between the verification of a batch and a chip")),

    BATCH_READS_NO_CARD_DATA(noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.batch.infrastructure.item.file..",
                    "org.springframework.batch.infrastructure.item.json..",
                    "org.springframework.batch.infrastructure.item.xml..",
                    "org.springframework.batch.infrastructure.item.validator..")
            .because("their exceptions quote the line, and the job repository stores it")),
    BATCH_NEITHER_SKIPS_NOR_RETRIES(noClasses()
            .should()
            .callMethodWhere(
                    target(nameMatching("faultTolerant|skip|skipLimit|skipPolicy|retry|retryLimit|retryPolicy"))
                            .and(target(owner(resideInAPackage("org.springframework.batch.core.step.builder..")))))
            .because("a step that skips or retries loses or doubles cards; a reject is a value"));

    private final ArchRule rule;

    ArchitectureRule(ArchRule rule) {
        this.rule = rule.allowEmptyShould(true);
    }

    ArchRule rule() {
        return rule;
    }

    /** How the names of the classes begin that break it: {@code NobodyPrints}. */
    String planted() {
        return Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static ArchRule module(String module, String... unknown) {
        String[] packages = new String[unknown.length];
        for (int i = 0; i < unknown.length; i++) {
            packages[i] = "org.cardwright." + unknown[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("org.cardwright." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchRule library(String library) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "org.cardwright.sample..",
                        "org.cardwright.formats..",
                        "org.cardwright.crypto..",
                        "org.cardwright.perso..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
