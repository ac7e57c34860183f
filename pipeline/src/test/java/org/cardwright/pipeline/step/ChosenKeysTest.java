package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of a key that a label means: by its days, its state and what was chosen before. */
class ChosenKeysTest {

    private static final String LABEL = "bank.cvk";
    private static final LocalDate CHANGE = LocalDate.of(2027, 1, 15);

    @TempDir
    private Path folder;

    private SecurityModule module;

    @BeforeEach
    void make_three_versions() {
        try (SecretBytes passphrase = SecretBytes.ofPassphrase("a test".toCharArray())) {
            KeyVault vault = KeyVault.create(folder.resolve("vault"), passphrase, PassphraseCost.LEAST);
            // not in their order, and of another label as well
            for (KeyName name : new KeyName[] {version(3), version(1), version(2), new KeyName("bank.cvk-2", 9)}) {
                KeyGeneration.generate(
                        vault,
                        new KeyGeneration.Specification(
                                name, KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE));
            }
            module = SoftwareSecurityModule.open(vault, ModulePolicy.production());
        }
        from(2, CHANGE);
        from(3, CHANGE.plusMonths(1));
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void the_newest_version_holds_from_its_first_day_on() {
        assertThat(on(CHANGE.minusDays(1))).isEqualTo(1);
        assertThat(on(CHANGE)).isEqualTo(2);
        assertThat(on(CHANGE.plusMonths(1).minusDays(1))).isEqualTo(2);
        assertThat(on(CHANGE.plusMonths(1))).isEqualTo(3);
        assertThat(on(CHANGE.plusYears(9))).isEqualTo(3);
    }

    @Test
    void a_suspended_version_still_counts_and_one_that_people_ended_does_not() {
        become(2, KeyState.SUSPENDED);
        assertThat(on(CHANGE)).isEqualTo(2);
        become(2, KeyState.DEACTIVATED);
        assertThat(on(CHANGE)).isEqualTo(1);
        become(1, KeyState.DEACTIVATED);
        assertThat(on(CHANGE.plusMonths(2))).isEqualTo(3);
        assertThat(on(CHANGE)).as("none can be used: the newest tells why").isEqualTo(3);
    }

    @Test
    void a_compromised_version_holds_its_label_until_a_newer_one_is_there_or_it_is_destroyed() {
        become(2, KeyState.COMPROMISED);
        assertThat(on(CHANGE.minusDays(1))).as("before its first day").isEqualTo(1);
        assertThat(on(CHANGE)).isEqualTo(2);
        assertThat(on(CHANGE.plusMonths(1))).as("the successor").isEqualTo(3);

        module.keyLife().awaitDestruction(version(2), LocalDate.EPOCH);
        assertThat(on(CHANGE)).as("it can be called back").isEqualTo(2);
        module.keyLife().destroy(version(2));
        assertThat(on(CHANGE)).isEqualTo(1);
    }

    @Test
    void a_version_that_people_ended_holds_nothing_while_it_waits_for_its_destruction() {
        become(2, KeyState.DEACTIVATED);
        module.keyLife().awaitDestruction(version(2), CHANGE);
        assertThat(on(CHANGE)).isEqualTo(1);
    }

    @Test
    void a_version_whose_last_day_is_over_is_not_passed_over_in_silence() {
        module.keyLife()
                .limit(
                        version(2),
                        new Cryptoperiod(Optional.of(CHANGE), Optional.of(CHANGE.plusDays(3)), Optional.empty()));
        assertThat(on(CHANGE.plusDays(4))).isEqualTo(2);
    }

    @Test
    void a_module_that_does_not_list_a_version_of_which_batches_were_made_chooses_none() {
        ChosenKeys chosen =
                ChosenKeys.current(module.inventory(), Set.of(version(1), version(4), new KeyName("bank-one.gone", 1)));
        assertThatThrownBy(() -> chosen.versionOn(LABEL, CHANGE))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("does not list key bank.cvk/4, with which batches were made");
        assertThat(chosen.versionOn("bank.cvk-2", CHANGE)).as("another label").isEqualTo(9);
        module.keyLife().change(version(3), KeyState.COMPROMISED);
        module.keyLife().awaitDestruction(version(3), LocalDate.EPOCH);
        module.keyLife().destroy(version(3));
        assertThat(ChosenKeys.current(module.inventory(), Set.of(version(3))).versionOn(LABEL, CHANGE))
                .as("a destroyed version is listed")
                .isEqualTo(2);
    }

    @Test
    void a_label_without_any_key_means_its_first_version() {
        assertThat(ChosenKeys.current(module.inventory()).versionOn("bank.none", CHANGE))
                .isEqualTo(1);
    }

    @Test
    void what_becomes_of_keys_meanwhile_does_not_change_what_was_chosen() {
        ChosenKeys chosen = ChosenKeys.current(module.inventory());
        assertThat(chosen.versionOn(LABEL, CHANGE)).isEqualTo(2);
        become(2, KeyState.COMPROMISED);
        assertThat(chosen.versionOn(LABEL, CHANGE)).isEqualTo(2);
        assertThat(chosen.chose(version(2))).isTrue();
        assertThat(chosen.chose(version(1))).isFalse();
        assertThat(chosen.chose(KeyName.of("bank.none"))).isFalse();

        ChosenKeys kept = ChosenKeys.kept(Map.of(LABEL, 2));
        assertThat(kept.versionOn(LABEL, CHANGE.plusYears(1))).isEqualTo(2);
        assertThat(kept.versionOn("bank.other", CHANGE)).isEqualTo(1);
    }

    private int on(LocalDate day) {
        return ChosenKeys.current(module.inventory()).versionOn(LABEL, day);
    }

    private void from(int version, LocalDate day) {
        module.keyLife()
                .limit(version(version), new Cryptoperiod(Optional.of(day), Optional.empty(), Optional.empty()));
    }

    private void become(int version, KeyState state) {
        module.keyLife().change(version(version), state);
    }

    private static KeyName version(int version) {
        return new KeyName(LABEL, version);
    }
}
