package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.CardPersonalization;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.virtualcard.TransportKeySecrets;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.show.TransportKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a card is made of and whatever it says: card and terminal answer, and neither breaks down. */
class SpoiledCardTest {

    private static final int TRIES = Integer.getInteger("cardwright.fuzz", 250);
    private static final List<String> SIGNED = List.of("0201", "0302", "0304");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_record_with_a_spoiled_byte_makes_a_card_that_is_refused_or_takes_part(boolean visa) {
        CpsRecord sound = visa ? GoldenCards.visa() : GoldenCards.mastercard();
        List<Dgi> dgis = sound.applications().get(0).dgis();
        Random random = new Random(20240506);
        for (int i = 0; i < TRIES; i++) {
            Dgi spoiled = dgis.get(random.nextInt(dgis.size()));
            int at = random.nextInt(spoiled.value().size());
            int mask = 1 + random.nextInt(255);
            CpsRecord record = GoldenCards.with(sound, spoiled.id().toString(), value -> changed(value, at, mask));
            try (TransportKeys keys = GoldenCards.transportKeys();
                    CardPersonalization card = CardPersonalization.of(
                            record,
                            GoldenCards.recipe(),
                            new VirtualCard.Surroundings(
                                    new TransportKeySecrets(record, keys), GoldenCards.random()))) {
                if (card.refusal().isEmpty()) {
                    TransactionResult result = pay(card.channel());
                    boolean signed = SIGNED.contains(spoiled.id().toString());
                    assertThat(signed && result.isAccepted())
                            .as(spoiled.id() + " byte " + at + " xor " + mask)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void a_card_that_lies_in_its_answers_breaks_no_terminal() {
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            int liar = random.nextInt(16);
            int[] number = {0};
            CardChannel honest =
                    new InMemoryChannel(GoldenCards.card(i % 2 == 0 ? GoldenCards.visa() : GoldenCards.mastercard()));
            TransactionResult result =
                    pay(command -> number[0]++ == liar ? lie(honest, command, random) : honest.transmit(command));
            assertThat(result.text()).isNotEmpty();
        }
    }

    private static Outcome lie(CardChannel honest, CommandApdu command, Random random) {
        Outcome outcome = honest.transmit(command);
        if (!(outcome instanceof Outcome.Ok ok) || ok.data().isEmpty()) {
            return new Outcome.Ok(ByteString.repeat(random.nextInt(256), random.nextInt(5)));
        }
        int at = random.nextInt(ok.data().size());
        return random.nextInt(4) == 0
                ? new Outcome.Ok(ok.data().slice(0, at))
                : new Outcome.Ok(changed(ok.data(), at, 1 + random.nextInt(255)));
    }

    private static TransactionResult pay(CardChannel card) {
        IssuerHost yes = request -> Optional.of(
                new HostAnswer(HostAnswer.APPROVED, ByteString.repeat(0, 10), HostAnswer.Finding.NONE, List.of()));
        return new EmvTerminal(TerminalProfile.test(GoldenCards.TODAY), GoldenCards.caKeys(), yes, GoldenCards.random())
                .run(card, Transaction.purchase(4_200), PinPad.entering(GoldenCards.PIN));
    }

    private static ByteString changed(ByteString value, int at, int mask) {
        byte[] bytes = value.toByteArray();
        bytes[at] ^= (byte) mask;
        return ByteString.of(bytes);
    }
}
