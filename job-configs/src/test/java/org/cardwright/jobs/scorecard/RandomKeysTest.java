package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R21: card keys are sound, random, share nothing, and no configuration of production makes them repeatable. */
class RandomKeysTest {

    private static final int REPEATED = 8;

    @TempDir
    private Path folder;

    @Tag("R21")
    @Row(
            claim = "card keys are sound, random and share nothing",
            wanted =
                    "1,000 ICC key pairs of production: length, exponent, primes, distance, pairwise gcd, CRT parts: 0 failures;"
                            + " no seeded mode in production")
    @Test
    void a_thousand_card_keys_are_sound_and_share_nothing(Evidence evidence) throws Exception {
        List<MadeKeyPair> pairs;
        try (KeyPairSource source = KeyPairSource.ofProduction(folder.resolve("vault"))) {
            pairs = source.make("A", evidence.size(24, 1_000), evidence);
            List<MadeKeyPair> again = source.make("A", REPEATED, evidence);
            assertThat(again).doesNotContainAnyElementsOf(pairs);
        }
        List<String> faults = new ArrayList<>(KeyPairFaults.of(pairs));
        faults.addAll(KeyPairFaults.shared(pairs));
        faults.addAll(KeyPairFaults.biased(pairs));
        evidence.figure("key pairs", pairs.size());
        evidence.figure("pairs of moduli compared", (long) pairs.size() * (pairs.size() - 1) / 2);
        evidence.figure("failures", faults.size());
        plant(evidence, pairs);
        assertThat(faults).isEmpty();
        noSeedInProduction(evidence);
    }

    /** Each detector must see what it is for. */
    private static void plant(Evidence evidence, List<MadeKeyPair> pairs) {
        MadeKeyPair sound = pairs.get(0);
        MadeKeyPair other = pairs.stream()
                .filter(pair -> pair.bits() == sound.bits() && !pair.equals(sound))
                .findFirst()
                .orElseThrow();
        evidence.control(
                "two pairs with a prime in common",
                !KeyPairFaults.shared(List.of(sound, sound.with(sound.p(), other.q())))
                        .isEmpty());
        evidence.control(
                "a pair twice", !KeyPairFaults.shared(List.of(sound, sound)).isEmpty());
        evidence.control(
                "primes side by side", finds(sound.with(sound.p(), sound.p().nextProbablePrime()), "too near"));
        evidence.control(
                "a factor that is no prime",
                finds(sound.with(sound.p(), sound.q().add(BigInteger.TWO)), "no prime"));
        evidence.control(
                "a modulus that is too short",
                finds(sound.with(sound.p(), sound.q().shiftRight(1)), "bits"));
        evidence.control("another exponent", finds(sound.withExponent(BigInteger.valueOf(17)), "exponent"));
        evidence.control("a wrong CRT part", finds(sound.withCoefficient(BigInteger.TEN), "CRT"));
        List<MadeKeyPair> half = pairs.stream()
                .map(pair -> pair.with(pair.p().shiftRight(pair.bits() / 4).shiftLeft(pair.bits() / 4), pair.q()))
                .toList();
        evidence.control(
                "primes whose lower half is zero", !KeyPairFaults.biased(half).isEmpty());
    }

    private static boolean finds(MadeKeyPair planted, String word) {
        return KeyPairFaults.of(List.of(planted)).stream().anyMatch(fault -> fault.contains(word));
    }

    /** A test home repeats its keys, so the comparison works; production refuses the seed in its settings and as a key. */
    private void noSeedInProduction(Evidence evidence) throws Exception {
        try (KeyPairSource seeded = KeyPairSource.ofTestKeys(
                folder.resolve("test-keys"), ModulePolicy.test(KeyName.of("bureau.test-seed")))) {
            List<MadeKeyPair> once = seeded.make("A", 2, evidence);
            evidence.control("a seeded module repeats itself", once.equals(seeded.make("A", 2, evidence)));
        }
        TestBureau bureau = new TestBureau(folder.resolve("seeded")).withQuickVault();
        Path settings = HomeDirectory.open(bureau.home()).config("cardwright.properties");
        Files.writeString(
                settings,
                "policy = production\nkey.test-seed = bureau.test-seed\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        Program.Ended ended = new Program(folder.resolve("logs"))
                .run("keys", "list", "--home", bureau.home().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(65);
        assertThat(ended.err()).contains("key.test-seed is refused under policy production");
        evidence.figure(
                "seeded productions",
                IntStream.of(ended.exitCode()).filter(code -> code == 0).count());
    }
}
