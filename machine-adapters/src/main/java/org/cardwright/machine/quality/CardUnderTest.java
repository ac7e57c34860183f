package org.cardwright.machine.quality;

import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;

/**
 * A card that was just made, and what it should be.
 *
 * @param index of its record in the batch, from 1
 * @param card the way to it, after a reset
 * @param record as it was sealed
 * @param others what the other channels of the same card say
 * @param log of its personalization
 */
public record CardUnderTest(
        long index, CardChannel card, CpsRecord record, Map<Channel, ByteString> others, CardLog log) {

    /** Copies the map. */
    public CardUnderTest {
        others = Map.copyOf(others);
    }
}
