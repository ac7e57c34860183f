package org.cardwright.jobs.scorecard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.MacSection;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.json.CanonicalJson;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.perso.surface.MagneticStripe;
import org.cardwright.perso.surface.StripeTrack;

/** Every codec of the product with a maker of random valid values. */
final class Codecs {

    private static final String TRACK_1 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-";

    private final CpsRecord sample;
    private final List<Codec> all = new ArrayList<>();

    /** A value before and after its way through the codec. */
    record Pair(Object before, Object after) {}

    /** Makes a value and sends it through. */
    interface Maker {
        Pair of(Random random);
    }

    /**
     * One codec.
     *
     * @param name what it writes
     * @param values how many at full size
     * @param maker makes and converts
     */
    record Codec(String name, int values, Maker maker) {}

    /** Takes the shape of a record from a made batch. */
    Codecs(MadeBatch made) throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(made.directory().resolve(Manifest.NAME), entries::add);
        Manifest.RecordEntry entry = entries.get(0);
        ByteString file = ByteString.of(Files.readAllBytes(made.directory().resolve(entry.file())));
        this.sample = CpsRecordCodec.decode(file.slice(0, entry.length()));
    }

    List<Codec> all() {
        numbers();
        tables();
        tracks();
        records();
        add("JSON", Codecs::json);
        return all;
    }

    private void add(String name, Maker maker) {
        all.add(new Codec(name, 1_000_000, maker));
    }

    private void numbers() {
        add("hexadecimal", random -> {
            ByteString bytes = bytes(random, random.nextInt(40));
            return new Pair(bytes, ByteString.fromHex(bytes.toHex()));
        });
        add("n", random -> {
            String digits = digits(random, 2 * (1 + random.nextInt(10)));
            return new Pair(digits, Bcd.decode(Bcd.encode(digits)));
        });
        add("cn", random -> {
            String digits = digits(random, 1 + random.nextInt(19));
            return new Pair(digits, CompressedNumeric.decode(CompressedNumeric.encode(digits, 10)));
        });
    }

    private void tables() {
        add("TLV", random -> {
            List<Tlv> objects = objects(random, 3);
            return new Pair(objects, TlvReader.read(TlvWriter.encode(objects)));
        });
        add("DOL", random -> {
            Dol dol = new Dol(IntStream.rangeClosed(0, random.nextInt(12))
                    .mapToObj(i -> new Dol.Entry(new Tag(0x9F01 + i), 1 + random.nextInt(20)))
                    .toList());
            return new Pair(dol, Dol.decode(dol.encode()));
        });
        add("AFL", random -> {
            List<ApplicationFileLocator.Entry> entries = new ArrayList<>();
            for (int sfi = 1; sfi <= 1 + random.nextInt(10); sfi++) {
                int first = 1 + random.nextInt(4);
                int last = first + random.nextInt(4);
                entries.add(new ApplicationFileLocator.Entry(sfi, first, last, random.nextInt(last - first + 2)));
            }
            ApplicationFileLocator locator = new ApplicationFileLocator(entries);
            return new Pair(locator, ApplicationFileLocator.decode(locator.encode()));
        });
        add("CVM list", random -> {
            String rules = "4103 4203 4403 5E03 1F03 0203 4106"
                    .substring(5 * random.nextInt(7))
                    .replace(" ", "");
            ByteString value = bytes(random, 3).plus(ByteString.fromHex("00")).plus(bytes(random, 3));
            ByteString list = ByteString.fromHex("00").plus(value).plus(ByteString.fromHex(rules));
            return new Pair(list, CvmList.decode(list).encode());
        });
    }

    private void tracks() {
        add("track 1", random -> {
            String name = text(random, 2 + random.nextInt(10)).strip() + "/AB";
            String track = "B" + pan(random).digits() + "^" + name + "^"
                    + date(random).yymm() + "201" + digits(random, random.nextInt(12));
            return new Pair(track, Track1.parse(track).text());
        });
        add("track 2", random -> {
            Track2 track = track2(random);
            return new Pair(track, Track2.parse(track.text()));
        });
        add("track 2 equivalent", random -> {
            Track2EquivalentData data = new Track2EquivalentData(track2(random));
            return new Pair(data, Track2EquivalentData.decode(data.encode()));
        });
        add("stripe 1", random -> stripe(StripeTrack.TRACK_1, text(random, random.nextInt(70))));
        add("stripe 2", random -> stripe(StripeTrack.TRACK_2, digits(random, random.nextInt(36))));
        add("stripe 3", random -> stripe(StripeTrack.TRACK_3, digits(random, random.nextInt(100))));
    }

    private static Pair stripe(StripeTrack track, String text) {
        return new Pair(text, MagneticStripe.decode(track, MagneticStripe.encode(track, text)));
    }

    private void records() {
        add("DGI", random -> {
            List<Dgi> dgis = dgis(random);
            return new Pair(dgis, Dgi.decodeAll(Dgi.encodeAll(dgis)));
        });
        add("MAC section", random -> {
            MacSection section = new MacSection(bytes(random, 16), bytes(random, 8));
            return new Pair(section, MacSection.decode(section.encode()));
        });
        add("CPS record", random -> {
            CpsApplication a = sample.applications().get(0);
            CpsApplication changed = new CpsApplication(
                    bytes(random, 5 + random.nextInt(12)),
                    a.transportKeys(),
                    a.owner(),
                    a.steps(),
                    a.logData(),
                    dgis(random),
                    a.macSection());
            CpsRecord record = CpsRecord.of(sample.header(), List.of(changed));
            return new Pair(record, CpsRecordCodec.decode(CpsRecordCodec.encode(record)));
        });
        add("staged record", random -> {
            Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
            channels.put(Channel.CHIP, bytes(random, 1 + random.nextInt(300)));
            channels.put(Channel.values()[random.nextInt(Channel.values().length)], bytes(random, random.nextInt(200)));
            PersoRecord record = new PersoRecord(
                    1 + random.nextInt(1_000_000),
                    "A-" + random.nextInt(),
                    "group",
                    channels,
                    bytes(random, 32),
                    bytes(random, 32));
            return new Pair(record, PersoRecord.decode(record.encode()));
        });
    }

    /** The canonical form read and written again is itself, and says the same. RFC 8785. */
    private static Pair json(Random random) {
        String text = IntStream.range(0, random.nextInt(20))
                .mapToObj(i -> String.valueOf(
                        (char) (random.nextInt(3) == 0 ? random.nextInt(0xD7FF) : ' ' + random.nextInt(95))))
                .reduce("", String::concat);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JsonWriter.canonical(out)
                    .beginObject()
                    .member("number", random.nextInt())
                    .member("text", text)
                    .endObject();
            byte[] written = out.toByteArray();
            ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
            CanonicalJson.write(() -> new ByteArrayInputStream(written), "signature", rewritten);
            byte[] again = rewritten.toByteArray();
            String read = JsonObject.parse(new ByteArrayInputStream(again)).string("text");
            return new Pair(
                    text + ByteString.of(written).toHex(),
                    read + ByteString.of(again).toHex());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static List<Tlv> objects(Random random, int depth) {
        List<Tlv> objects = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            objects.add(
                    depth > 0 && random.nextBoolean()
                            ? Tlv.template(Tag.of("70"), objects(random, depth - 1))
                            : new Tlv(new Tag(0x9F01 + random.nextInt(0x7F)), bytes(random, random.nextInt(300))));
        }
        return objects;
    }

    private static List<Dgi> dgis(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(i -> new Dgi(new DgiId(0x9000 + i), bytes(random, random.nextInt(600))))
                .toList();
    }

    private static Track2 track2(Random random) {
        return new Track2(pan(random), date(random), new ServiceCode("201"), digits(random, random.nextInt(10)));
    }

    private static ExpirationDate date(Random random) {
        return new ExpirationDate(YearMonth.of(2026 + random.nextInt(20), 1 + random.nextInt(12)));
    }

    private static Pan pan(Random random) {
        String digits = "999999" + digits(random, 6 + random.nextInt(7));
        int check = IntStream.range(0, 10)
                .filter(digit -> Pan.hasValidCheckDigit(digits + digit))
                .findFirst()
                .orElseThrow();
        return Pan.of(digits + check);
    }

    private static String digits(Random random, int length) {
        StringBuilder digits = new StringBuilder();
        random.ints(length, 0, 10).forEach(digits::append);
        return digits.toString();
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, TRACK_1.length()).forEach(i -> text.append(TRACK_1.charAt(i)));
        return text.toString();
    }

    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }
}
