package org.cardwright.perso.cps;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsLayout.Body;
import org.cardwright.perso.cps.CpsLayout.Header;
import org.cardwright.perso.cps.CpsLayout.IccData;

/**
 * Writes and reads the personalization record of one card, byte for byte.
 *
 * <p>EMV CPS, personalization record. The tables are in {@link CpsLayout} and {@link StepLayout}.
 */
public final class CpsRecordCodec {

    /** Most bytes of a record behind section 1: VNL, total length, 65535. */
    public static final int MAX_ICC_DATA_BYTES = 4 + 2 + 0xFFFF;

    private static final Map<Integer, CpsLayout> LAYOUTS = new ConcurrentHashMap<>();
    private static final String LCCA = "LCCA";

    private CpsRecordCodec() {}

    /**
     * The record as it stands in the chip file.
     *
     * @throws IllegalArgumentException when a value does not fit its field, or transport key identifiers differ in length
     */
    public static ByteString encode(CpsRecord value) {
        Header header = new Header(
                value.crn(),
                value.status(),
                value.pids(),
                value.applications().stream().map(CpsApplication::aid).toList());
        IccData data = new IccData(value.vnl(), new Body(header, value.applications()));
        ByteString bytes = layout(tkidBytes(value)).iccData().encode("record", data);
        return value.header().present() ? section1(value.header(), bytes.size()).plus(bytes) : bytes;
    }

    /**
     * A record whose form is found out from its bytes.
     *
     * @throws MalformedRecordException when it is not one whole record
     */
    public static CpsRecord decode(ByteString bytes) {
        return decode(bytes, RecordFormDetector.detect(bytes));
    }

    /**
     * A record of a known form.
     *
     * @throws MalformedRecordException when it is not one whole record of that form
     */
    public static CpsRecord decode(ByteString bytes, RecordForm form) {
        return decode(bytes, form, FieldReader.Trace.NONE);
    }

    static CpsRecord decode(ByteString bytes, RecordForm form, FieldReader.Trace trace) {
        FieldReader in = FieldReader.over(bytes, trace);
        ModuleHeader section1 = form.hasHeader() ? readSection1(in, form) : ModuleHeader.ABSENT;
        IccData data = layout(form.tkidBytes()).iccData().decode("record", in);
        in.requireEnd("record");
        Header header = data.body().header();
        List<CpsApplication> applications = data.body().applications();
        if (!header.aids().equals(applications.stream().map(CpsApplication::aid).toList())) {
            throw new MalformedRecordException(
                    "NUMBERaid", form.headerBytes(), "the AIDs of the sections 3 in their order");
        }
        return new CpsRecord(section1, data.vnl(), header.crn(), header.status(), header.pids(), applications);
    }

    private static CpsLayout layout(int tkidBytes) {
        return LAYOUTS.computeIfAbsent(tkidBytes, CpsLayout::new);
    }

    private static int tkidBytes(CpsRecord value) {
        List<Integer> lengths = value.applications().stream()
                .flatMap(a -> a.transportKeys().stream())
                .map(k -> k.tkid().size())
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            throw new IllegalArgumentException("transport key identifiers of one record have the same length");
        }
        return lengths.isEmpty() ? RecordForm.USUAL.tkidBytes() : lengths.get(0);
    }

    private static ByteString section1(ModuleHeader header, int size) {
        String digits = String.format(Locale.ROOT, "%0" + header.lccaWidth() + "d", size);
        FieldForms.require(digits.length() == header.lccaWidth(), LCCA, header.lccaWidth() + " digits");
        return header.micBytes().plus(ByteString.ascii(digits));
    }

    private static ModuleHeader readSection1(FieldReader in, RecordForm form) {
        int at = in.offset();
        String mic = FieldForms.ascii(form.micBytes()).decode("MIC", in);
        in.trace().field("MIC", at, form.micBytes());
        int lccaAt = in.offset();
        String digits = in.take(LCCA, form.lccaWidth()).toAscii();
        in.trace().field(LCCA, lccaAt, form.lccaWidth());
        if (!RecordFormDetector.isNumber(digits) || Integer.parseInt(digits) != in.left()) {
            throw new MalformedRecordException(LCCA, lccaAt, form.lccaWidth() + " digits that say " + in.left());
        }
        return new ModuleHeader(mic, form.lccaWidth(), true);
    }
}
