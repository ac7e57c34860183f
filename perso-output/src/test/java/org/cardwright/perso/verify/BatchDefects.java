package org.cardwright.perso.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.GroupFiles.Frame;
import org.cardwright.perso.file.Manifest;

/** One wrong thing in a batch that is sound otherwise; hashes and signature are those of what is there, wrong as it is. */
final class BatchDefects {

    private static final String LEAF = "\"leaf\":\"[0-9a-f]{8}";

    private BatchDefects() {}

    /** Which cards are in the batch. */
    enum Cards {
        /** Nothing is wrong with them. */
        SOUND,
        /** One card for two orders. */
        ONE_CARD,
        /** Two cards with one key. */
        ONE_KEY,
        /** Two certificates with one serial number. */
        ONE_SERIAL
    }

    /** What is done to it. */
    @FunctionalInterface
    interface Change {
        /** Changes the batch. */
        void apply(SealedBatchEdit batch) throws IOException;
    }

    /** One wrong batch. */
    record Defect(VerificationRule rule, String what, Cards cards, Change change) {}

    static Map<Cards, Path> seal(Path parent) throws IOException {
        Map<Cards, Path> batches = new EnumMap<>(Cards.class);
        for (Cards cards : Cards.values()) {
            batches.put(cards, batch(cards).seal(parent.resolve(cards.name())));
        }
        return batches;
    }

    private static SealedBatch batch(Cards cards) {
        EditedCard visa = EditedCard.visa();
        EditedCard mastercard = EditedCard.mastercard();
        return switch (cards) {
            case SOUND -> sound();
            case ONE_CARD -> two(chip(1), chip(1));
            case ONE_KEY ->
                two(visa.chip(), mastercard.signed("9F46", 14, "000002").chip());
            case ONE_SERIAL ->
                two(
                        visa.chip(),
                        mastercard.replace("0305", "9F481AD6", "9F481AD7").chip());
        };
    }

    private static ByteString chip(int number) {
        return SdaCards.channels(number).getOrDefault(Channel.CHIP, ByteString.EMPTY);
    }

    private static SealedBatch two(ByteString one, ByteString other) {
        return new SealedBatch()
                .card("A-1", "g", Map.of(Channel.CHIP, one))
                .card("A-2", "g", Map.of(Channel.CHIP, other));
    }

    private static SealedBatch sound() {
        Map<Channel, Frame> frames = new EnumMap<>(Channel.class);
        frames.put(Channel.CHIP, Frame.NONE);
        frames.put(Channel.EMBOSS, new Frame(ByteString.ascii("#DCL#\"#END#@@@@@@\r\n"), ByteString.EMPTY));
        return new SealedBatch()
                .group(new GroupFiles("g", frames, true))
                .card("A-1", "g", channels(1))
                .card("A-2", "g", channels(2));
    }

    private static Map<Channel, ByteString> channels(int number) {
        Map<Channel, ByteString> channels = SdaCards.channels(number);
        channels.keySet().retainAll(List.of(Channel.CHIP, Channel.EMBOSS));
        return channels;
    }

