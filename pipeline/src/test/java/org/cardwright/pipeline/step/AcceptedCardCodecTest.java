package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.junit.jupiter.api.Test;

class AcceptedCardCodecTest {

    private static final AcceptedCard FULL = card(
            Optional.of(new EncryptedPinBlock(PinBlockFormat.ISO_4, ByteString.repeat(0x5A, 16))),
            new SuppliedTracks("B1", "2=", "3", "d1", "d2"));
    private static final AcceptedCard SPARSE = card(Optional.empty(), SuppliedTracks.NONE);

    private static AcceptedCard card(Optional<EncryptedPinBlock> pinBlock, SuppliedTracks tracks) {
        return new AcceptedCard(
                new CardApplication(
                        123_456,
                        "A-1",
                        "visa-dda",
                        "gold",
                        OrderReason.REPLACEMENT,
                        Pan.of("9999990000000014"),
                        new PanSequenceNumber(99),
                        "MUELLER/ANNA",
                        "MÜLLER/ANNA",
                        List.of("LINE ONE", ""),
                        LocalDate.of(2026, 11, 1),
                        ExpirationDate.ofYymm("2912"),
                        new ServiceCode("201"),
                        tracks,
                        pinBlock,
                        Map.of("SECRET_2", ByteString.fromHex("0102"), "SECRET_1", ByteString.EMPTY),
                        "de",
                        new DeliveryAddress(List.of("Anna Müller", "1 Street"), "10001", "Köln", "DE")),
                List.of(ByteString.fromHex("000001"), ByteString.fromHex("000002")));
    }

    private static AcceptedCard withPair() {
        Place place = new Place("1024-3-transit", ByteString.ascii("key block"), 1024, 3, 17);
        StockedPair pair = new StockedPair(place, ByteString.repeat(0xC3, 128), ByteString.repeat(0x5A, 700));
        return new AcceptedCard(
                SPARSE.application(), SPARSE.certificateSerialNumbers(), List.of(Optional.empty(), Optional.of(pair)));
    }

    @Test
    void gives_back_every_field() {
        for (AcceptedCard card : List.of(FULL, SPARSE, withPair())) {
            assertThat(AcceptedCardCodec.decode(AcceptedCardCodec.encode(card))).isEqualTo(card);
        }
    }

    /** A batch that was taken in by the program before this one goes on. */
    @Test
    void reads_cards_from_before_there_were_key_pools() {
        ByteString bytes = AcceptedCardCodec.encode(SPARSE);
        ByteString before = ByteString.ofByte(2).plus(bytes.slice(1, bytes.size() - 1));

        assertThat(AcceptedCardCodec.decode(before)).isEqualTo(SPARSE);
        assertThatThrownBy(() -> AcceptedCardCodec.decode(ByteString.ofByte(2).plus(bytes.slice(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_bytes_that_are_cut_off_at_any_place_or_have_a_tail() {
        ByteString bytes = AcceptedCardCodec.encode(FULL);
        for (int length = 0; length < bytes.size(); length++) {
            ByteString cut = bytes.slice(0, length);
            assertThatThrownBy(() -> AcceptedCardCodec.decode(cut)).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> AcceptedCardCodec.decode(bytes.plus(ByteString.ofByte(0))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_another_version() {
        ByteString bytes = AcceptedCardCodec.encode(SPARSE);

        assertThatThrownBy(() -> AcceptedCardCodec.decode(ByteString.ofByte(1).plus(bytes.slice(1))))
                .isInstanceOf(IllegalStateException.class);
    }
}
