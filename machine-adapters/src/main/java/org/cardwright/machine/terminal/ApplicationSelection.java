package org.cardwright.machine.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.machine.terminal.CardDialogue.Answer;

/** Which applications card and terminal have in common, and in which order. EMV 4.4 Book 1, 12.3 and 12.4. */
final class ApplicationSelection {

    private static final ByteString PSE = ByteString.ascii("1PAY.SYS.DDF01");
    private static final ByteString PPSE = ByteString.ascii("2PAY.SYS.DDF01");
    private static final int CARD_BLOCKED = 0x6A81;
    private static final int NO_RECORD = 0x6A83;
    private static final int MAX_DIRECTORY_RECORDS = 64;
    private static final int MAX_OCCURRENCES = 32;
    private static final int HIGHEST_DIRECTORY_SFI = 10;

    private final CardDialogue card;
    private final TerminalProfile profile;

    ApplicationSelection(CardDialogue card, TerminalProfile profile) {
        this.card = card;
        this.profile = profile;
    }

    /**
     * What both have, the highest priority first.
     *
     * @param found lines about how they were found
     */
    List<Candidate> candidates(List<String> found) {
        List<Candidate> listed = fromPaymentSystemEnvironment();
        found.add(listed.isEmpty() ? "no common application in the PSE: list of AIDs" : "PSE: " + names(listed));
        if (listed.isEmpty()) {
            listed = fromListOfAids();
            found.add("list of AIDs: " + names(listed));
        }
        return sorted(listed);
    }

    private static List<String> names(List<Candidate> listed) {
        return listed.stream().map(Candidate::name).toList();
    }

    /** What the directory for contactless terminals lists. EMV Contactless Book B, 3.3.1. */
    List<Candidate> fromProximityEnvironment() {
        Answer answer = card.select(PPSE, false);
        List<Candidate> candidates = new ArrayList<>();
        if (answer.isOk()) {
            for (Tlv object : CardDialogue.inside(answer.data(), "6F")) {
                if (object.tag().equals(Tag.of("A5"))) {
                    CardDialogue.value(object.children(), "BF0C")
                            .ifPresent(listed -> addEntries(CardDialogue.objects(listed), candidates));
                }
            }
        }
        return sorted(candidates);
    }

    /** Priority 1 is the highest, 0 is none; the order of the terminal decides between equals. Book 1, 12.4. */
    private List<Candidate> sorted(List<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::rank)
                        .thenComparingInt(candidate -> profile.applications().indexOf(candidate.application())))
                .toList();
    }

    /** Book 1, 12.3.2. */
    private List<Candidate> fromPaymentSystemEnvironment() {
        Answer answer = card.select(PSE, false);
        Terminated.unless(answer.status().value() != CARD_BLOCKED, "the card is blocked");
        Optional<Integer> sfi = answer.isOk() ? directory(answer.data()) : Optional.empty();
        if (sfi.isEmpty()) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int record = 1; record <= MAX_DIRECTORY_RECORDS; record++) {
            Answer entry = card.readRecord(new RecordAddress(sfi.get(), record));
            if (entry.status().value() == NO_RECORD) {
                return candidates;
            }
            if (!entry.isOk()) {
                // Book 1, 12.3.2 step 5: anything else, and the directory is not used
                return List.of();
            }
            addEntries(CardDialogue.inside(entry.data(), "70"), candidates);
        }
        return candidates;
    }

    private static Optional<Integer> directory(ByteString answer) {
        return CardDialogue.inside(answer, "6F").stream()
                .filter(object -> object.tag().equals(Tag.of("A5")))
                .flatMap(object -> CardDialogue.value(object.children(), "88").stream())
                .filter(sfi -> sfi.size() == 1 && sfi.unsignedAt(0) >= 1 && sfi.unsignedAt(0) <= HIGHEST_DIRECTORY_SFI)
                .map(ByteString::toUnsigned)
                .findFirst();
    }

    private void addEntries(List<Tlv> entries, List<Candidate> candidates) {
        for (Tlv entry : entries) {
            if (entry.tag().equals(Tag.of("61"))) {
                List<Tlv> inside = entry.children();
                CardDialogue.value(inside, "4F").ifPresent(name -> add(name, inside, candidates));
            }
        }
    }

    private void add(ByteString name, List<Tlv> about, List<Candidate> candidates) {
        profile.applications().stream()
                .filter(application -> application.takes(name))
                .findFirst()
                .ifPresent(application -> candidates.add(new Candidate(
                        name,
                        CardDialogue.value(about, "50").map(ByteString::toAscii).orElse(""),
                        CardDialogue.value(about, "87")
                                .filter(value -> value.size() == 1)
                                .map(ByteString::toUnsigned)
                                .orElse(0),
                        application)));
    }

    /** Book 1, 12.3.3. */
    private List<Candidate> fromListOfAids() {
        List<Candidate> candidates = new ArrayList<>();
        for (TerminalProfile.Application application : profile.applications()) {
            Answer answer = card.select(application.aid(), false);
            Terminated.unless(answer.status().value() != CARD_BLOCKED, "the card is blocked");
            for (int i = 0; answer.isOk() && i < MAX_OCCURRENCES; i++) {
                boolean more = addSelected(answer.data(), application, candidates);
                if (!more) {
                    break;
                }
                answer = card.select(application.aid(), true);
            }
        }
        return candidates;
    }

    /** True when the card may have more applications that begin so. */
    private static boolean addSelected(
            ByteString answer, TerminalProfile.Application application, List<Candidate> candidates) {
        List<Tlv> information = CardDialogue.inside(answer, "6F");
        Optional<ByteString> name = CardDialogue.value(information, "84");
        List<Tlv> about = information.stream()
                .filter(object -> object.tag().equals(Tag.of("A5")))
                .flatMap(object -> object.children().stream())
                .toList();
        name.filter(application::takes)
                .ifPresent(found -> candidates.add(new Candidate(
                        found,
                        CardDialogue.value(about, "50").map(ByteString::toAscii).orElse(""),
                        CardDialogue.value(about, "87")
                                .filter(value -> value.size() == 1)
                                .map(ByteString::toUnsigned)
                                .orElse(0),
                        application)));
        return name.filter(found -> !found.equals(application.aid())).isPresent();
    }
}
