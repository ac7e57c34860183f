package org.cardwright.jobs.scorecard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.MacSection;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.json.CanonicalJson;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.perso.show.TransportKeys;
import org.cardwright.perso.surface.MagneticStripe;
import org.cardwright.perso.surface.MalformedStripeException;
import org.cardwright.perso.surface.StripeTrack;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.OfflineDataVerifier;
import org.cardwright.sample.SampleData;

/** Everything of the product that reads bytes of others, with valid inputs to damage and the exceptions it declares. */
final class Parsers {

    private static final int MOST_RECORDS = 100_000;

    private final Path folder;
    private final MadeBatch made;
    private final List<Parser> all = new ArrayList<>();

    /** Something that reads or refuses. */
    interface Reading {
        void of(byte[] bytes) throws Exception;
    }

    /**
     * One parser.
     *
     * @param name what it reads
     * @param inputs how many damaged inputs it must survive at full size
     * @param valid inputs it accepts
     * @param declared what it may throw
     * @param reading the call
     */
    record Parser(String name, int inputs, List<byte[]> valid, List<Class<?>> declared, Reading reading) {}

    Parsers(Path folder, MadeBatch made) {
        this.folder = folder;
        this.made = made;
    }

    /** All of them. */
    List<Parser> all() throws IOException {
        binary();
        records();
        text();
        json();
        files();
        return all;
    }

    private void binary() {
        Class<?> malformed = MalformedTlvException.class;
        add("TLV", malformed, b -> TlvReader.read(b), "6F1A840E315041592E5359532E4444463031A5088801015F2D02656E");
        add("DOL", malformed, b -> Dol.decode(b), "9F02069F03069F1A0295055F2A029A039C019F3704");
        add("AFL", malformed, b -> ApplicationFileLocator.decode(b), "08010100100102011801050028010300");
        add("CVM list", malformed, b -> CvmList.decode(b), "000000000000000042014103440342031E031F00");
        add(
                "track 2 equivalent",
                malformed,
                b -> Track2EquivalentData.decode(b),
                "4761739001010119D25122011234512340000F");
        add("cn", IllegalArgumentException.class, b -> CompressedNumeric.decode(b), "4761739001010119FFFF");
        add("n", IllegalArgumentException.class, b -> Bcd.decode(b), "4761739001010119");
        add("DGI", MalformedRecordException.class, b -> Dgi.decodeAll(b), "910403820208800102047003500100");
        add("MAC section", MalformedRecordException.class, b -> MacSection.decode(b), "00".repeat(24));
        for (StripeTrack track : StripeTrack.values()) {
            ByteString coded = MagneticStripe.encode(track, "4761739001010119=25122011234512340000".substring(0, 30));
            add("stripe " + track, MalformedStripeException.class, b -> MagneticStripe.decode(track, b), coded.toHex());
        }
    }

    /** Takes bytes apart. */
    private interface OfBytes {
        Object of(ByteString bytes);
    }

    private void add(String name, Class<?> declared, OfBytes reading, String hex) {
        all.add(new Parser(
                name,
                10_000_000,
                List.of(ByteString.fromHex(hex).toByteArray()),
                List.of(declared),
                bytes -> reading.of(ByteString.of(bytes))));
    }

    private void records() throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(made.directory().resolve(Manifest.NAME), entries::add);
        List<byte[]> chips = new ArrayList<>();
        List<byte[]> staged = new ArrayList<>();
        for (Manifest.RecordEntry entry : entries) {
            ByteString file = ByteString.of(Files.readAllBytes(made.directory().resolve(entry.file())));
            ByteString chip = file.slice((int) entry.offset(), (int) entry.offset() + entry.length());
            chips.add(chip.toByteArray());
            Map<Channel, ByteString> channels = new EnumMap<>(Map.of(Channel.CHIP, chip));
            staged.add(new PersoRecord(1, entry.order(), entry.group(), channels, entry.leaf(), entry.leaf())
                    .encode()
                    .toByteArray());
        }
        List<Class<?>> malformed = List.of(MalformedRecordException.class);
        all.add(new Parser("CPS record", 10_000_000, chips, malformed, b -> CpsRecordCodec.decode(ByteString.of(b))));
        all.add(new Parser("staged record", 10_000_000, staged, malformed, b -> PersoRecord.decode(ByteString.of(b))));
        OfflineDataVerifier verifier = new OfflineDataVerifier(
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json"))));
        // findings, never an exception; RSA makes it a hundred times slower than the rest
        all.add(new Parser("verifier", 500_000, chips, List.of(), b -> verifier.verify(ByteString.of(b))));
    }