    static List<Defect> all() {
        return Stream.of(manifest(), files(), index(), contents(), cards())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Defect> manifest() {
        return List.of(
                defect(VerificationRule.MANIFEST_READABLE, "a comma too many", BatchDefects::comma),
                defect(VerificationRule.MANIFEST_READABLE, "a blank, which no JSON forbids", BatchDefects::blank),
                defect(VerificationRule.MANIFEST_SIGNATURE, "another layout, not signed", BatchDefects::unsigned),
                defect(VerificationRule.MANIFEST_KEY, "signed by somebody else", ForeignSignature::sign));
    }

    private static List<Defect> files() {
        return List.of(
                defect(VerificationRule.FILE_MISSING, "a file that is not there", BatchDefects::missing),
                defect(
                        VerificationRule.FILE_UNKNOWN,
                        "a file that nobody names",
                        batch -> Files.writeString(batch.path("g/notes.txt"), "x")),
                defect(
                        VerificationRule.FILE_UNKNOWN,
                        "a directory for nothing",
                        batch -> Files.createDirectory(batch.path("g/more"))),
                defect(
                        VerificationRule.FILE_ALTERED,
                        "another hash",
                        batch -> batch.manifest(
                                json -> json.replaceFirst("(emboss[^}]*\"sha256\":\")[0-9a-f]{8}", "$100000000"))));
    }

    private static List<Defect> index() {
        return List.of(
                defect(
                        VerificationRule.COUNTS,
                        "one card more than there is",
                        batch -> batch.manifest(json ->
                                json.replace("\"good\":2,\"held\":0,\"in\":3", "\"good\":3,\"held\":0,\"in\":4"))),
                defect(
                        VerificationRule.COUNTS,
                        "a file with one record less",
                        batch -> batch.manifest(json -> json.replaceFirst("(emboss[^}]*\"records\":)2", "$11"))),
                defect(
                        VerificationRule.RECORD_INDEX,
                        "a gap",
                        batch -> batch.manifest(json -> json.replace("\"index\":2", "\"index\":3"))),
                defect(
                        VerificationRule.RECORD_PLACE,
                        "a record that begins a byte later",
                        batch -> batch.manifest(
                                json -> json.replaceFirst("\"offset\":([1-9][0-9]*)", "\"offset\":1$1"))),
                defect(
                        VerificationRule.MERKLE_ROOT,
                        "another root",
                        batch -> batch.manifest(
                                json -> json.replaceFirst("(merkle_root\":\")[0-9a-f]{8}", "$100000000"))),
                defect(
                        VerificationRule.LEAF,
                        "another leaf under a root that fits",
                        batch -> batch.manifest(json -> json.replaceFirst(LEAF, "\"leaf\":\"00000000"))
                                .rooted()));
    }

    private static List<Defect> contents() {
        return List.of(
                defect(
                        VerificationRule.REJECTS_FILE,
                        "another header",
                        batch -> batch.file("rejects.csv", "record,order", "order,record")),
                defect(
                        VerificationRule.REJECTS_FILE,
                        "a line more",
                        batch -> batch.file("rejects.csv", "wrong\"\n", "wrong\"\n4,A-4,PAN,R-101,x\n")),
                defect(
                        VerificationRule.COMBINED_RECORD,
                        "embossing of another card",
                        batch -> batch.file(GROUP_COMBINED, "12/25", "11/25")));
    }

    private static List<Defect> cards() {
        return List.of(
                defect(
                        VerificationRule.ORDER_TWICE,
                        "two cards",
                        batch -> batch.manifest(json -> json.replace("\"order\":\"A-2\"", "\"order\":\"A-1\""))
                                .leaves()),
                new Defect(VerificationRule.CARD_TWICE, "two orders", Cards.ONE_CARD, batch -> {}),
                new Defect(VerificationRule.KEY_TWICE, "two cards", Cards.ONE_KEY, batch -> {}),
                new Defect(VerificationRule.SERIAL_TWICE, "two cards", Cards.ONE_SERIAL, batch -> {}));
    }

    private static final String GROUP_COMBINED = "g/" + GroupFiles.COMBINED_FILE_NAME;

    private static Defect defect(VerificationRule rule, String what, Change change) {
        return new Defect(rule, what, Cards.SOUND, change);
    }

    private static void text(SealedBatchEdit batch, String from, String to) throws IOException {
        Path file = batch.path(Manifest.NAME);
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private static void comma(SealedBatchEdit batch) throws IOException {
        text(batch, "\"counts\":{", "\"counts\":{,");
    }

    private static void blank(SealedBatchEdit batch) throws IOException {
        text(batch, "\"counts\":{", "\"counts\": {");
    }

    private static void unsigned(SealedBatchEdit batch) throws IOException {
        text(batch, "\"layout\":\"test/1\"", "\"layout\":\"test/2\"");
    }

    private static void missing(SealedBatchEdit batch) throws IOException {
        batch.manifest(json -> json.replace(
                "\"files\":[",
                "\"files\":[{\"bytes\":0,\"path\":\"a.txt\",\"records\":0,\"sha256\":\"" + "00".repeat(32) + "\"},"));
    }
}
