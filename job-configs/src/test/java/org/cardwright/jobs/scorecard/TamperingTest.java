package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.AlteredCardException;
import org.cardwright.jobs.wiring.CheckedCards;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R16: whatever is done to a sealed batch, the verifier finds it before a byte of it is sent. */
class TamperingTest {

    /** Module, card and application headers of a record, up to its first data groupings. */
    private static final int HEADER_BYTES = 143;

    private static final int TRAILER_BYTES = 32;

    @TempDir
    private Path folder;

    private int changes;
    private int missed;

    @Tag("R16")
    @Row(
            claim = "tampering with the output is found",
            wanted = "10,000 random changes, every header and trailer byte, every cut, record and file: 100 % found")
    @Test
    void every_change_of_a_sealed_batch_is_found(Evidence evidence) throws Exception {
        Map<String, Integer> orders = evidence.full() ? MadeBatch.everyProduct(3, 2) : Map.of("visa-sda", 2);
        MadeBatch made = MadeBatch.of(1, orders);
        Path batch = made.copyTo(folder.resolve("batch"));
        Path other = MadeBatch.of(2, orders).directory();
        try (OpenedHome home = made.open()) {
            PersoFileVerifier verifier = MadeBatch.verifier(home);
            Tampering tampering = new Tampering(batch, verifier::verify);
            assertThat(home.verify(batch).isClean()).isTrue();
            assertThat(verifier.verify(batch).isClean()).isTrue();

            randomBytes(tampering, evidence.random(), evidence.size(100, 10_000));
            for (Path file : tampering.files()) {
                headersAndTrailers(tampering, file, evidence.full());
            }
            recordBorders(tampering);
            records(tampering, other);
            files(tampering, other);
            macs(home, batch);
            atUse(home, tampering);

            assertThat(home.verify(batch).isClean())
                    .as("everything was put back")
                    .isTrue();
            evidence.figure("changes", changes);
            evidence.figure("missed", missed);
            evidence.control(
                    "a verifier that looks away",
                    !new Tampering(batch, any -> verifier.verify(made.directory()))
                            .isFound(tampering.files().get(0), new byte[1]));
        }
        throughTheCommandLine(evidence, made, batch);
        assertThat(missed).isZero();
    }

    private void count(boolean found, String what) {
        changes++;
        if (!found) {
            missed++;
            System.err.println("R16 missed: " + what);
        }
    }