    private void text() throws IOException {
        Class<?> argument = IllegalArgumentException.class;
        all.add(text("track 1", argument, Track1::parse, "B4761739001010119^TEST/CARDHOLDER^25122011234500000000000"));
        all.add(text("track 2", argument, Track2::parse, "4761739001010119=25122011234512340000"));
        String vault =
                Files.readString(made.bureau().home().resolve("vault/keys/keys.vault"), StandardCharsets.US_ASCII);
        String block = vault.lines()
                .filter(line -> line.startsWith("key "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        Parser keyBlock = text("key block", KeyRefusedException.class, KeyBlock::parse, block);
        all.add(new Parser("key block", 10_000_000, keyBlock.valid(), keyBlock.declared(), keyBlock.reading()));
    }

    /** Takes a text apart. */
    private interface OfText {
        Object of(String text);
    }

    private static Parser text(String name, Class<?> declared, OfText reading, String valid) {
        return new Parser(
                name,
                1_000_000,
                List.of(valid.getBytes(StandardCharsets.ISO_8859_1)),
                List.of(declared),
                bytes -> reading.of(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private void json() throws IOException {
        byte[] manifest = Files.readAllBytes(made.directory().resolve(Manifest.NAME));
        byte[] keys = SampleData.bytes("keys-test-only/transport-keys.json");
        byte[] authorities = SampleData.bytes("keys-test-only/ca-public-keys.json");
        List<Class<?>> malformed = List.of(MalformedJsonException.class);
        all.add(new Parser(
                "JSON", 1_000_000, List.of(keys), malformed, b -> JsonObject.parse(new ByteArrayInputStream(b))));
        all.add(new Parser(
                "canonical JSON",
                1_000_000,
                List.of("{\"a\":[1,{\"b\":\"x\"}],\"signature\":\"00\",\"z\":true}".getBytes(StandardCharsets.UTF_8)),
                malformed,
                b -> CanonicalJson.write(
                        () -> new ByteArrayInputStream(b), "signature", OutputStream.nullOutputStream())));
        all.add(new Parser(
                "transport keys",
                1_000_000,
                List.of(keys),
                malformed,
                b -> TransportKeys.read(new ByteArrayInputStream(b)).close()));
        all.add(new Parser(
                "CA keys",
                1_000_000,
                List.of(authorities),
                malformed,
                b -> CaPublicKeys.read(new ByteArrayInputStream(b))));
        all.add(new Parser(
                "manifest",
                1_000_000,
                List.of(manifest),
                malformed,
                b -> Manifest.read(Files.write(folder.resolve("manifest"), b))));
    }

    /** The four forms are damaged a million times beside their readers; here as whole files through the public door. */
    private void files() throws IOException {
        Path config = made.bureau().home().resolve("config");
        Map<String, String> forms = Map.of("csv", "delimited", "dat", "fixed", "xml", "xml", "json", "json");
        for (Map.Entry<String, String> form : forms.entrySet()) {
            IssuerLayout layout = IssuerLayout.load(config.resolve("layouts/bank-one-" + form.getValue() + ".xml"));
            byte[] export = SampleData.bytes("exports/four-forms/orders." + form.getKey());
            all.add(new Parser(
                    "orders as " + form.getValue(),
                    200_000,
                    List.of(export),
                    List.of(MalformedFileException.class),
                    b -> readAll(b, form.getKey(), layout)));
        }
        all.add(definition("layout", config.resolve("layouts/bank-one-fixed.xml"), IssuerLayout::load));
        all.add(definition("surface", config.resolve("surfaces/classic-embossed.xml"), SurfaceLayoutFile::load));
    }

    private void readAll(byte[] bytes, String form, IssuerLayout layout) throws IOException {
        Path path = Files.write(folder.resolve("orders." + form), bytes);
        try (IssuerFile file = IssuerFiles.open(path, layout)) {
            Optional<IssuerFile.Item> item = file.next();
            for (int i = 0; i < MOST_RECORDS && item.isPresent(); i++) {
                item = file.next();
            }
            if (item.isPresent()) {
                throw new AssertionError("a file of a few records never ends");
            }
        }
    }

    /** Reads a definition file. */
    private interface OfFile {
        Object of(Path file) throws IOException;
    }

    private Parser definition(String name, Path valid, OfFile reading) throws IOException {
        return new Parser(
                name,
                100_000,
                List.of(Files.readAllBytes(valid)),
                List.of(MalformedFileException.class, IllegalArgumentException.class),
                b -> reading.of(Files.write(folder.resolve(name + ".xml"), b)));
    }
}
