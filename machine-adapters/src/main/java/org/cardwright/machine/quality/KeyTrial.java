package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.module.OnlineAuthorisation.Refused;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.chip.DgiRule;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.dgi.Dgi;

/**
 * The script that tries the key of one application for cryptograms: SELECT, GET PROCESSING OPTIONS and GENERATE AC with zeros for every
 * value of the terminal, the card being asked to refuse. EMV 4.4 Book 3, 6.5.5.
 */
final class KeyTrial {

    private static final int SELECT = 0x00A40400;
    private static final int GET_PROCESSING_OPTIONS = 0x80A80000;
    private static final int GENERATE_AAC = 0x80AE0000;
    private static final String OK = "9000";
    private static final String ANY_OK = "*9000";
    private static final int COUNTER_BYTES = 2;
    private static final int DYNAMIC_NUMBER_BYTES = 2;
    private static final int COUNTERS_BYTES = 8;

    private final CpsApplication application;
    private final AppletRecipe applet;
    private final Behaviour behaviour;

    KeyTrial(CpsApplication application, AppletRecipe applet, Behaviour behaviour) {
        this.application = application;
        this.applet = applet;
        this.behaviour = behaviour;
    }

    /** Computes the answers of the card; empty when the recipe or the record does not say enough. */
    @FunctionalInterface
    interface Refusals {

        /** AACs for the first values of the transaction counter. */
        List<ByteString> of(CryptogramVersion version, Refused refused, Map<Tag, ByteString> elements);
    }

    Optional<TestScript> script(Refusals refusals) {
        Map<Tag, ByteString> elements = elements();
        Optional<ByteString> issuerData = issuerData();
        Optional<ByteString> profile = profile();
        Optional<Integer> listBytes =
                Optional.ofNullable(elements.get(Tag.of("8C"))).flatMap(KeyTrial::listBytes);
        if (issuerData.isEmpty() || profile.isEmpty() || listBytes.isEmpty()) {
            return Optional.empty();
        }
        return CryptogramVersion.in(behaviour.issuerData(), issuerData.get())
                .filter(version -> version.takes(issuerData.get()))
                .map(version -> refusals.of(version, new Refused(profile.get(), issuerData.get()), elements))
                .map(cryptograms -> new TestScript(List.of(
                        exchange(CommandApdu.of(SELECT, application.aid()), List.of(ANY_OK)),
                        exchange(CommandApdu.of(GET_PROCESSING_OPTIONS, optionsData()), List.of(ANY_OK)),
                        exchange(
                                CommandApdu.of(GENERATE_AAC, ByteString.repeat(0, listBytes.get())),
                                answers(cryptograms, issuerData.get())))));
    }

    private static TestScript.Exchange exchange(CommandApdu command, List<String> answers) {
        return new TestScript.Exchange(
                command.expecting(CommandApdu.MAX_EXPECTED).encode(), answers);
    }

    private List<String> answers(List<ByteString> cryptograms, ByteString issuerData) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < cryptograms.size(); i++) {
            ByteString counter = ByteString.ofUnsigned(i + 1, COUNTER_BYTES);
            answers.add(answer(counter, cryptograms.get(i), issuerData) + OK);
        }
        return answers;
    }

    /** M/Chip shows two bytes of its dynamic number, which nobody knows before. */
    private String answer(ByteString counter, ByteString cryptogram, ByteString issuerData) {
        int at = behaviour.issuerData().resultsAt() + behaviour.issuerData().resultsBytes();
        boolean dynamic = behaviour.issuerData() == Layout.MCHIP && issuerData.size() >= at + DYNAMIC_NUMBER_BYTES;
        ByteString information = ByteString.ofByte(0);
        ByteString plain = behaviour.format() == 1
                ? new Tlv(Tag.of("80"), ByteString.concat(information, counter, cryptogram, issuerData)).encode()
                : new TlvWriter()
                        .put("9F27", information)
                        .put("9F36", counter)
                        .put("9F26", cryptogram)
                        .put("9F10", issuerData)
                        .template(Tag.of("77"))
                        .encode();
        String hex = plain.toHex();
        int from = hex.length() - 2 * (issuerData.size() - at);
        return dynamic ? hex.substring(0, from) + "...." + hex.substring(from + 4) : hex;
    }

    /** 9F10 with the results of a refusal. */
    private Optional<ByteString> issuerData() {
        return behaviour.refusedResults().map(results -> {
            int at = behaviour.issuerData().resultsAt();
            ByteString template = written(Tag.of("9F10"))
                    .orElseGet(() -> behaviour
                            .issuerDataHead()
                            .plus(ByteString.repeat(0, results.size() + DYNAMIC_NUMBER_BYTES + COUNTERS_BYTES)));
            return template.size() < at + results.size()
                    ? template
                    : ByteString.concat(template.slice(0, at), results, template.slice(at + results.size()));
        });
    }

    private Optional<ByteString> written(Tag tag) {
        return application.dgis().stream()
                .flatMap(dgi -> written(dgi, tag).stream())
                .findFirst();
    }

    private Optional<ByteString> written(Dgi dgi, Tag tag) {
        return switch (holds(dgi)) {
            case DATA_OBJECTS -> ChipReading.value(ChipReading.objects(dgi.value()), tag);
            case POSITIONAL ->
                applet.rule(dgi.id()).orElseThrow().fields().stream()
                        .filter(field -> field.tag().equals(tag))
                        .findFirst()
                        .map(field -> dgi.value().slice(field.at(), field.at() + field.length()));
            default -> Optional.empty();
        };
    }

    private DgiRule.Holds holds(Dgi dgi) {
        return applet.rule(dgi.id()).map(DgiRule::holds).orElse(DgiRule.Holds.OTHER);
    }

    private Optional<ByteString> profile() {
        for (Dgi dgi : application.dgis()) {
            if (holds(dgi) == DgiRule.Holds.PROCESSING_OPTIONS) {
                return ChipReading.value(ChipReading.objects(dgi.value()), Tag.of("82"));
            }
            if (holds(dgi) == DgiRule.Holds.POSITIONAL_PROCESSING_OPTIONS
                    && dgi.value().size() > 2) {
                return Optional.of(dgi.value().slice(0, 2));
            }
        }
        return Optional.empty();
    }

    private ByteString optionsData() {
        int bytes = application.dgis().stream()
                .filter(dgi -> holds(dgi) == DgiRule.Holds.SELECT_ANSWER)
                .findFirst()
                .flatMap(dgi -> find(ChipReading.objects(dgi.value()), Tag.of("9F38")))
                .flatMap(KeyTrial::listBytes)
                .orElse(0);
        return new Tlv(Tag.of("83"), ByteString.repeat(0, bytes)).encode();
    }

    private static Optional<ByteString> find(List<Tlv> objects, Tag tag) {
        for (Tlv object : objects) {
            Optional<ByteString> found = object.tag().equals(tag)
                    ? Optional.of(object.value())
                    : object.tag().isConstructed() ? find(object.children(), tag) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Map<Tag, ByteString> elements() {
        return ChipReading.elements(application.dgis().stream()
                .filter(dgi -> applet.isRecord(dgi.id()))
                .map(Dgi::value)
                .toList());
    }

    private static Optional<Integer> listBytes(ByteString list) {
        try {
            return Optional.of(Dol.decode(list).dataBytes());
        } catch (MalformedTlvException malformed) {
            return Optional.empty();
        }
    }
}
