package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.channel.CardChannel;

/**
 * Which card a chip says it is, as any reader finds it by the file locator, without a record to compare with: number (5A) and expiry (5F24),
 * and both again in track 2 (57) of each application. EMV 4.4 Book 3, 10.2.
 */
public final class ChipNumbers {

    private static final int AIP_BYTES = 2;
    private static final int YYMM = 4;

    private ChipNumbers() {}

    /**
     * Reads them. Sensitive: card numbers.
     *
     * @param aids applications that the chip may have
     * @return every different number and expiry, as {@code 9999990000000014=3012}; one when all say the same card, none when none says any
     */
    public static Set<String> read(CardChannel card, List<ByteString> aids) {
        ChipReading chip = new ChipReading(card);
        Set<String> numbers = new TreeSet<>();
        for (ByteString aid : aids) {
            chip.select(aid)
                    .flatMap(chip::processingOptions)
                    .filter(options -> options.size() > AIP_BYTES)
                    .ifPresent(options -> add(ChipReading.elements(records(chip, options.slice(AIP_BYTES))), numbers));
        }
        return numbers;
    }

    private static List<ByteString> records(ChipReading chip, ByteString locator) {
        List<ByteString> records = new ArrayList<>();
        try {
            for (RecordAddress address : ApplicationFileLocator.decode(locator).records()) {
                chip.record(address.sfi(), address.record()).ifPresent(records::add);
            }
        } catch (MalformedTlvException malformed) {
            // no reader finds anything behind it
        }
        return records;
    }

    private static void add(Map<Tag, ByteString> elements, Set<String> numbers) {
        Optional<ByteString> pan = Optional.ofNullable(elements.get(Tag.of("5A")));
        Optional<ByteString> expiry = Optional.ofNullable(elements.get(Tag.of("5F24")));
        if (pan.isPresent() && expiry.isPresent() && expiry.get().size() >= YYMM / 2) {
            numbers.add(pan.get().toHex().replace("F", "") + "="
                    + expiry.get().toHex().substring(0, YYMM));
        }
        Optional.ofNullable(elements.get(Tag.of("57")))
                .flatMap(CrossCheck::track2)
                .ifPresent(track -> numbers.add(
                        track.pan().digits() + "=" + track.expirationDate().yymm()));
    }
}
