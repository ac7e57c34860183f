package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.GroupFiles.Frame;
import org.cardwright.perso.file.PersoFileDifference;
import org.cardwright.perso.file.PersoFileDifference.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersoFileDifferenceTest {

    @TempDir
    private Path parent;

    private static SealedBatch batch() {
        return new SealedBatch()
                .group(new GroupFiles("g", Map.of(Channel.CHIP, Frame.NONE, Channel.TRACK, Frame.NONE), false));
    }

    private static Map<Channel, ByteString> card(int chip, int track) {
        return Map.of(
                Channel.CHIP,
                SdaCards.channels(chip).getOrDefault(Channel.CHIP, ByteString.EMPTY),
                Channel.TRACK,
                SdaCards.channels(track).getOrDefault(Channel.TRACK, ByteString.EMPTY));
    }

    private List<String> between(SealedBatch one, SealedBatch other) throws IOException {
        Path first = one.seal(parent.resolve("first"));
        Path second = other.seal(parent.resolve("second"));
        return PersoFileDifference.between(first, second, 100).stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void finds_none_between_batches_of_the_same_cards_in_another_order() throws IOException {
        assertThat(between(
                        batch().card("A", "g", card(1, 1)).card("B", "g", card(2, 2)),
                        batch().card("B", "g", card(2, 2)).card("A", "g", card(1, 1))))
                .isEmpty();
    }

    @Test
    void names_orders_channels_groupings_and_tags_but_no_values() throws IOException {
        List<String> lines = between(
                batch().card("A", "g", card(1, 1)).card("B", "g", card(2, 2)).card("C", "g", card(3, 3)),
                batch().card("B", "g", card(4, 2)).card("C", "g", card(3, 5)).card("D", "g", card(6, 6)));

        assertThat(lines)
                .containsExactly(
                        "A: only in the first batch",
                        "B: differs CHIP A0000000031010 DGI 0101 57",
                        "B: differs CHIP A0000000031010 DGI 0201 5A",
                        "B: differs CHIP A0000000031010 DGI 0303 93",
                        "C: differs TRACK",
                        "D: only in the second batch");
    }

    @Test
    void lists_no_more_than_it_is_asked_for() throws IOException {
        Path first =
                batch().card("A", "g", card(1, 1)).card("B", "g", card(2, 2)).seal(parent.resolve("first"));
        Path second =
                batch().card("C", "g", card(3, 3)).card("D", "g", card(4, 4)).seal(parent.resolve("second"));

        assertThat(PersoFileDifference.between(first, second, 3)).hasSize(3);
    }
}
