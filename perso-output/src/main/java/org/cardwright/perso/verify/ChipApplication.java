package org.cardwright.perso.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * One application of a personalization record as the verifier reads it.
 *
 * @param aid application identifier
 * @param directory which data groupings are encrypted under which transport key
 * @param owner IDowner
 * @param steps processing steps
 * @param groupings data groupings in their order
 */
record ChipApplication(
        ByteString aid, List<Entry> directory, ByteString owner, List<Step> steps, List<Grouping> groupings) {

    /**
     * A processing step.
     *
     * @param codes ACT, REQ, TAG, SECLEV, UPDATEcplc
     * @param lists ORDER, VERCNTL, ENC, RANDOM, GROUP
     */
    record Step(List<Integer> codes, List<ByteString> lists) {

        /** Copies the lists. */
        Step {
            codes = List.copyOf(codes);
            lists = List.copyOf(lists);
        }
    }

    /**
     * A line of the transport key directory.
     *
     * @param tkid transport key identifier
     * @param cmode 11 = ECB, 10 = CBC
     * @param dgis identifiers of data groupings
     */
    record Entry(ByteString tkid, int cmode, List<Integer> dgis) {}

    /** A data grouping. */
    record Grouping(int dgi, ByteString value) {}

    /** Copies the lists. */
    ChipApplication {
        directory = List.copyOf(directory);
        steps = List.copyOf(steps);
        groupings = List.copyOf(groupings);
    }

    Optional<ByteString> value(int dgi) {
        for (Grouping grouping : groupings) {
            if (grouping.dgi() == dgi) {
                return Optional.of(grouping.value());
            }
        }
        return Optional.empty();
    }

    boolean has(int dgi) {
        return value(dgi).isPresent();
    }

    /** The directory line that names the data grouping. */
    Optional<Entry> entryOf(int dgi) {
        return directory.stream().filter(e -> e.dgis().contains(dgi)).findFirst();
    }

    /** All data groupings of the directory, repeated as often as they are named. */
    List<Integer> listed() {
        List<Integer> listed = new ArrayList<>();
        directory.forEach(e -> listed.addAll(e.dgis()));
        return listed;
    }
}
