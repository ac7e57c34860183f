package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestModule;
import org.cardwright.perso.json.MalformedJsonException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InclusionProofTest {

    private static final TestModule MODULE = SampleBatch.MODULE;
    private static final ByteString KEY = MODULE.ed25519PublicKey(TestModule.SIGNING_KEY);

    @TempDir
    private Path parent;

    private SampleBatch batch = SampleBatch.of(Path.of("."), 0);

    @BeforeEach
    void sealABatch() throws IOException {
        batch = SampleBatch.of(parent, 13);
        batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE);
    }

    private InclusionProof proof(String order) throws IOException {
        ByteString salt = new RecordMac(MODULE, TestModule.RECORD_KEY, "bank-one")
                .salts(List.of(order))
                .get(0);
        return InclusionProof.make(batch.target(), order, salt).orElseThrow();
    }

    private Path manifest() {
        return batch.target().resolve(Manifest.NAME);
    }

    @Test
    void convinces_for_every_card_with_nothing_but_manifest_and_public_key() throws IOException {
        for (PersoRecord record : batch.records) {
            InclusionProof proof =
                    InclusionProof.read(proof(record.orderReference()).toJson());

            assertThat(proof.check(manifest(), KEY, MODULE)).isEmpty();
            assertThat(proof.covers(record.channels())).isTrue();
        }
    }

    @Test
    void tells_nothing_of_other_cards_but_salted_hashes() throws IOException {
        String json = new String(proof("A-4").toJson(), StandardCharsets.UTF_8);

        assertThat(json).contains("\"order\":\"A-4\"");
        for (PersoRecord other : batch.records) {
            if (!other.orderReference().equals("A-4")) {
                assertThat(json).doesNotContain("\"" + other.orderReference() + "\"");
                MerkleTree.channelHashes(other.channels()).stream()
                        .filter(h -> !h.equals(ByteString.repeat(0, 32)))
                        .forEach(h -> assertThat(json).doesNotContainIgnoringCase(h.toHex()));
                assertThat(json).doesNotContainIgnoringCase(other.salt().toHex());
            }
        }
    }

    @Test
    void fails_for_another_card_another_place_another_batch_and_another_key() throws IOException {
        InclusionProof four = proof("A-4");
        InclusionProof five = proof("A-5");

        assertThat(with(four, "A-5", 4, four.salt()).check(manifest(), KEY, MODULE))
                .hasSize(1);
        assertThat(with(four, "A-4", 5, four.salt()).check(manifest(), KEY, MODULE))
                .hasSize(2);
        assertThat(with(four, "A-4", 4, five.salt()).check(manifest(), KEY, MODULE))
                .hasSize(2);
        assertThat(with(four, "A-99", 4, four.salt()).check(manifest(), KEY, MODULE))
                .hasSize(1);
        assertThat(four.check(manifest(), ByteString.repeat(3, 32), MODULE)).hasSize(1);
        assertThat(four.covers(batch.records.get(4).channels())).isFalse();
        Files.writeString(manifest(), Files.readString(manifest()).replace("abab", "abac"));
        assertThat(four.check(manifest(), KEY, MODULE)).hasSize(2);
    }

    private static InclusionProof with(InclusionProof p, String order, int index, ByteString salt) {
        return new InclusionProof(p.batch(), order, index, p.leaves(), salt, p.channelHashes(), p.path());
    }

    @Test
    void is_not_made_for_an_order_that_is_not_there_or_a_card_that_was_altered() throws IOException {
        assertThat(InclusionProof.make(batch.target(), "A-77", ByteString.repeat(0, 32)))
                .isEmpty();
        Path chip = batch.target().resolve("visa-white/chip.cps");
        byte[] bytes = Files.readAllBytes(chip);
        bytes[0] ^= 0x01;
        Files.write(chip, bytes);

        assertThatExceptionOfType(PersoFileException.class).isThrownBy(() -> proof("A-1"));
    }

    @Test
    void refuses_a_file_that_is_not_a_proof() {
        byte[] other = "{\"batch\":\"00\"}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> InclusionProof.read(other));
    }
}
