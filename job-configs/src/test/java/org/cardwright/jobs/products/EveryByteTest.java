package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.verify.Finding;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scorecard R19: whoever changes a byte of a personalization record, and then makes lengths, MAC, hashes, tree and signature
 * anew, is found by what the card itself says.
 *
 * <p>There is no byte that no rule can judge: clear values are those of product, order and certificates, and of a cryptogram
 * under KEK2 the module tells whether it is the one that belongs to this card. The usual build changes one byte of every place
 * (header field, data grouping, data element) at random; {@code full} changes every bit.
 */
@Tag("R19")
class EveryByteTest {

    private static final long SEED = Long.getLong("seed", 20260101L);

    @TempDir
    private static Path directory;

    private static MadeCards made;
    private static PersoFileVerifier verifier;

    @BeforeAll
    static void makeCards() throws IOException {
        made = new MadeCards(directory);
        verifier = made.verifier();
    }

    @AfterAll
    static void close() {
        made.close();
    }

    @Test
    void finds_nothing_in_two_sound_cards_of_each_of_the_six_products() {
        assertThat(made.cards()).hasSize(12);
        for (MadeCards.Card card : made.cards()) {
            VerificationReport report = report(card, Channel.CHIP, card.chip());
            assertThat(report.lines()).as(card.toString()).isEmpty();
            assertThat(report.notChecked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    @Tag("full")
    void finds_every_bit(int product) {
        MadeCards.Card card = made.cards().get(product);
        List<String> places = BytePlaces.of(card.record());
        List<String> missed = new ArrayList<>();
        for (int at = 0; at < places.size(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                if (isAccepted(card, changed(card.chip(), at, 1 << bit))) {
                    missed.add(places.get(at) + ", byte " + at + " bit " + bit);
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void finds_a_changed_byte_in_every_place(int product) {
        MadeCards.Card card = made.cards().get(product);
        List<String> names = BytePlaces.of(card.record());
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        IntStream.range(0, names.size())
                .forEach(at -> places.computeIfAbsent(names.get(at), name -> new ArrayList<>())
                        .add(at));
        Random random = new Random(SEED + product);
        List<String> missed = new ArrayList<>();
        places.forEach((name, bytes) -> {
            int at = bytes.get(random.nextInt(bytes.size()));
            if (isAccepted(card, changed(card.chip(), at, 1 + random.nextInt(255)))) {
                missed.add(name + ", byte " + at + ", seed " + SEED);
            }
        });
        assertThat(places).hasSizeGreaterThan(50);
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void finds_a_byte_cut_out_of_or_put_into_any_grouping(int product) {
        MadeCards.Card card = made.cards().get(product);
        Random random = new Random(SEED + product);
        for (CpsApplication application : card.record().applications()) {
            for (Dgi dgi : application.dgis()) {
                int at = random.nextInt(dgi.value().size());
                ByteString before = dgi.value().slice(0, at);
                ByteString here = dgi.value().slice(at, at + 1);
                ByteString after = dgi.value().slice(at + 1);
                assertThat(isAccepted(card, with(card, application, new Dgi(dgi.id(), before.plus(after)))))
                        .as("%s without byte %d", dgi.id(), at)
                        .isFalse();
                assertThat(isAccepted(
                                card,
                                with(
                                        card,
                                        application,
                                        new Dgi(dgi.id(), ByteString.concat(before, here, here, after)))))
                        .as("%s with byte %d twice", dgi.id(), at)
                        .isFalse();
            }
        }
    }

    /** A whole value, cryptogram or certificate is as well-formed as the right one; only it belongs to somebody else. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void finds_a_grouping_of_another_card_of_the_same_product(int product) {
        MadeCards.Card card = made.cards().get(product);
        MadeCards.Card other = made.cards().get(product + 6);
        int different = 0;
        for (int i = 0; i < card.record().applications().size(); i++) {
            CpsApplication application = card.record().applications().get(i);
            List<Dgi> foreign = other.record().applications().get(i).dgis();
            for (Dgi dgi : foreign) {
                if (!application.dgis().contains(dgi)) {
                    different++;
                    assertThat(isAccepted(card, with(card, application, dgi)))
                            .as("%s of another card", dgi.id())
                            .isFalse();
                }
            }
        }
        assertThat(different).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void finds_a_changed_byte_anywhere_on_the_stripe(int product) {
        MadeCards.Card card = made.cards().get(product);
        ByteString stripe = card.channels().getOrDefault(Channel.TRACK, ByteString.EMPTY);
        for (int at = product % 3; at < stripe.size(); at += 3) {
            assertThat(report(card, Channel.TRACK, changed(stripe, at, 1)).isClean())
                    .as("byte %d", at)
                    .isFalse();
        }
    }

    /** The same through the files, sealed anew with the keys of the bureau: only the card gives the change away. */
    @Test
    void finds_the_changed_card_in_a_batch_that_is_otherwise_sound() throws IOException {
        for (int product = 0; product < 6; product++) {
            MadeCards.Card card = made.cards().get(product);
            Path sound = made.seal(directory.resolve("sound-" + product), card, card.chip());
            assertThat(verifier.verify(sound).lines()).isEmpty();

            int at = new Random(SEED + product).nextInt(card.chip().size());
            Path changed = made.seal(directory.resolve("changed-" + product), card, changed(card.chip(), at, 1));
            assertThat(verifier.verify(changed).findings())
                    .as("%s, byte %d", card, at)
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.record()).isEqualTo(1))
                    .extracting(Finding::order)
                    .containsOnly(card.profiled().application().orderReference());
        }
    }

    private static ByteString changed(ByteString record, int at, int by) {
        byte[] bytes = record.toByteArray();
        bytes[at] ^= (byte) by;
        return ByteString.of(bytes);
    }

    /** The record with another value in one data grouping, all lengths around it made anew. */
    private static ByteString with(MadeCards.Card card, CpsApplication application, Dgi changed) {
        CpsRecord record = card.record();
        List<CpsApplication> applications = record.applications().stream()
                .map(a -> a.equals(application) ? with(a, changed) : a)
                .toList();
        return CpsRecordCodec.encode(CpsRecord.of(record.header(), applications));
    }

    private static CpsApplication with(CpsApplication a, Dgi changed) {
        List<Dgi> dgis = a.dgis().stream()
                .map(d -> d.id().equals(changed.id()) ? changed : d)
                .toList();
        return new CpsApplication(a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), dgis, a.macSection());
    }

    private static boolean isAccepted(MadeCards.Card card, ByteString chip) {
        return report(card, Channel.CHIP, chip).isClean();
    }

    private static VerificationReport report(MadeCards.Card card, Channel channel, ByteString record) {
        Map<Channel, ByteString> channels = new EnumMap<>(card.channels());
        channels.put(channel, record);
        return verifier.verifyCard(
                card.profiled().product().group(), card.profiled().application().orderReference(), channels);
    }
}
