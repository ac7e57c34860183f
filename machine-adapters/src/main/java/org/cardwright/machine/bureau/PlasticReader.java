package org.cardwright.machine.bureau;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.quality.ChipNumbers;

/**
 * Reads chip and stripe of a plastic as any shop would, and compares them with each other: no file and no record is asked. Where there is no
 * stripe, the chip is compared with the number that is printed; a plastic with neither says nothing of its card.
 */
public final class PlasticReader {

    private static final Pattern TRACK_1 = Pattern.compile("%B([0-9]{8,19})\\^[^^]*\\^([0-9]{4}).*");
    private static final Pattern TRACK_2 = Pattern.compile(";([0-9]{8,19})=([0-9]{4}).*");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 ]{11,22}");

    private final List<ByteString> aids;

    /** Of cards with these applications. */
    public PlasticReader(List<ByteString> aids) {
        this.aids = List.copyOf(aids);
    }

    /**
     * Whether both are one card.
     *
     * @return {@code chip} when the chip says another number or expiry, or none; empty when all is well
     */
    public String differs(Plastic plastic) {
        return differs(
                plastic.contacts().map(card -> ChipNumbers.read(card, aids)).orElse(Set.of()), plastic);
    }

    static String differs(Set<String> chip, Plastic plastic) {
        Set<String> stripe = stripe(plastic);
        boolean same = plastic.tracks().isEmpty() ? numbers(chip).containsAll(printed(plastic)) : chip.equals(stripe);
        return same && !chip.isEmpty() ? "" : "chip";
    }

    private static Set<String> stripe(Plastic plastic) {
        Set<String> cards = new TreeSet<>();
        for (String track : plastic.tracks()) {
            for (Pattern form : List.of(TRACK_1, TRACK_2)) {
                Matcher read = form.matcher(track);
                if (read.matches()) {
                    cards.add(read.group(1) + "=" + read.group(2));
                }
            }
        }
        return cards;
    }

    private static Set<String> numbers(Set<String> chip) {
        return chip.stream().map(card -> card.substring(0, card.indexOf('='))).collect(Collectors.toSet());
    }

    private static Set<String> printed(Plastic plastic) {
        return plastic.lines().stream()
                .filter(line -> NUMBER.matcher(line).matches())
                .map(line -> line.replace(" ", ""))
                .collect(Collectors.toSet());
    }
}
