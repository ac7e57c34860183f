package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * A worked card that somebody changed and then signed anew with the published keys, so that no hash tells what was done: only the
 * one rule can find it that is about what was changed.
 */
final class EditedCard {

    private static final WorkedProfile KEYS = WorkedProfile.of("keys");

    /** What signs, in front what is signed: EMV 4.4 Book 2, 5.1, 5.4, 6.1 and 7.1. */
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("90", "ca", List.of("92", "9F32"), false),
            new Signature("93", "issuer", List.of(), true),
            new Signature("9F46", "issuer", List.of("9F48", "9F47"), true),
            new Signature("9F2D", "issuer", List.of("9F2F", "9F2E"), false));

    private final CpsRecord worked;
    private final Map<String, ByteString> dgis = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<ByteString>> blocks = new LinkedHashMap<>();
    private UnaryOperator<CpsApplication> last = UnaryOperator.identity();

    private EditedCard(ByteString record) {
        worked = CpsRecordCodec.decode(record);
        worked.applications().get(0).dgis().forEach(dgi -> dgis.put(dgi.id().toString(), dgi.value()));
    }

    /** A certificate or signature. */
    private record Signature(String tag, String signer, List<String> behind, boolean overStaticData) {}

    static EditedCard visa() {
        return new EditedCard(GoldenCards.VISA);
    }

    static EditedCard mastercard() {
        return new EditedCard(GoldenCards.MASTERCARD);
    }

    ByteString value(String dgi) {
        return dgis.getOrDefault(dgi, ByteString.EMPTY);
    }

    /** Puts one text of hexadecimal digits in the place of another; the length of a record's template follows. */
    EditedCard replace(String dgi, String from, String to) {
        return replace(dgi, from, to, true);
    }

    /** The same, in a record that is not looked into where the template does not matter. */
    EditedCard replace(String dgi, String from, String to, boolean inTemplate) {
        ByteString value = value(dgi);
        boolean template = inTemplate && value.startsWith(ByteString.fromHex("70"));
        String hex = template ? content(value).toHex() : value.toHex();
        assertThat(hex).contains(from);
        ByteString changed = ByteString.fromHex(hex.replaceFirst(from, to));
        return put(dgi, template ? record(changed) : changed);
    }

    /** Sets a data grouping as it is; a new one is the last. */
    EditedCard put(String dgi, ByteString value) {
        dgis.put(dgi, value);
        return this;
    }

    /** Takes a data grouping away, from the directory, too. */
    EditedCard without(String dgi) {
        assertThat(dgis.remove(dgi)).isNotNull();
        return unlisting(dgi);
    }

    /** Takes a data grouping from the directory only. */
    EditedCard unlisting(String dgi) {
        return directory(
                ids -> ids.stream().filter(id -> !id.equals(DgiId.of(dgi))).toList());
    }

    /** Names a data grouping in the directory, under the key of the private key's parts. */
    EditedCard listing(String dgi) {
        return directory(ids -> ids.contains(DgiId.of("8201"))
                ? Stream.concat(ids.stream(), Stream.of(DgiId.of(dgi))).toList()
                : ids);
    }

    private EditedCard directory(UnaryOperator<List<DgiId>> change) {
        return inTheEnd(a -> new CpsApplication(
                a.aid(),
                a.transportKeys().stream()
                        .map(k -> new TransportKeyEntry(k.tkid(), k.type(), k.cmode(), change.apply(k.dgis())))
                        .filter(k -> !k.dgis().isEmpty())
                        .toList(),
                a.owner(),
                a.steps(),
                a.logData(),
                a.dgis(),
                a.macSection()));
    }

    EditedCard twice(String dgi) {
        return inTheEnd(a -> new CpsApplication(
                a.aid(),
                a.transportKeys(),
                a.owner(),
                a.steps(),
                a.logData(),
                a.dgis().stream()
                        .flatMap(d -> d.id().equals(DgiId.of(dgi)) ? Stream.of(d, d) : Stream.of(d))
                        .toList(),
                a.macSection()));
    }

    /** The step with another security level, or no step for level 0. */
    EditedCard steps(int level) {
        return inTheEnd(a -> new CpsApplication(
                a.aid(),
                a.transportKeys(),
                a.owner(),
                level == 0 ? List.of() : List.of(atLevel(a.steps().get(0), level)),
                a.logData(),
                a.dgis(),
                a.macSection()));
    }

    private static ProcessingStep atLevel(ProcessingStep step, int level) {
        ProcessingInstructions i = step.pdi();
        ProcessingInstructions changed = new ProcessingInstructions(
                i.order(), i.versionControl(), i.encrypt(), i.random(), i.group(), level, i.updateCplc());
        return new ProcessingStep(step.act(), step.req(), step.tag(), changed, step.pointer());
    }

    /** Writes bytes over the recovered block of a certificate or signature before it is hashed and signed again. */
    EditedCard signed(String tag, int at, String hex) {
        ByteString bytes = ByteString.fromHex(hex);
        blocks.merge(
                tag,
                block -> ByteString.concat(block.slice(0, at), bytes, block.slice(at + bytes.size())),
                (one, other) -> block -> other.apply(one.apply(block)));
        return this;
    }

    private EditedCard inTheEnd(UnaryOperator<CpsApplication> change) {
        UnaryOperator<CpsApplication> before = last;
        last = application -> change.apply(before.apply(application));
        return this;
    }

    /** Has a PIN-encipherment key certified beside the key for signatures, in a record of its own. */
    EditedCard withPinKey() {
        return replace("9104", "18010500", "18010600")
                .put(
                        "0306",
                        record(ByteString.concat(
                                ByteString.fromHex("9F2D8190"), element("9F46"),
                                ByteString.fromHex("9F2E01"), element("9F47"),
                                ByteString.fromHex("9F2F1A"), element("9F48"))));
    }

    ByteString chip() {
        SIGNATURES.forEach(this::signAnew);
        List<Dgi> list = new ArrayList<>();
        dgis.forEach((id, value) -> list.add(new Dgi(DgiId.of(id), value)));
        CpsApplication a = worked.applications().get(0);
        CpsApplication changed = last.apply(new CpsApplication(
                a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), list, a.macSection()));
        return CpsRecordCodec.encode(CpsRecord.of(worked.header(), List.of(changed)));
    }

    private void signAnew(Signature what) {
        ByteString old = element(what.tag());
        if (old.isEmpty()) {
            return;
        }
        ByteString block = power(old, what.signer(), ".e");
        ByteString patched =
                blocks.getOrDefault(what.tag(), UnaryOperator.identity()).apply(block);
        ByteString signed = patched.slice(1, patched.size() - 21);
        for (String tag : what.behind()) {
            signed = signed.plus(element(tag));
        }
        ByteString hash = Sha.sha1(what.overStaticData() ? signed.plus(staticData()) : signed);
        ByteString whole =
                ByteString.concat(patched.slice(0, patched.size() - 21), hash, patched.slice(patched.size() - 1));
        ByteString fresh = power(whole, what.signer(), ".d");
        String place = what.tag() + TlvWriter.length(old.size()).toHex();
        dgis.replaceAll(
                (id, value) -> ByteString.fromHex(value.toHex().replace(place + old.toHex(), place + fresh.toHex())));
    }

    /** EMV 4.4 Book 3, 10.3: the records that the file locator marks, and the interchange profile where 9F4A names it. */
    private ByteString staticData() {
        ByteString answer = value("9104");
        ByteString locator = tlv(TlvReader.read(answer), "94").orElse(ByteString.EMPTY);
        ByteString data = ByteString.EMPTY;
        for (int at = 0; at + 4 <= locator.size(); at += 4) {
            for (int i = 0; i < locator.unsignedAt(at + 3); i++) {
                String dgi = String.format(
                        Locale.ROOT, "%02X%02X", locator.unsignedAt(at) >> 3, locator.unsignedAt(at + 1) + i);
                data = data.plus(content(value(dgi)));
            }
        }
        boolean profile = element("9F4A").toHex().equals("82");
        return profile ? data.plus(tlv(TlvReader.read(answer), "82").orElse(ByteString.EMPTY)) : data;
    }

    /** The value of a tag in the records; no bytes when none has it. */
    ByteString element(String tag) {
        return dgis.values().stream()
                .filter(value -> value.startsWith(ByteString.fromHex("70")))
                .flatMap(value -> tlv(TlvReader.read(content(value)), tag).stream())
                .findFirst()
                .orElse(ByteString.EMPTY);
    }

    private static Optional<ByteString> tlv(List<Tlv> list, String tag) {
        return list.stream()
                .filter(tlv -> tlv.tag().toString().equals(tag))
                .map(Tlv::value)
                .findFirst();
    }

    static ByteString record(ByteString content) {
        return Tlv.of("70", content).encode();
    }

    private static ByteString content(ByteString record) {
        return TlvReader.read(record).get(0).value();
    }

    private static ByteString power(ByteString block, String signer, String exponent) {
        ByteString n = KEYS.hex(signer + ".n");
        BigInteger result =
                new BigInteger(1, block.toByteArray()).modPow(number(KEYS.hex(signer + exponent)), number(n));
        String hex = result.toString(16).toUpperCase(Locale.ROOT);
        return ByteString.fromHex("0".repeat(2 * n.size() - hex.length()) + hex);
    }

    private static BigInteger number(ByteString bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }
}
