package org.cardwright.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules and packages, held over all classes of the project. */
class ArchitectureTest {

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.cardwright");

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("org.cardwright");

    @ParameterizedTest
    @EnumSource
    void the_project_keeps(ArchitectureRule rule) {
        rule.rule().check(PROJECT);
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_class_is_caught_by(ArchitectureRule rule) {
        JavaClasses planted =
                PLANTED.that(describe("planted", type -> type.getSimpleName().startsWith(rule.planted())));
        List<String> names = planted.stream().map(JavaClass::getSimpleName).toList();
        assertThat(names).isNotEmpty();
        assertThat(rule.rule().evaluate(planted).getFailureReport().toString()).contains(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "formats", "crypto", "perso", "pipeline", "machine", "jobs"})
    void every_module_is_looked_at(String module) {
        assertThat(PROJECT.containPackage("org.cardwright." + module)).isTrue();
    }
}
