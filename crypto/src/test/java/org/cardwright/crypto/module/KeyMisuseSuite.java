package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyPlace.Work;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Misuse is refused, by every back end alike: each key in each place of each operation where it does not belong, in each state, and
 * each bad key that comes in. Scorecard R18; NIST SP 800-57 part 1, 5.2; ANSI X9.143, 6.3.1.
 *
 * <p>A back end subclasses this and says how it is opened; it must know the published test keys.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyMisuseSuite {

    private static final KeyName NEW = KeyName.of("bank-one.new");
    private static final KeyName KEK1 = KeyName.of("bank-one.kek1-k0");
    private static final String SOUND = "0123456789ABCDEF";
    private static final String OTHER = "FEDCBA9876543210";

    @TempDir
    private static Path folder;

    private Optional<SecurityModule> shared = Optional.empty();
    private int opened;

    /**
     * A module of this back end with the published test keys, none of which was ever changed.
     *
     * @param home an empty directory, of its own for each call
     */
    protected abstract SecurityModule open(Path home) throws Exception;

    @BeforeAll
    void openOne() throws Exception {
        shared = Optional.of(fresh());
    }

    @AfterAll
    void close() {
        shared.ifPresent(SecurityModule::close);
    }

    private SecurityModule fresh() throws Exception {
        return open(Files.createDirectory(folder.resolve("home-" + ++opened)));
    }

    private SecurityModule module() {
        return shared.orElseThrow();
    }

    static Stream<KeyPlace> places() {
        return KeyPlaces.all().stream();
    }

    @Test
    void there_is_a_key_of_every_purpose_and_direction_to_be_misused() {
        Set<KeyPurpose> purposes = module().inventory().keys().stream()
                .map(KeyDescription::purpose)
                .collect(Collectors.toSet());
        assertThat(purposes)
                .contains(Stream.of(KeyPurpose.values())
                        .filter(purpose -> purpose != KeyPurpose.BATCH_DATA
                                && purpose != KeyPurpose.KEY_PAIR_STORAGE
                                && purpose != KeyPurpose.IMK_DAC
                                && purpose != KeyPurpose.KEY_BLOCK_PROTECTION)
                        .toArray(KeyPurpose[]::new));
        assertThat(module().inventory().keys().stream().map(KeyDescription::direction))
                .contains(KeyDirection.values());
    }

    @ParameterizedTest
    @MethodSource("places")
    void every_key_of_another_purpose_or_direction_is_refused(KeyPlace place) {
        List<String> accepted = new ArrayList<>();
        for (KeyDescription key : module().inventory().keys()) {
            boolean belongs = place.uses().contains(key.purpose()) && key.direction() == place.direction();
            if (!belongs && !isRefused(module(), place, key.name())) {
                accepted.add(key.name().toString());
            }
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("places")
    void the_right_key_works_there_and_no_other_version_of_it_does(KeyPlace place) {
        if (module().inventory().find(place.right()).isPresent()) {
            assertThatCode(() -> place.call().accept(module(), place.right())).doesNotThrowAnyException();
        }
        assertThat(isRefused(module(), place, new KeyName(place.right().label(), 200)))
                .isTrue();
    }

    @Test
    void a_key_out_of_use_protects_nothing_and_a_compromised_one_reads_nothing_either() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<KeyName> rights = KeyPlaces.all().stream()
                .filter(place -> place.work() != Work.SHOWS)
                .map(KeyPlace::right)
                .filter(name -> module().inventory().find(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        for (KeyName right : rights) {
            try (SecurityModule module = fresh()) {
                module.keyLife().change(right, KeyState.SUSPENDED);
                asked(module, right, SecurityModuleException.Kind.UNAVAILABLE, wrong);
                module.keyLife().change(right, KeyState.DEACTIVATED);
                asked(module, right, SecurityModuleException.Kind.KEY_REFUSED, wrong);
                module.keyLife().change(right, KeyState.COMPROMISED);
                KeyPlaces.all().stream()
                        .filter(place -> place.right().equals(right) && place.work() != Work.SHOWS)
                        .filter(place -> !isRefused(module, place, right))
                        .forEach(place -> wrong.add(place + " under a compromised key"));
            }
        }
        assertThat(rights).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    private static void asked(
            SecurityModule module, KeyName right, SecurityModuleException.Kind kind, List<String> wrong) {
        for (KeyPlace place : KeyPlaces.all()) {
            if (place.right().equals(right) && place.work() == Work.PROTECTS && !ends(module, place, right, kind)) {
                wrong.add(place + " does not end " + kind);
            }
        }
    }

    private static boolean ends(SecurityModule module, KeyPlace place, KeyName key, SecurityModuleException.Kind kind) {
        try {
            place.call().accept(module, key);
            return false;
        } catch (SecurityModuleException refused) {
            return refused.kind() == kind;
        }
    }

    private static boolean isRefused(SecurityModule module, KeyPlace place, KeyName key) {
        return ends(module, place, key, SecurityModuleException.Kind.KEY_REFUSED);
    }

    /** All weak and semi-weak DES keys, NIST SP 800-67, 3.4.2, in either half, and halves that are equal. */
    static Stream<String> badKeys() {
        Stream<String> weak = Stream.of(
                "0101010101010101",
                "FEFEFEFEFEFEFEFE",
                "E0E0E0E0F1F1F1F1",
                "1F1F1F1F0E0E0E0E",
                "011F011F010E010E",
                "1F011F010E010E01",
                "01E001E001F101F1",
                "E001E001F101F101",
                "01FE01FE01FE01FE",
                "FE01FE01FE01FE01",
                "1FE01FE00EF10EF1",
                "E01FE01FF10EF10E",
                "1FFE1FFE0EFE0EFE",
                "FE1FFE1FFE0EFE0E",
                "E0FEE0FEF1FEF1FE",
                "FEE0FEE0FEF1FEF1");
        return Stream.concat(
                weak.flatMap(half -> Stream.of(half + SOUND, SOUND + half)),
                Stream.of(
                        SOUND + SOUND,
                        SOUND + OTHER + SOUND,
                        SOUND + OTHER + OTHER,
                        "00".repeat(16),
                        SOUND + "00".repeat(8)));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void a_weak_key_and_one_with_equal_parts_stays_outside(String hex) {
        assertRefused(() -> take(module(), hex, announced(checkValue(hex)), Set.of()), NEW + ": ");
        assertThat(module().inventory().find(NEW)).isEmpty();
    }

    @Test
    void a_key_with_another_check_value_stays_outside() {
        ByteString right = checkValue(SOUND + OTHER);
        for (int bit = 0; bit < 8 * right.size(); bit++) {
            byte[] wrong = right.toByteArray();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(
                    () -> take(module(), SOUND + OTHER, announced(ByteString.of(wrong)), Set.of()), "check value");
        }
        assertThat(module().inventory().find(NEW)).isEmpty();
    }

    @Test
    void a_single_length_key_comes_in_only_where_it_is_let_through_is_shown_as_such_and_only_reads() throws Exception {
        Announced reading = new Announced(
                NEW,
                KeyPurpose.PIN_ENCRYPTION,
                KeyDirection.ISSUER_TO_DATA_PREPARATION,
                new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, checkValue(SOUND + SOUND)),
                custody(),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
        Set<Leniency> lenient = Set.of(Leniency.SINGLE_LENGTH);
        assertRefused(() -> take(module(), SOUND, reading, Set.of()), "single-length");
        assertRefused(() -> take(module(), SOUND, announced(checkValue(SOUND + SOUND)), lenient), NEW.toString());
        try (SecurityModule module = fresh()) {
            take(module, SOUND, reading, lenient);
            assertThat(module.inventory().find(NEW).orElseThrow().algorithm()).isEqualTo("DES-56");
            assertThat(module.inventory().keys())
                    .filteredOn(key -> key.algorithm().equals("DES-56"))
                    .hasSize(1);
        }
    }

    @Test
    void a_key_comes_in_under_kek1_only() {
        Announced announced = announced(checkValue(SOUND + OTHER));
        List<String> accepted = new ArrayList<>();
        for (KeyDescription key : module().inventory().keys()) {
            boolean kek1 =
                    key.purpose() == KeyPurpose.KEK && key.direction() == KeyDirection.ISSUER_TO_DATA_PREPARATION;
            try {
                if (!kek1) {
                    module().keyExchange().importCryptogram(key.name(), cryptogram(SOUND + OTHER, Set.of()), announced);
                    accepted.add(key.name().toString());
                }
            } catch (SecurityModuleException refused) {
                assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED);
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static void take(SecurityModule module, String hex, Announced announced, Set<Leniency> leniency) {
        module.keyExchange().importCryptogram(KEK1, cryptogram(hex, leniency), announced);
    }

    private static Cryptogram cryptogram(String hex, Set<Leniency> leniency) {
        return new Cryptogram(KeyCryptogram.TDES_ECB, encrypted(hex, KEK1.label()), KeyAlgorithm.TDES, leniency);
    }

    private static Announced announced(ByteString checkValue) {
        return new Announced(
                NEW,
                KeyPurpose.CVK,
                KeyDirection.NONE,
                new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, checkValue),
                custody(),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }

    private static KeyCustody custody() {
        return new KeyCustody(Optional.of(new Party("bank-one")), Optional.empty(), Exportability.NEVER);
    }

    private static ByteString checkValue(String hex) {
        try (SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(hex));
                KeyCipher cipher = KeyCipher.of(KeyAlgorithm.TDES, key)) {
            return ByteString.of(Arrays.copyOf(cipher.encryptEcb(new byte[8]), 3));
        }
    }
}
