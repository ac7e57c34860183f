package org.cardwright.perso.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.Seeded;
import org.cardwright.perso.TestModule;
import org.cardwright.perso.file.ManifestHead.Counts;

/** A batch of made-up records in two groups, one with every channel and the combined file, one with the chip only. */
final class SampleBatch {

    static final TestModule MODULE = new TestModule();

    private static final ByteString EMBOSS_HEAD = ByteString.ascii("#DCL#08\"#END#@@@@@@\r\n");
    private static final ByteString LASER_HEAD = ByteString.ascii("<?xml version=\"1.0\"?>\n<laser-cards>\n");
    private static final ByteString LASER_FOOT = ByteString.ascii("</laser-cards>\n");

    static final List<GroupFiles> GROUPS = List.of(
            new GroupFiles(
                    "visa-white",
                    Map.of(
                            Channel.CHIP,
                            GroupFiles.Frame.NONE,
                            Channel.EMBOSS,
                            new GroupFiles.Frame(EMBOSS_HEAD, ByteString.EMPTY),
                            Channel.LASER,
                            new GroupFiles.Frame(LASER_HEAD, LASER_FOOT),
                            Channel.TRACK,
                            GroupFiles.Frame.NONE),
                    true),
            new GroupFiles("mc-blue", Map.of(Channel.CHIP, GroupFiles.Frame.NONE), false));

    final Path parent;
    final List<PersoRecord> records;

    private SampleBatch(Path parent, List<PersoRecord> records) {
        this.parent = parent;
        this.records = records;
    }

    static SampleBatch of(Path parent, int cards) {
        Random random = new Random(7);
        List<RecordMac.Unbound> unbound = new ArrayList<>();
        for (int i = 1; i <= cards; i++) {
            boolean all = i % 3 != 0;
            // every seventh place was refused on the way, so indexes have gaps
            unbound.add(new RecordMac.Unbound(
                    i + i / 7, "A-" + i, all ? "visa-white" : "mc-blue", all ? all(random, i) : chip(random)));
        }
        return new SampleBatch(parent, new RecordMac(MODULE, TestModule.RECORD_KEY, "bank-one").bind(unbound));
    }

    private static Map<Channel, ByteString> all(Random random, int i) {
        Map<Channel, ByteString> channels = new EnumMap<>(chip(random));
        channels.put(Channel.EMBOSS, ByteString.ascii("#DCC##EMB#CARD " + i + "\"#END#@@@@@@\r\n"));
        channels.put(Channel.LASER, ByteString.ascii("  <card order=\"A-" + i + "\"></card>\n"));
        channels.put(Channel.TRACK, ByteString.ascii(";" + i + "?\r\n"));
        return channels;
    }

    private static Map<Channel, ByteString> chip(Random random) {
        return Map.of(Channel.CHIP, Seeded.bytes(random, 50, 90));
    }

    Path work() {
        return parent.resolve("0123456789abcdef.part");
    }

    Path target() {
        return parent.resolve("0123456789abcdef");
    }

    /** Appends all records in chunks of ten. */
    Map<String, Long> append(CrashPoint crash) throws IOException {
        return append(0, Map.of(), crash);
    }

    /** Appends the records from {@code done} on. */
    Map<String, Long> append(int done, Map<String, Long> committed, CrashPoint crash) throws IOException {
        try (PersoFileWriter writer = PersoFileWriter.open(work(), GROUPS, committed, crash)) {
            for (int from = done; from < records.size(); from += 10) {
                writer.append(records.subList(from, Math.min(from + 10, records.size())));
            }
            return writer.positions();
        }
    }

    SealRequest request(Map<String, Long> positions) {
        ManifestHead head = new ManifestHead(
                "ab".repeat(32),
                "bank-one",
                ByteString.repeat(0x11, 32),
                "bank-one-csv/1",
                List.of(new ManifestHead.Profile("visa-sda", 3, ByteString.repeat(0x22, 32))),
                new Counts(records.size() + 2, records.size(), 2, 0, 0),
                List.of(new ManifestHead.Key("bureau.kek2/1", "K0", "TDES_ZEROS", "08D7B4")));
        return new SealRequest(
                work(),
                target(),
                GROUPS,
                positions,
                head,
                List.of(
                        new RejectsFile.Row(7, "A-x", "PAN", "R-101", "check digit wrong"),
                        new RejectsFile.Row(14, "=cmd()", "", "R-900", "unreadable, \"really\"")),
                TestModule.RECORD_KEY,
                TestModule.SIGNING_KEY);
    }

    boolean seal(Map<String, Long> positions, CrashPoint crash) throws IOException {
        return new PersoFileSeal(MODULE, crash).seal(request(positions), records.iterator(), directory -> List.of());
    }

    /** What the manifest of a batch says of each card. */
    static List<Manifest.RecordEntry> entries(Path directory) throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(directory.resolve(Manifest.NAME), entries::add);
        return entries;
    }

    /** Every file of a directory with its content in hexadecimal. */
    static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        directory.relativize(file).toString(),
                        ByteString.of(Files.readAllBytes(file)).toHex());
            }
        }
        return contents;
    }
}
