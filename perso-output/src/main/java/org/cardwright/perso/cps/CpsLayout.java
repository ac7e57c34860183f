package org.cardwright.perso.cps;

import static org.cardwright.perso.cps.FieldForms.ascii;
import static org.cardwright.perso.cps.FieldForms.bytes;
import static org.cardwright.perso.cps.FieldForms.counted;
import static org.cardwright.perso.cps.FieldForms.oneByte;
import static org.cardwright.perso.cps.FieldForms.prefixed;
import static org.cardwright.perso.cps.FieldForms.repeated;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.Structure.Field;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * Sections 2 and 3 of a record as tables.
 *
 * <p>EMV CPS, sections 2 and 3 of the record. The names are those of the specification.
 */
final class CpsLayout {

    /** Fields 4 to 9 of section 2. */
    record Header(ByteString crn, String status, List<ByteString> pids, List<ByteString> aids) {}

    /** Section 2 from the header length on, and the sections 3. */
    record Body(Header header, List<CpsApplication> applications) {}

    /** Everything behind section 1. */
    record IccData(String vnl, Body body) {}

    private record KeySection(ByteString aid, List<TransportKeyEntry> keys) {}

    private record StepSection(ByteString owner, List<ProcessingStep> steps) {}

    private final Structure<IccData> iccData;

    CpsLayout(int tkidBytes) {
        iccData = iccData(body(section3(keySection(tkEntry(tkidBytes)))));
    }

    Structure<IccData> iccData() {
        return iccData;
    }

    private static Structure<IccData> iccData(Structure<Body> body) {
        Field<IccData, String> vnl = new Field<>("VNL", ascii(4), "version number of the layout, 02.1", IccData::vnl);
        Field<IccData, Body> total =
                new Field<>("total length", prefixed(2, body), "rest of section 2, all sections 3", IccData::body);
        return new Structure<>("IC-card data", List.of(vnl, total), f -> new IccData(f.get(vnl), f.get(total)));
    }

    private static Structure<Body> body(Structure<CpsApplication> section3) {
        Field<Body, Header> header =
                new Field<>("header length", prefixed(2, header()), "fields 4 to 9 of section 2", Body::header);
        Field<Body, List<CpsApplication>> sections = new Field<>(
                "L_section3", repeated(prefixed(2, section3)), "one section 3 per application", Body::applications);
        return new Structure<>("section 2", List.of(header, sections), f -> new Body(f.get(header), f.get(sections)));
    }

    private static Structure<Header> header() {
        Field<Header, ByteString> crn = new Field<>("L_CRN, CRN", prefixed(1), "card reference number", Header::crn);
        Field<Header, String> status = new Field<>("STATUScoll", ascii(2), "collation status, 00", Header::status);
        Field<Header, List<ByteString>> pids =
                new Field<>("NUMBERpid", counted(prefixed(1)), "processing or personalizer identifiers", Header::pids);
        Field<Header, List<ByteString>> aids =
                new Field<>("NUMBERaid", counted(prefixed(1)), "application identifiers", Header::aids);
        return new Structure<>(
                "section 2 header",
                List.of(crn, status, pids, aids),
                f -> new Header(f.get(crn), f.get(status), f.get(pids), f.get(aids)));
    }

    private static Structure<CpsApplication> section3(Structure<KeySection> keySection) {
        Field<CpsApplication, KeySection> keys = new Field<>(
                "3a.1", prefixed(1, keySection), "transport keys", a -> new KeySection(a.aid(), a.transportKeys()));
        Field<CpsApplication, StepSection> steps = new Field<>(
                "3a.2", prefixed(2, stepSection()), "processing steps", a -> new StepSection(a.owner(), a.steps()));
        Field<CpsApplication, ByteString> log = new Field<>("3b", prefixed(2), "LOGDATA", CpsApplication::logData);
        Field<CpsApplication, List<Dgi>> data =
                new Field<>("3c", prefixed(2, new DataObjectForm()), "application data", CpsApplication::dgis);
        Field<CpsApplication, ByteString> mac =
                new Field<>("3d", prefixed(1), "MACkey and MACINP, normally none", CpsApplication::macSection);
        return new Structure<>(
                "section 3",
                List.of(keys, steps, log, data, mac),
                f -> new CpsApplication(
                        f.get(keys).aid(),
                        f.get(keys).keys(),
                        f.get(steps).owner(),
                        f.get(steps).steps(),
                        f.get(log),
                        f.get(data),
                        f.get(mac)));
    }

    private static Structure<KeySection> keySection(Structure<TransportKeyEntry> entry) {
        Field<KeySection, ByteString> aid =
                new Field<>("L_AID, AID", prefixed(1), "application identifier", KeySection::aid);
        Field<KeySection, List<TransportKeyEntry>> keys = new Field<>(
                "L_TKDATA", prefixed(1, new TransportKeyDataForm(repeated(entry))), "TKDATA", KeySection::keys);
        return new Structure<>("3a.1", List.of(aid, keys), f -> new KeySection(f.get(aid), f.get(keys)));
    }

    private static Structure<TransportKeyEntry> tkEntry(int tkidBytes) {
        Field<TransportKeyEntry, ByteString> tkid =
                new Field<>("TKID", bytes(tkidBytes), "transport key identifier", TransportKeyEntry::tkid);
        Field<TransportKeyEntry, Integer> type = new Field<>("TYPEtk", oneByte(), "20", TransportKeyEntry::type);
        Field<TransportKeyEntry, Integer> cmode =
                new Field<>("CMODE", oneByte(), "11 = ECB, 10 = CBC", TransportKeyEntry::cmode);
        Field<TransportKeyEntry, List<DgiId>> dgis =
                new Field<>("NUMBERdgi", counted(new DgiIdForm()), "DGIs under this key", TransportKeyEntry::dgis);
        return new Structure<>(
                "transport key",
                List.of(tkid, type, cmode, dgis),
                f -> new TransportKeyEntry(f.get(tkid), f.get(type), f.get(cmode), f.get(dgis)));
    }

    private static Structure<StepSection> stepSection() {
        Field<StepSection, ByteString> owner =
                new Field<>("L_IDowner, IDowner", prefixed(1), "owner of the application", StepSection::owner);
        Field<StepSection, List<ProcessingStep>> steps = new Field<>(
                "L_steps", prefixed(2, repeated(prefixed(1, StepLayout.STEP))), "steps", StepSection::steps);
        return new Structure<>("3a.2", List.of(owner, steps), f -> new StepSection(f.get(owner), f.get(steps)));
    }

    private record DgiIdForm() implements FieldForm<DgiId> {
        @Override
        public ByteString encode(String field, DgiId value) {
            return value.bytes();
        }

        @Override
        public DgiId decode(String field, FieldReader in) {
            return new DgiId(in.number(field, DgiId.BYTES));
        }

        @Override
        public String words() {
            return "DGI (2)";
        }
    }
}
