package org.cardwright.jobs.scorecard;

import java.util.ArrayList;
import java.util.List;

/** The hand-made bugs of R24, each one that somebody has really written somewhere. */
final class Mutants {

    private static final String STEP = "pipeline/org.cardwright.pipeline.step.";
    private static final String LAUNCH = "pipeline/org.cardwright.pipeline.launch.";
    private static final String FILE = "perso-output/org.cardwright.perso.file.";
    private static final String ISSUER = "formats/org.cardwright.formats.issuer.";
    private static final String VERIFY = "perso-output/org.cardwright.perso.verify.";

    private Mutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(restart());
        all.addAll(databases());
        all.addAll(fileSystems());
        all.addAll(content());
        all.addAll(values());
        all.addAll(answers());
        all.addAll(chips());
        return List.copyOf(all);
    }

    /** What goes wrong when a run dies and comes back. */
    private static List<Mutant> restart() {
        return List.of(
                bug(
                        "R01",
                        "nobody repairs the executions of a run that was killed",
                        LAUNCH + "StaleRunRecovery",
                        "        if (instance == null) {",
                        "        if (instance == null || !batch.isEmpty()) {"),
                bug(
                        "R02",
                        "a segment is continued behind what a dead run left, not behind what was committed",
                        STEP + "SealedSegmentWriter",
                        "            file.setLength(committed.bytes());\n            file.seek(committed.bytes());",
                        "            file.seek(file.length());"),
                bug(
                        "R02",
                        "an output file is not cut back to its committed length",
                        FILE + "AppendOnlyFile",
                        "            channel.truncate(committed);\n            channel.force(true);\n"
                                + "            return new AppendOnlyFile(channel, committed);",
                        "            return new AppendOnlyFile(channel, channel.size());"),
                bug(
                        "R04",
                        "an execution whose commit was not answered stays UNKNOWN",
                        LAUNCH + "StaleRunRecovery",
                        "return status.isRunning() || status == BatchStatus.UNKNOWN;",
                        "return status.isRunning();"));
    }

    /** What goes wrong with the database. */
    private static List<Mutant> databases() {
        return List.of(
                bug(
                        "R03",
                        "a lost database is waited for",
                        "pipeline/org.cardwright.pipeline.ledger.Database",
                        "CONNECTION_TIMEOUT_MS = 3_000;",
                        "CONNECTION_TIMEOUT_MS = 90_000;"),
                bug(
                        "R09",
                        "several runs may hold the lock of a batch",
                        LAUNCH + "RunLock",
                        "pg_try_advisory_lock(",
                        "pg_try_advisory_lock_shared("));
    }

    /** What goes wrong with the file system. */
    private static List<Mutant> fileSystems() {
        return List.of(
                bug(
                        "R05",
                        "a full volume is taken for a finished write",
                        FILE + "AppendOnlyFile",
                        "            position += channel.write(buffer, position);",
                        """
                                    try {
                                        position += channel.write(buffer, position);
                                    } catch (IOException full) {
                                        position += buffer.remaining();
                                        return;
                                    }
                        """),
                bug(
                        "R06",
                        "a failed force of an output file is swallowed",
                        FILE + "AppendOnlyFile",
                        "        channel.force(false);",
                        """
                                try {
                                    channel.force(false);
                                } catch (IOException lost) {
                                    return;
                                }
                        """),
                forceInUpdate());
    }

    /** What was first measured of the chunk-oriented step: its context goes on although the force failed. Failure matrix, F. */
    private static Mutant forceInUpdate() {
        return bug(
                        "R06",
                        "files are forced in update(), and a chunk that was rolled back leaves its context advanced",
                        FILE + "AppendOnlyFile",
                        "        channel.force(false);",
                        "        OwnerOnlyFiles.UNFORCED.add(channel);")
                .and(FILE + "OwnerOnlyFiles", "    private OwnerOnlyFiles() {}", """
                            public static final java.util.Queue<FileChannel> UNFORCED =
                                    new java.util.concurrent.ConcurrentLinkedQueue<>();

                            private OwnerOnlyFiles() {}
                        """)
                .and(STEP + "WorkAdapter", "        replace(context, committed);\n        crashPoints", """
                                replace(context, committed);
                                try {
                                    while (!org.cardwright.perso.file.OwnerOnlyFiles.UNFORCED.isEmpty()) {
                                        org.cardwright.perso.file.OwnerOnlyFiles.UNFORCED.remove().force(false);
                                    }
                                } catch (IOException failed) {
                                    throw new UncheckedIOException(failed);
                                }
                                crashPoints\
                        """)
                .and(
                        STEP + "CheckpointGuard",
                        "            delegate.rollback(status);\n        } finally {\n            checkpoint.restore();",
                        "            delegate.rollback(status);\n        } finally {\n            checkpoint.stepName();");
    }

    /** What goes wrong around the content of files. */
    private static List<Mutant> content() {
        return List.of(
                bug(
                                "R13",
                                "staged cards are not encrypted",
                                STEP + "SealedSegmentWriter",
                                "segment.cipher().seal(segment.place(frame), value)",
                                "value")
                        .and(
                                STEP + "SealedSegmentReader",
                                "segment.cipher().open(segment.place(at.frames()), ByteString.of(sealed))",
                                "ByteString.of(sealed)"),
                bug(
                        "R14",
                        "a card that another batch has made is not looked up",
                        "pipeline/org.cardwright.pipeline.intake.Duplicates",
                        "Map<String, String> owners = orders.liveCards(prints);",
                        "Map<String, String> owners = new java.util.HashMap<>();"),
                bug(
                        "R16",
                        "a hidden file in a batch is passed over",
                        VERIFY + "ManifestRules",
                        "all.filter(p -> !p.equals(directory))",
                        "all.filter(p -> !p.getFileName().toString().startsWith(\".\") && !p.equals(directory))"),
                bug(
                        "R16",
                        "the MAC of a card is compared over its first four bytes",
                        FILE + "RecordMac",
                        "MessageDigest.isEqual(one.toByteArray(), other.toByteArray())",
                        "one.slice(0, 4).equals(other.slice(0, 4))"),
                bug(
                        "R17",
                        "files are made with the mode that the umask leaves",
                        FILE + "OwnerOnlyFiles",
                        "PosixFilePermissions.fromString(\"rw-------\")",
                        "PosixFilePermissions.fromString(\"rw-r--r--\")"));
    }

    /** What goes wrong inside values. */
    private static List<Mutant> values() {
        return List.of(
                bug(
                        "R11",
                        "a length is believed",
                        "formats/org.cardwright.formats.tlv.TlvReader",
                        "        if (length > end - at) {",
                        "        if (length > end) {"),
                bug(
                        "R12",
                        "an odd number of digits is padded with 0",
                        "formats/org.cardwright.formats.bytes.CompressedNumeric",
                        "\"F\".repeat(2 * bytes - digits.length())",
                        "\"0\".repeat(2 * bytes - digits.length())"),
                bug(
                        "R18",
                        "a transport key is asked for its direction only when it is used",
                        LAUNCH + "BatchKeyList",
                        "if (key.direction() != direction) {",
                        "if (key.direction() == KeyDirection.NONE && direction != KeyDirection.NONE) {"),
                bug(
                        "R19",
                        "the signature over the static data is not recovered",
                        VERIFY + "OfflineDataVerifier",
                        "if (card.announcesSda() && card.has(0x93)) {",
                        "if (card.announcesSda() && !card.has(0x93)) {"),
                bug(
                        "R22",
                        "a text is made upper-case in the language of the machine",
                        FILE + "RecordMac",
                        "order -> ByteString.of(order.getBytes(StandardCharsets.UTF_8))",
                        "order -> ByteString.of((\"order in \" + order).toUpperCase().getBytes(StandardCharsets.UTF_8))"));
    }

    /** What goes wrong between a file or a key and the answer to it. */
    private static List<Mutant> answers() {
        return List.of(
                bug(
                        "R10",
                        "a refused record is quoted",
                        ISSUER + "RecordMapper",
                        "faultyField = field.name().name();",
                        "faultyField = field.name().name() + texts.values();"),
                bug(
                        "R16",
                        "a card for a chip is not compared with what was sealed",
                        "job-configs/org.cardwright.jobs.wiring.CheckedCards",
                        "        if (!isSealed(card)) {",
                        "        if (!isSealed(card) && read < 0) {"),
                bug("R10", "a record may have any length", ISSUER + "FileBytes", "bytes > budget", "bytes < 0")
                        .and(ISSUER + "LineFrames", "at - from > text.maxRecordBytes() - line.size()", "at - from < 0"),
                bug(
                        "R20",
                        "the second block of a card verification value is enciphered under one half of the key",
                        "crypto/org.cardwright.crypto.cvv.CardVerificationValue",
                        "whole.encryptEcb(result)",
                        "left.encryptEcb(result)"),
                bug(
                        "R20",
                        "option B hashes a card number of sixteen digits too",
                        "crypto/org.cardwright.crypto.derive.IccMasterKeyDerivation",
                        "pan.length() <= OPTION_A_DIGITS",
                        "pan.length() < OPTION_A_DIGITS"));
    }

    /** What goes wrong between a chip and its head. */
    private static List<Mutant> chips() {
        String conversation = "machine-adapters/org.cardwright.machine.chip.CardConversation";
        return List.of(
                bug(
                        "R08",
                        "the MAC of an answer is not compared",
                        "crypto/org.cardwright.crypto.scp.Scp03Messaging",
                        "bodyBytes < 0 || !isEqual(answerMac(data.slice(0, bodyBytes), status), data.slice(bodyBytes))",
                        "bodyBytes < 0"),
                bug(
                        "R08",
                        "a status word is taken for an answer",
                        conversation,
                        "throw refusal(name, ((Answered) outcome).status());",
                        "return ((Answered) outcome).data();"),
                bug(
                        "R08",
                        "nobody hears that a chip was used before",
                        conversation,
                        "throw new CardStop(Result.FOREIGN, String.valueOf(used.getMessage()));",
                        "started = true;"));
    }

    private static Mutant bug(String row, String bug, String source, String good, String bad) {
        return new Mutant(row, bug, List.of(new Mutant.Edit(source, good, bad)));
    }
}