    private void randomBytes(Tampering tampering, Random random, int times) throws IOException {
        List<Path> files = tampering.files();
        for (int i = 0; i < times; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bad = Files.readAllBytes(file);
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 + random.nextInt(255));
            count(tampering.isFound(file, bad), file.getFileName() + " byte " + at);
        }
    }

    /** At full size every byte of the manifest, in every build its beginning and end as of every other file. */
    private void headersAndTrailers(Tampering tampering, Path file, boolean full) throws IOException {
        byte[] good = Files.readAllBytes(file);
        boolean whole = full && file.endsWith(Manifest.NAME);
        for (int at = 0; at < good.length; at++) {
            if (whole || at < HEADER_BYTES || at >= good.length - TRAILER_BYTES) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << (at % 8));
                count(tampering.isFound(file, bad), file.getFileName() + " byte " + at);
            }
        }
    }

    private void recordBorders(Tampering tampering) throws IOException {
        for (Manifest.RecordEntry entry : tampering.entries()) {
            Path file = tampering.batch().resolve(entry.file());
            byte[] good = Files.readAllBytes(file);
            count(tampering.isFound(file, Arrays.copyOf(good, (int) entry.offset())), "cut before " + entry.index());
            int end = (int) entry.offset() + entry.length();
            if (end < good.length) {
                count(tampering.isFound(file, Arrays.copyOf(good, end)), "cut behind " + entry.index());
            }
        }
        for (Path file : tampering.files()) {
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length - 1; at++) {
                if (good[at] == '\n' && !file.toString().endsWith(".cps")) {
                    count(tampering.isFound(file, Arrays.copyOf(good, at + 1)), file.getFileName() + " cut at " + at);
                }
            }
        }
    }

    private void records(Tampering tampering, Path other) throws IOException {
        List<Manifest.RecordEntry> entries = tampering.entries();
        Manifest.RecordEntry one = entries.get(0);
        Manifest.RecordEntry two = entries.get(1);
        assertThat(one.file()).isEqualTo(two.file());
        Path file = tampering.batch().resolve(one.file());
        byte[] good = Files.readAllBytes(file);
        byte[] first = Arrays.copyOfRange(good, 0, one.length());
        byte[] second = Arrays.copyOfRange(good, one.length(), one.length() + two.length());
        byte[] rest = Arrays.copyOfRange(good, one.length() + two.length(), good.length);
        byte[] foreign = Arrays.copyOf(Files.readAllBytes(other.resolve(one.file())), one.length());
        count(tampering.isFound(file, joined(second, rest)), "removed");
        count(tampering.isFound(file, joined(first, first, second, rest)), "doubled");
        count(tampering.isFound(file, joined(second, first, rest)), "swapped");
        count(tampering.isFound(file, joined(foreign, second, rest)), "of another batch");
        assertThat(foreign).isNotEqualTo(first);
    }

    /** Verified, and changed before a line or a machine reads it. */
    private void atUse(OpenedHome home, Tampering tampering) throws IOException {
        for (Path file : tampering.files()) {
            Path inside = tampering.batch().relativize(file);
            byte[] good = Files.readAllBytes(file);
            boolean ofCards = inside.getNameCount() > 1 && !file.endsWith(GroupFiles.COMBINED_FILE_NAME);
            if (ofCards) {
                byte[] bad = good.clone();
                bad[good.length / 2] ^= 1;
                count(isFoundAtUse(home, tampering.batch(), file, bad), inside + " when it is used");
                count(!isFoundAtUse(home, tampering.batch(), file, good), inside + " as it was");
            }
        }
    }

    private static boolean isFoundAtUse(OpenedHome home, Path batch, Path file, byte[] bytes) throws IOException {
        byte[] good = Files.readAllBytes(file);
        try (CheckedCards cards = CheckedCards.open(home, batch)) {
            Files.write(file, bytes);
            Optional<PersoFileReader.Card> card = cards.next(any -> true);
            while (card.isPresent()) {
                card = cards.next(any -> true);
            }
            return false;
        } catch (AlteredCardException found) {
            return true;
        } finally {
            Files.write(file, good);
        }
    }

    /** What the release asks of every card before a file gets its name: its MAC and its salt, each of their bytes changed. */
    private void macs(OpenedHome home, Path batch) throws IOException {
        RecordMac macs = new RecordMac(home.module().seals(), KeyName.of("bureau.record-mac"), "bank-one");
        try (PersoFileReader reader = PersoFileReader.open(batch)) {
            PersoFileReader.Card card = reader.next().orElseThrow();
            PersoRecord good = macs.bind(List.of(new RecordMac.Unbound(
                            card.entry().index(),
                            card.entry().order(),
                            card.entry().group(),
                            card.channels())))
                    .get(0);
            assertThat(macs.fit(List.of(good))).containsExactly(true);
            for (int at = 0; at < PersoRecord.MAC_BYTES; at++) {
                PersoRecord otherMac = with(good, good.salt(), changed(good.mac(), at));
                PersoRecord otherSalt = with(good, changed(good.salt(), at), good.mac());
                count(!macs.fit(List.of(otherMac)).get(0), "MAC of a card, byte " + at);
                count(!macs.fit(List.of(otherSalt)).get(0), "salt of a card, byte " + at);
            }
        }
    }

    private static PersoRecord with(PersoRecord card, ByteString salt, ByteString mac) {
        return new PersoRecord(card.index(), card.orderReference(), card.group(), card.channels(), salt, mac);
    }

    private static ByteString changed(ByteString bytes, int at) {
        byte[] bad = bytes.toByteArray();
        bad[at] ^= (byte) (1 << (at % 8));
        return ByteString.of(bad);
    }

    private void files(Tampering tampering, Path other) throws IOException {
        for (Path file : tampering.files()) {
            Path aside = folder.resolve("aside");
            Files.move(file, aside);
            count(tampering.isFound(), "missing " + file.getFileName());
            Files.createSymbolicLink(file, aside);
            count(tampering.isFound(), "link " + file.getFileName());
            Files.delete(file);
            Files.move(aside, file);
            byte[] foreign = Files.readAllBytes(
                    other.resolve(tampering.batch().relativize(file).toString()));
            if (!Arrays.equals(foreign, Files.readAllBytes(file))) {
                count(tampering.isFound(file, foreign), "of another batch: " + file.getFileName());
            }
        }
        for (String name : List.of("extra.cps", "visa-sda.visa-classic/.notes", "deep/er/than/that")) {
            Path extra = tampering.batch().resolve(name);
            Files.createDirectories(extra.getParent());
            Files.writeString(extra, "x");
            count(tampering.isFound(), "extra " + name);
            Files.delete(extra);
            for (Path empty = extra.getParent();
                    !Files.exists(empty.resolve("chip.cps")) && !empty.equals(tampering.batch());
                    empty = empty.getParent()) {
                count(tampering.isFound(), "empty directory in place of " + name);
                Files.delete(empty);
            }
        }
    }

    /** The same through the program: verify and the next prepare end with 70. */
    private void throughTheCommandLine(Evidence evidence, MadeBatch made, Path batch) throws Exception {
        Program program = new Program(folder.resolve("logs"));
        String home = made.bureau().home().toString();
        Tampering tampering = new Tampering(batch, directory -> null);
        List<Path> files =
                evidence.full() ? tampering.files() : tampering.files().subList(1, 2);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[good.length / 2] ^= 1;
            Files.write(file, bad);
            Program.Ended ended = program.run("verify", batch.toString(), "--home", home);
            count(ended.exitCode() == 70, "verify " + file.getFileName() + " " + ended);
            Files.write(file, good);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
