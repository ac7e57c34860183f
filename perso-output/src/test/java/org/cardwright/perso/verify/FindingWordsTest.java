package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.GoldenFile;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads: ids are stable, and each finding names file, record and rule in plain words. */
@Tag("R16")
class FindingWordsTest {

    private static final PersoFileVerifier VERIFIER = new PersoFileVerifier(new VerificationContext(
            GoldenCards.caKeys(),
            TestVault.module().seals(),
            Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
            Optional.of(TestVault.module()),
            Optional.of(TestVault.RECORD_KEY),
            Expectations.NONE));

    @TempDir
    private Path parent;

    private final List<String> lines = new ArrayList<>();

    @Test
    void rules_keep_their_ids_and_words() {
        GoldenFile.check(
                "verify-rules.txt",
                Stream.of(VerificationRule.values())
                        .map(rule -> rule.id() + " " + rule.words())
                        .toList());
    }

    @Test
    void findings_name_file_record_and_rule() throws IOException {
        Path batch = sealed("batch", 1);
        Path other = sealed("other", 11);
        Path chip = batch.resolve("g/chip.cps");
        byte[] good = Files.readAllBytes(chip);
        byte[] flipped = good.clone();
        flipped[good.length / 3 + 200] ^= 1;

        with(chip, flipped, "a byte of the second card", batch);
        with(chip, ByteString.of(good).slice(0, good.length / 3).toByteArray(), "cut behind the first card", batch);
        with(chip, Files.readAllBytes(other.resolve("g/chip.cps")), "the file of another batch", batch);
        Path manifest = batch.resolve(Manifest.NAME);
        with(manifest, Files.readAllBytes(other.resolve(Manifest.NAME)), "the manifest of another batch", batch);
        with(
                manifest,
                (Files.readString(manifest) + "\n").getBytes(StandardCharsets.UTF_8),
                "a line feed behind the manifest",
                batch);
        Files.createDirectory(batch.resolve("empty"));
        look("an extra directory", batch);
        Files.delete(batch.resolve("empty"));
        Files.createSymbolicLink(batch.resolve("g/link"), other);
        look("a link to another batch", batch);
        Files.delete(batch.resolve("g/link"));
        look("put back", batch);
        GoldenFile.check("verify-findings.txt", lines);
    }

    private Path sealed(String name, int first) throws IOException {
        SealedBatch batch = new SealedBatch();
        for (int i = first; i < first + 3; i++) {
            ByteString chip = SdaCards.channels(i).getOrDefault(Channel.CHIP, ByteString.EMPTY);
            batch.card("A-" + i, "g", Map.of(Channel.CHIP, chip));
        }
        return batch.seal(parent.resolve(name));
    }

    private void with(Path file, byte[] bad, String what, Path batch) throws IOException {
        byte[] good = Files.readAllBytes(file);
        Files.write(file, bad);
        look(what, batch);
        Files.write(file, good);
    }

    private void look(String what, Path batch) throws IOException {
        VerificationReport report = VERIFIER.verify(batch);
        lines.add(what + ":");
        report.lines().forEach(line -> lines.add("  " + line));
        assertThat(report.isClean()).isEqualTo(what.equals("put back"));
    }
}
