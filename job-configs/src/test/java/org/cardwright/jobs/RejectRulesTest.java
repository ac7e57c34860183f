package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.EnumSet;
import java.util.Set;
import org.cardwright.formats.card.RejectReason;
import org.junit.jupiter.api.Test;

/** Every declared rule is raised by somebody: issuers build their answers on the list. */
class RejectRulesTest {

    @Test
    void no_rule_is_only_declared() {
        assertThat(onlyDeclared("org.cardwright")).isEmpty();
    }

    @Test
    void a_rule_that_nobody_raises_is_found() {
        assertThat(onlyDeclared("org.cardwright.formats"))
                .contains(RejectReason.DUPLICATE_CARD_IN_BATCH, RejectReason.PIN_BLOCK_WITHOUT_PIN)
                .doesNotContain(RejectReason.PAN_CHECK_DIGIT);
    }

    private static Set<RejectReason> onlyDeclared(String packages) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
        Set<RejectReason> declared = EnumSet.allOf(RejectReason.class);
        classes.stream()
                .filter(type -> !type.isEquivalentTo(RejectReason.class))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(RejectReason.class))
                .forEach(access -> declared.removeIf(rule -> rule.name().equals(access.getName())));
        return declared;
    }
}
