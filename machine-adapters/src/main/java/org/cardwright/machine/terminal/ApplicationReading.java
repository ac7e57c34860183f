package org.cardwright.machine.terminal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.emv.StaticDataToBeAuthenticated;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.machine.terminal.CardDialogue.Answer;

/** GET PROCESSING OPTIONS and READ RECORD by the file locator. EMV 4.4 Book 3, 10.1 and 10.2. */
final class ApplicationReading {

    private static final int NOT_NOW = 0x6985;
    private static final int AIP_BYTES = 2;
    private static final List<String> MANDATORY = List.of("5F24", "5A", "8C", "8D");

    private final CardDialogue card;
    private final TerminalData data;

    ApplicationReading(CardDialogue card, TerminalData data) {
        this.card = card;
        this.data = data;
    }

    /** Selects an application and begins with it; false when the card wants another one. */
    boolean begin(Candidate candidate) {
        data.forgetCard();
        Answer selected = card.select(candidate.aid(), false);
        if (!selected.isOk()) {
            data.step("application " + candidate.name() + " is not selectable: " + selected.status());
            return false;
        }
        List<Tlv> information = CardDialogue.inside(selected.data(), "6F");
        Optional<Tlv> proprietary = information.stream()
                .filter(object -> object.tag().equals(Tag.of("A5")))
                .findFirst();
        Terminated.unless(
                CardDialogue.value(information, "84").equals(Optional.of(candidate.aid())) && proprietary.isPresent(),
                "the answer to SELECT is not that of the application");
        data.bring("9F06", candidate.aid());
        data.bring("9F09", candidate.application().version());
        proprietary.get().children().forEach(object -> data.learn(object.tag(), object.value()));
        ByteString values = data.values(data.fromCard("9F38").orElse(ByteString.EMPTY));
        data.sent(values);
        Answer options = card.getProcessingOptions(values);
        if (options.status().value() == NOT_NOW) {
            data.step("application " + candidate.name() + " does not want this transaction");
            return false;
        }
        Terminated.unless(options.isOk(), "GET PROCESSING OPTIONS: " + options.status());
        takeOptions(options.data());
        data.step("application " + candidate.name() + ", AIP " + data.interchangeProfile() + ", AFL "
                + data.fromCard("94").map(ByteString::toHex).orElse(""));
        return true;
    }

    private void takeOptions(ByteString answer) {
        List<Tlv> objects = CardDialogue.objects(answer);
        Terminated.unless(objects.size() == 1, "the answer to GET PROCESSING OPTIONS has no template");
        Tlv template = objects.get(0);
        if (template.tag().equals(Tag.of("80"))) {
            Terminated.unless(template.value().size() > AIP_BYTES, "AIP and AFL are missing");
            data.learn(Tag.of("82"), template.value().slice(0, AIP_BYTES));
            data.learn(Tag.of("94"), template.value().slice(AIP_BYTES));
        } else {
            Terminated.unless(template.tag().equals(Tag.of("77")), "neither template 80 nor 77");
            template.children().forEach(object -> data.learn(object.tag(), object.value()));
        }
        boolean both =
                data.fromCard("82").filter(aip -> aip.size() == AIP_BYTES).isPresent() && data.has("94");
        Terminated.unless(both, "AIP or AFL is missing");
    }

    /** Reads all records; the static data to be authenticated, empty when the records do not allow it. */
    Optional<ByteString> read() {
        ApplicationFileLocator locator = locator();
        Map<RecordAddress, ByteString> records = new HashMap<>();
        for (RecordAddress address : locator.records()) {
            Answer answer = card.readRecord(address);
            Terminated.unless(answer.isOk(), address + ": " + answer.status());
            records.put(address, answer.data());
            if (address.isGovernedByEmv()) {
                take(address, answer.data());
            }
        }
        for (String tag : MANDATORY) {
            Terminated.unless(data.has(tag), "mandatory data element " + tag + " is missing");
        }
        data.step(records.size() + " records read");
        return staticData(locator, records);
    }

    private ApplicationFileLocator locator() {
        try {
            return ApplicationFileLocator.decode(data.fromCard("94").orElse(ByteString.EMPTY));
        } catch (MalformedTlvException malformed) {
            throw new Terminated("the AFL cannot be read");
        }
    }

    private void take(RecordAddress address, ByteString record) {
        List<Tlv> inside = CardDialogue.inside(record, "70");
        Terminated.unless(!inside.isEmpty(), address + " is no template 70");
        for (Tlv object : inside) {
            // Book 3, 10.2: an element twice is an error of the card
            Terminated.unless(
                    data.learn(object.tag(), object.value()), "data element " + object.tag() + " is there twice");
        }
    }

    private Optional<ByteString> staticData(ApplicationFileLocator locator, Map<RecordAddress, ByteString> records) {
        try {
            ApplicationInterchangeProfile profile = data.interchangeProfile();
            return Optional.of(StaticDataToBeAuthenticated.collect(locator, records, data.fromCard("9F4A"), profile)
                    .bytes());
        } catch (IllegalArgumentException refused) {
            data.step("static data to be authenticated cannot be collected");
            return Optional.empty();
        }
    }
}
