package org.cardwright.machine.terminal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * Everything a chip record says, by its place: application, data grouping, templates, tag. What has no tags is one piece. Nothing is left out.
 *
 * @param pieces by place, such as {@code A0000000031010 0201 70 9F0E}
 */
record CardObjects(Map<String, Piece> pieces) {

    private static final int MOST_SHOWN_BYTES = 32;

    /** What differs from card to card of one profile. */
    private static final Set<String> OF_A_CARD = Set.of(
            "57", "5A", "5F20", "5F24", "5F25", "5F34", "93", "9F0B", "9F1F", "9F20", "9F2D", "9F2F", "9F36", "9F46",
            "9F48");

    /** Of these the length, too. */
    private static final Set<String> FREE_LENGTH = Set.of("57", "5F20", "9F0B", "9F1F", "9F20");

    /** Check values of the keys of the card. EMV CPS, annex A. */
    private static final DgiId KEY_CHECK_VALUES = DgiId.of("9000");

    /** Copies the map. */
    CardObjects {
        pieces = new TreeMap<>(pieces);
    }

    /** How two versions of a piece are compared. */
    enum Kind {
        /** Byte by byte. */
        OF_THE_PROFILE,
        /** By length: each card has its own. */
        OF_A_CARD,
        /** Not at all, as long as both have one. */
        OF_A_PERSON
    }

    /**
     * One piece.
     *
     * @param name of its tag; {@code data without tags} for none, {@code unknown} for a tag that is in no table here
     * @param value as it stands in the record
     */
    record Piece(String name, Kind kind, boolean open, ByteString value) {

        /** What may be shown of it. */
        String shown() {
            return open && value.size() <= MOST_SHOWN_BYTES ? value.toHex() : "(" + value.size() + " bytes)";
        }

        /** Kind and length only. */
        @Override
        public String toString() {
            return "Piece(" + kind + ", " + value.size() + ")";
        }
    }

    static CardObjects of(CpsRecord record) {
        Map<String, Piece> pieces = new TreeMap<>();
        Map<String, Integer> applications = new HashMap<>();
        for (CpsApplication application : record.applications()) {
            String aid = application.aid().toHex();
            int time = applications.merge(aid, 1, Integer::sum);
            String place = time == 1 ? aid : aid + "(" + time + ")";
            Reading reading = new Reading(pieces, secrets(application));
            application.dgis().forEach(dgi -> reading.take(place, dgi));
        }
        return new CardObjects(pieces);
    }

    private static Set<DgiId> secrets(CpsApplication application) {
        return Set.copyOf(application.transportKeys().stream()
                .flatMap(key -> key.dgis().stream())
                .toList());
    }

    /** One application. */
    private static final class Reading {

        private final Map<String, Piece> pieces;
        private final Set<DgiId> secrets;

        Reading(Map<String, Piece> pieces, Set<DgiId> secrets) {
            this.pieces = pieces;
            this.secrets = secrets;
        }

        void take(String application, Dgi dgi) {
            String place = application + " " + dgi.id();
            if (secrets.contains(dgi.id()) || dgi.id().equals(KEY_CHECK_VALUES)) {
                put(place, new Piece("data without tags", Kind.OF_A_CARD, false, dgi.value()));
                return;
            }
            Optional<List<Tlv>> objects = objects(dgi.value());
            if (objects.isEmpty()) {
                put(place, new Piece("data without tags", Kind.OF_THE_PROFILE, false, dgi.value()));
            }
            objects.orElse(List.of()).forEach(object -> take(place, object));
        }

        private void take(String place, Tlv object) {
            String own = place + " " + object.tag();
            Optional<List<Tlv>> children =
                    object.tag().isConstructed() ? objects(object.value()) : Optional.<List<Tlv>>empty();
            if (children.isPresent() && !children.get().isEmpty()) {
                children.get().forEach(child -> take(own, child));
                return;
            }
            Optional<DataElement> element = DataElement.find(object.tag());
            put(
                    own,
                    new Piece(
                            element.map(DataElement::name).orElse("unknown"),
                            kind(object.tag()),
                            element.map(DataElement::dataClass)
                                    .filter(DataClass.PUBLIC::equals)
                                    .isPresent(),
                            object.value()));
        }

        private static Kind kind(Tag tag) {
            if (FREE_LENGTH.contains(tag.toString())) {
                return Kind.OF_A_PERSON;
            }
            return OF_A_CARD.contains(tag.toString()) ? Kind.OF_A_CARD : Kind.OF_THE_PROFILE;
        }

        /** What stands twice in one place is counted. */
        private void put(String place, Piece piece) {
            String free = place;
            for (int time = 2; pieces.containsKey(free); time++) {
                free = place + "(" + time + ")";
            }
            pieces.put(free, piece);
        }
    }

    /** Empty when it is no list of data objects. */
    private static Optional<List<Tlv>> objects(ByteString value) {
        try {
            return Optional.of(TlvReader.read(value));
        } catch (MalformedTlvException noObjects) {
            return Optional.empty();
        }
    }

    /** How many. */
    @Override
    public String toString() {
        return "CardObjects(" + pieces.size() + ")";
    }
}
