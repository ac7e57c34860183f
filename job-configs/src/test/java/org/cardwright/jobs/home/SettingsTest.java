package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.crypto.pkcs11.TokenSelector;
import org.cardwright.pipeline.launch.PipelineSettings.ProfilePolicy;
import org.cardwright.pipeline.launch.PipelineSettings.RestartPolicy;
import org.cardwright.pipeline.launch.PipelineSettings.TransportPolicy;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.pool.KeyPoolSettings.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String EVERY_SETTING = """
            policy = test
            restart = two-persons
            profiles = released
            transport-keys = confirmed
            keys = two-persons
            first-article = 3
            keys.destroy-after-days = 0
            audit.keep-months = 3
            software-module = refused
            database = jdbc:postgresql://localhost/cards
            database.user = cards
            database.password-file = db.txt
            key.record = site.records
            key.manifest = site.manifests
            key.test-seed = site.seed
            threads = 3
            slices-per-chunk = 2
            medium.keystore = bureau.p12
            openpgp.keys = bureau.asc
            sftp.keystore = sftp.p12
            passphrase.memory-kib = 16384
            passphrase.iterations = 2
            key-pool = required
            key-pool.pairs = 1408/3:10000:2000, 1024/65537:50:0
            key-pool.max-age-days = 14
            """;

    @TempDir
    private Path folder;

    @Test
    void are_strict_and_self_contained_by_default() throws IOException {
        assertThat(settings(""))
                .isEqualTo(new Settings(
                        Settings.Policy.PRODUCTION,
                        RestartPolicy.TWO_PERSONS,
                        ProfilePolicy.WITNESSED,
                        TransportPolicy.CONFIRMED,
                        KeyActs.Policy.TWO_PERSONS,
                        0,
                        7,
                        24,
                        Settings.SoftwareModule.REFUSED,
                        "",
                        "",
                        Optional.empty(),
                        "bureau.record-mac",
                        "bureau.manifest-signing",
                        Optional.empty(),
                        Math.min(Runtime.getRuntime().availableProcessors(), 64),
                        32,
                        new Partitioning(1_000, 60, 5, Optional.empty()),
                        new ModuleSettings(Optional.empty(), Optional.empty(), Custody.SOFTWARE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        PassphraseCost.DEFAULT,
                        KeyPoolSettings.OFF));
    }

    @Test
    void map_every_setting() throws IOException {
        assertThat(settings(EVERY_SETTING))
                .isEqualTo(new Settings(
                        Settings.Policy.TEST,
                        RestartPolicy.TWO_PERSONS,
                        ProfilePolicy.RELEASED,
                        TransportPolicy.CONFIRMED,
                        KeyActs.Policy.TWO_PERSONS,
                        3,
                        0,
                        3,
                        Settings.SoftwareModule.REFUSED,
                        "jdbc:postgresql://localhost/cards",
                        "cards",
                        Optional.of(folder.resolve("db.txt")),
                        "site.records",
                        "site.manifests",
                        Optional.of("site.seed"),
                        3,
                        2,
                        new Partitioning(1_000, 60, 5, Optional.empty()),
                        new ModuleSettings(Optional.empty(), Optional.empty(), Custody.SOFTWARE),
                        Optional.of(folder.resolve("bureau.p12")),
                        Optional.of(folder.resolve("sftp.p12")),
                        Optional.of(folder.resolve("bureau.asc")),
                        new PassphraseCost(16384, 2, 1),
                        new KeyPoolSettings(
                                KeyPoolSettings.Use.REQUIRED,
                                List.of(
                                        new Terms(new KeyPairShape(1408, 3), 10_000, 2_000),
                                        new Terms(new KeyPairShape(1024, 65537), 50, 0)),
                                14)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key-pool = on | key-pool needs key-pool.pairs",
                "key-pool.pairs = 1408:3:10 | are not BITS/EXPONENT:TARGET:LOW-WATER",
                "key-pool.pairs = 1408/5:10:3 | are not BITS/EXPONENT:TARGET:LOW-WATER",
                "key-pool.pairs = 1408/3:10:11 | low-water mark up to it",
                "key-pool.pairs = 1408/3:0:0 | a target of 1",
                "key-pool.pairs = 1409/3:10:1 | 1024 to 1984 bits",
                "key-pool.pairs = 2048/3:10:1 | 1024 to 1984 bits",
                "key-pool.pairs = 1408/3:10:1, 1408/3:20:1 | named twice",
                "key-pool.max-age-days = 0 | a number from 1 to 365",
                "key-pool = maybe | none of off, on, required"
            })
    void key_pools_that_cannot_be_are_refused(String setting, String because) {
        assertThatThrownBy(() -> settings(setting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(because);
    }

    @Test
    void refuse_an_unknown_setting_by_name() {
        assertThatThrownBy(() -> settings("thread = 3"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cardwright.properties: unknown settings [thread]");
    }

    @Test
    void refuse_a_value_out_of_range() {
        assertThatThrownBy(() -> settings("threads = 0")).hasMessageContaining("threads is not a number from 1 to 64");
        assertThatThrownBy(() -> settings("policy = lax")).hasMessageContaining("policy is none of test, production");
    }

    @Test
    void map_the_tokens_of_an_hsm() throws IOException {
        assertThat(settings("""
                security-module = pkcs11
                pkcs11.library = /opt/hsm/libhsm.so
                pkcs11.tokens = perso1, serial:85286286cdbcee7c
                custody = strict
                """).module())
                .isEqualTo(new ModuleSettings(
                        Optional.of(TokenGroupSettings.of(
                                Path.of("/opt/hsm/libhsm.so"),
                                List.of(TokenSelector.label("perso1"), TokenSelector.serial("85286286cdbcee7c")))),
                        Optional.empty(),
                        Custody.STRICT));
    }

    @Test
    void refuse_a_security_module_that_contradicts_itself() {
        assertThatThrownBy(() -> settings("security-module = pkcs11")).hasMessageContaining("needs both");
        assertThatThrownBy(() -> settings("pkcs11.tokens = a")).hasMessageContaining("belong to security-module");
        assertThatThrownBy(() -> settings("custody = strict")).hasMessageContaining("custody STRICT is not that of");
        assertThatThrownBy(() -> settings("security-module = pkcs11\npkcs11.library = /l.so\npkcs11.tokens = a, a"))
                .hasMessageContaining("different tokens");
        assertThatThrownBy(() -> settings("security-module = pkcs11\npkcs11.library = /l.so\npkcs11.tokens = a,"))
                .hasMessageContaining("pkcs11.tokens");
    }

    @Test
    void refuse_a_file_that_is_no_text_and_a_path_that_is_none() throws IOException {
        for (String bad : List.of("threads = \\u00G1", "database.password-file = a\\u0000b")) {
            assertThatThrownBy(() -> settings(bad))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("cardwright.properties: ");
        }
        Path file = Files.write(folder.resolve("cardwright.properties"), new byte[] {'a', '=', (byte) 0xFF});
        assertThatThrownBy(() -> Settings.load(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cardwright.properties: not a properties file in UTF-8");
    }

    @Test
    void refuse_a_password_in_the_address_of_the_database() throws IOException {
        String address = "policy = test\ndatabase = jdbc:postgresql://db/cards?ssl=true";
        assertThat(settings(address).database()).endsWith("ssl=true");
        assertThatThrownBy(() -> settings(address + "&Password=not-here"))
                .hasMessageContaining("database.password-file")
                .message()
                .doesNotContain("not-here");
    }

    @Test
    void refuse_the_test_key_source_in_production() {
        assertThatThrownBy(() -> settings("policy = production\nkey.test-seed = site.seed"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void let_a_test_home_make_cards_of_any_profile_and_refuse_that_in_production() throws IOException {
        assertThat(settings("policy = test").profiles()).isEqualTo(ProfilePolicy.ANY);
        assertThatThrownBy(() -> settings("policy = production\nprofiles = any"))
                .hasMessageContaining("profiles any is refused under policy production");
        assertThatThrownBy(() -> settings("policy = production\nprofiles = released"))
                .hasMessageContaining("profiles released is refused under policy production");
    }

    @Test
    void let_one_person_act_on_keys_in_a_test_home_and_refuse_that_in_production() throws IOException {
        assertThat(settings("policy = test").keys()).isEqualTo(KeyActs.Policy.ALONE);
        assertThatThrownBy(() -> settings("policy = production\nkeys = alone"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys alone is refused under policy production");
    }

    @Test
    void wait_a_day_at_least_before_a_key_is_destroyed_in_production() throws IOException {
        assertThat(settings("policy = production\nkeys.destroy-after-days = 1").destroyAfterDays())
                .isEqualTo(1);
        assertThat(settings("policy = production\naudit.keep-months = 24").auditKeepMonths())
                .isEqualTo(24);
        assertThatThrownBy(() -> settings("policy = production\naudit.keep-months = 23"))
                .hasMessageContaining("audit.keep-months below 24 is refused under policy production");
        assertThatThrownBy(() -> settings("policy = production\nkeys.destroy-after-days = 0"))
                .hasMessageContaining("keys.destroy-after-days 0 is refused under policy production");
        assertThatThrownBy(() -> settings("policy = test\nkeys.destroy-after-days = 366"))
                .hasMessageContaining("0 to 365");
    }

    @Test
    void accept_keys_in_memory_in_a_test_home_and_in_production_only_where_it_says_so() throws IOException {
        assertThat(settings("policy = test").softwareModule()).isEqualTo(Settings.SoftwareModule.ACCEPTED);
        assertThat(settings("policy = production").softwareModule()).isEqualTo(Settings.SoftwareModule.REFUSED);
        assertThat(settings("policy = production\nsoftware-module = accepted").softwareModule())
                .isEqualTo(Settings.SoftwareModule.ACCEPTED);
    }

    @Test
    void let_a_test_home_resume_by_itself_and_refuse_that_in_production() throws IOException {
        assertThat(settings("policy = test").restart()).isEqualTo(RestartPolicy.AUTOMATIC);
        assertThatThrownBy(() -> settings("policy = production\nrestart = automatic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("restart automatic is refused");
    }

    @Test
    void refuse_a_passphrase_cost_below_the_default_in_production_and_out_of_bounds_everywhere() throws IOException {
        for (String weak : List.of("passphrase.memory-kib = 65535", "passphrase.iterations = 2")) {
            assertThat(settings("policy = test\n" + weak).passphrase().isWeakerThan(PassphraseCost.DEFAULT))
                    .isTrue();
            assertThatThrownBy(() -> settings("policy = production\n" + weak))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("passphrase.memory-kib below 65536 or passphrase.iterations below 3");
        }
        assertThat(settings("passphrase.memory-kib = 131072\npassphrase.iterations = 4")
                        .passphrase())
                .isEqualTo(new PassphraseCost(131072, 4, 1));
        for (String outside :
                List.of("memory-kib = 1023", "memory-kib = 1048577", "iterations = 0", "iterations = 17")) {
            assertThatThrownBy(() -> settings("policy = test\npassphrase." + outside))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is not a number from");
        }
    }

    private Settings settings(String text) throws IOException {
        Path file = folder.resolve("cardwright.properties");
        Files.writeString(file, text);
        return Settings.load(file);
    }
}
