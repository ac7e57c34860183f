package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.OfflineDataVerifier;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R19: a terminal accepts every card the job makes, in the judgement of the product's verifier and of a third implementation;
 * both find every seeded defect. Defects of the whole record, of tracks and surfaces are seeded beside the verifier.
 */
class TerminalTest {

    private static final List<String> PRODUCTS =
            List.of("visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty");

    /** What a terminal relies on: PAN, certificates, remainders, exponents, signatures. */
    private static final Set<Integer> TRUSTED =
            Set.of(0x5A, 0x8F, 0x90, 0x92, 0x93, 0x9F32, 0x9F46, 0x9F47, 0x9F48, 0x9F2D, 0x9F2E, 0x9F2F);

    private final PlainTerminal terminal = new PlainTerminal();
    private final PlainPersonalizer personalizer = new PlainPersonalizer();

    private int authenticated;
    private int directories;
    private int defects;
    private int missedByTheVerifier;
    private int missedByTheTerminal;

    @Tag("R19")
    @Row(
            claim = "a terminal accepts every card",
            wanted = "100 % of 10,000 cards accepted, 100 % of seeded defects found")
    @Test
    void a_terminal_accepts_every_card_and_no_defect(Evidence evidence) throws Exception {
        Map<String, Integer> orders =
                evidence.full() ? MadeBatch.everyProduct(9_000, 250) : MadeBatch.everyProduct(20, 2);
        MadeBatch made = MadeBatch.of(3, orders);
        VerificationReport report;
        try (OpenedHome home = made.open()) {
            report = MadeBatch.verifier(home).verify(made.directory());
        }
        assertThat(report.lines()).isEmpty();
        assertThat(report.records())
                .isEqualTo(orders.values().stream().mapToInt(Integer::intValue).sum());

        for (String product : PRODUCTS) {
            for (List<PlainCard> card :
                    PlainCard.all(Files.readAllBytes(made.group(product).resolve("chip.cps")))) {
                accept(card);
            }
        }
        int cards = report.records();
        assertThat(authenticated).isGreaterThanOrEqualTo(cards);
        for (String product : PRODUCTS) {
            seed(made, product, evidence.full() ? 1 : 5);
        }
        evidence.figure("cards accepted by both", cards);
        evidence.figure("payment applications", authenticated);
        evidence.figure("directories and local applications", directories);
        evidence.figure("seeded defects", defects);
        evidence.figure("missed by the verifier", missedByTheVerifier);
        evidence.figure("missed by the third implementation", missedByTheTerminal);
        evidence.control("an RSA key of another card", !otherKeyFits(made));
        assertThat(missedByTheVerifier).isZero();
        assertThat(missedByTheTerminal).isZero();
    }

    private void accept(List<PlainCard> card) throws Exception {
        for (PlainCard application : card) {
            Set<BigInteger> keys = terminal.authenticate(application);
            assertThat(personalizer.fits(application, keys)).as("key pair").isTrue();
            if (keys.isEmpty()) {
                directories++;
            } else {
                authenticated++;
            }
        }
    }

    /** One bit of every so many bytes of everything a terminal relies on, in the first card of a product. */
    private void seed(MadeBatch made, String product, int step) throws Exception {
        Path file = made.group(product).resolve("chip.cps");
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(made.directory().resolve(Manifest.NAME), entries::add);
        Manifest.RecordEntry entry = entries.stream()
                .filter(record -> made.directory().resolve(record.file()).equals(file) && record.offset() == 0)
                .findFirst()
                .orElseThrow();
        byte[] record =
                ByteString.of(Files.readAllBytes(file)).slice(0, entry.length()).toByteArray();
        OfflineDataVerifier verifier = new OfflineDataVerifier(
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json"))));
        assertThat(verifier.verify(ByteString.of(record)).isClean()).isTrue();
        for (int at : TrustedBytes.of(record, TRUSTED, step)) {
            byte[] bad = record.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            defects++;
            if (verifier.verify(ByteString.of(bad)).isClean()) {
                missedByTheVerifier++;
            }
            if (isAccepted(bad)) {
                missedByTheTerminal++;
                System.err.println("R19 " + product + " byte " + at);
            }
        }
    }

    private boolean isAccepted(byte[] record) throws Exception {
        try {
            for (PlainCard application : PlainCard.all(record).get(0)) {
                terminal.authenticate(application);
            }
            return true;
        } catch (PlainTerminal.Declined | IndexOutOfBoundsException | IllegalArgumentException declined) {
            return false;
        }
    }

    private boolean otherKeyFits(MadeBatch made) throws Exception {
        List<List<PlainCard>> cards =
                PlainCard.all(Files.readAllBytes(made.group("mc-cda").resolve("chip.cps")));
        Set<BigInteger> first = terminal.authenticate(cards.get(0).get(0));
        return personalizer.fits(cards.get(1).get(0), first);
    }
}
