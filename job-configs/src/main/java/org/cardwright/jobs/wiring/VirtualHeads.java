package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.VirtualHead;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader;

/** Heads with endless hoppers of virtual cards of the published test keys. */
public final class VirtualHeads {

    private VirtualHeads() {}

    /** So many heads for the cards of a group. */
    public static List<LineHead> of(OpenedHome home, GroupOfBatch group, int heads) throws IOException {
        List<ByteString> aids = aids(home, group);
        List<LineHead> made = new ArrayList<>();
        for (int i = 1; i <= heads; i++) {
            TestChipMaker maker = new TestChipMaker(new SecureRandom());
            made.add(new VirtualHead("virtual " + i, () -> Optional.of(maker.blank(group.recipe(), aids))));
        }
        return made;
    }

    /** Those of the first card: all cards of a product have the same. */
    public static List<ByteString> aids(OpenedHome home, GroupOfBatch group) throws IOException {
        try (CheckedCards cards =
                CheckedCards.open(home, group.directory(), group.group().batch())) {
            return cards
                    .next(group::isOf)
                    .map(PersoFileReader.Card::channels)
                    .map(channels -> channels.get(Channel.CHIP))
                    .map(chip -> CardOfBatch.decode(chip).applications())
                    .orElse(List.of())
                    .stream()
                    .map(CpsApplication::aid)
                    .toList();
        }
    }
}
