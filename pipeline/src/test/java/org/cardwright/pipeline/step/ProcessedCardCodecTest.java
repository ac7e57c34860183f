package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.perso.file.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessedCardCodecTest {

    private static final ProcessedCard GOOD = new ProcessedCard.Good(
            7,
            "A-1",
            "visa.classic",
            Map.of(Channel.CHIP, ByteString.fromHex("00FF"), Channel.TRACK, ByteString.EMPTY),
            Set.of(CardChannel.CHIP, CardChannel.PIN));

    @Test
    void gives_a_good_card_back() {
        assertThat(ProcessedCardCodec.decode(ProcessedCardCodec.encode(GOOD))).isEqualTo(GOOD);
        ProcessedCard bare = new ProcessedCard.Good(1, "x", "g", Map.of(), Set.of());
        assertThat(ProcessedCardCodec.decode(ProcessedCardCodec.encode(bare))).isEqualTo(bare);
    }

    @ParameterizedTest
    @EnumSource
    void gives_every_refusal_back(RejectReason reason) {
        ProcessedCard refused = new ProcessedCard.Refused(new Screened.Rejected(9, "B", "PIN_BLOCK", reason, "before"));
        assertThat(ProcessedCardCodec.decode(ProcessedCardCodec.encode(refused)))
                .isEqualTo(refused);
    }

    @Test
    void takes_nothing_that_is_cut_off_longer_or_of_another_kind() {
        ByteString right = ProcessedCardCodec.encode(GOOD);
        for (int size = 0; size < right.size(); size++) {
            ByteString cut = right.slice(0, size);
            assertThatThrownBy(() -> ProcessedCardCodec.decode(cut)).isInstanceOf(IllegalStateException.class);
        }
        ByteString longer = right.plus(ByteString.fromHex("00"));
        assertThatThrownBy(() -> ProcessedCardCodec.decode(longer)).hasMessageContaining("tail");
        ByteString other = ByteString.fromHex("03").plus(right.slice(1));
        assertThatThrownBy(() -> ProcessedCardCodec.decode(other)).hasMessageContaining("kind");
    }
}
