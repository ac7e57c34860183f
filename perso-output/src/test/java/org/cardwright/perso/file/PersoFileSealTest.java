package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestModule;
import org.cardwright.perso.file.CrashPoint.Place;
import org.cardwright.perso.json.MalformedJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersoFileSealTest {

    private static final TestModule MODULE = SampleBatch.MODULE;

    @TempDir
    private Path parent;

    @Test
    void gives_the_batch_its_name_with_a_manifest_over_every_file() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 25);

        assertThat(batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE)).isTrue();

        assertThat(batch.work()).doesNotExist();
        Path file = batch.target().resolve(Manifest.NAME);
        Manifest manifest = Manifest.read(file);
        assertThat(manifest.head()).isEqualTo(batch.request(Map.of()).head());
        assertThat(manifest.publicKey()).isEqualTo(MODULE.ed25519PublicKey(TestModule.SIGNING_KEY));
        assertThat(Manifest.isSigned(file, manifest.publicKey(), MODULE)).isTrue();
        assertThat(SampleBatch.contents(batch.target()).keySet())
                .containsExactlyInAnyOrder(
                        "manifest.json",
                        "rejects.csv",
                        "mc-blue/chip.cps",
                        "visa-white/chip.cps",
                        "visa-white/emboss-chip.cpx",
                        "visa-white/emboss.cpx",
                        "visa-white/laser.xml",
                        "visa-white/tracks.txt");
        assertThat(manifest.files()).hasSize(7).allSatisfy(f -> {
            Path path = batch.target().resolve(f.path());
            assertThat(f.bytes()).isEqualTo(Files.size(path));
            assertThat(f.sha256()).isEqualTo(Digests.sha256(path));
            assertThat(f.records())
                    .isEqualTo(f.path().startsWith("mc") ? 8 : f.path().startsWith("visa") ? 17 : 2);
        });
        assertThat(manifest.cards()).isEqualTo(25);
        MerkleTree tree = new MerkleTree();
        SampleBatch.entries(batch.target()).forEach(entry -> tree.add(entry.leaf()));
        assertThat(manifest.merkleRoot()).isEqualTo(tree.root());
    }

    @Test
    void indexes_the_records_from_1_without_gaps_and_reads_them_back() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 25);
        batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE);
        try (PersoFileReader reader = PersoFileReader.open(batch.target())) {
            for (int i = 0; i < 25; i++) {
                PersoFileReader.Card card = reader.next().orElseThrow();
                assertThat(card.entry().index()).isEqualTo(i + 1);
                assertThat(card.entry().order()).isEqualTo(batch.records.get(i).orderReference());
                assertThat(card.channels()).isEqualTo(batch.records.get(i).channels());
            }
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void writes_the_manifest_itself_in_its_canonical_form() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 3);
        batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE);
        Path file = batch.target().resolve(Manifest.NAME);
        String text = Files.readString(file);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Manifest.signedForm(file).writeTo(written);
        String signed = written.toString(StandardCharsets.UTF_8);

        assertThat(text.replaceFirst("\"signature\":\"[0-9a-f]{128}\",", "")).isEqualTo(signed);
        assertThat(text)
                .startsWith("{\"batch\":\"abab")
                .contains("\"counts\":{\"good\":3,\"held\":0,\"in\":5,\"rejected\":2,\"remade\":0}")
                .contains("\"records\":[{\"file\":\"visa-white/chip.cps\",\"index\":1,\"leaf\":\"");
    }

    @Test
    void refuses_its_signature_after_any_change_and_any_other_form_of_the_text() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 2);
        batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE);
        Path file = batch.target().resolve(Manifest.NAME);
        String text = Files.readString(file);
        ByteString key = Manifest.read(file).publicKey();
        String issuer = "\"issuer\":\"bank-one\",";

        assertThat(Manifest.isSigned(file, key, MODULE)).isTrue();
        for (String other : List.of(
                text.replace(issuer, "").replaceFirst("\\{", "{" + issuer),
                text.replace(issuer, issuer + " "),
                text.replace("bank-one\"", "bank-on\\u0065\""),
                text + "\n")) {
            assertThat(other).isNotEqualTo(text);
            Files.writeString(file, other);
            assertThatExceptionOfType(MalformedJsonException.class)
                    .isThrownBy(() -> Manifest.isSigned(file, key, MODULE));
        }
        Files.writeString(file, text.replace("bank-one\"", "bank-onf\""));
        assertThat(Manifest.isSigned(file, key, MODULE)).isFalse();
        Files.writeString(file, text);
        assertThat(Manifest.isSigned(file, ByteString.repeat(1, 32), MODULE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void ends_in_the_same_bytes_after_a_crash_at(Place place) throws IOException {
        SampleBatch whole = SampleBatch.of(Files.createDirectory(parent.resolve("whole")), 25);
        whole.seal(whole.append(CrashPoint.NONE), CrashPoint.NONE);
        SampleBatch broken = SampleBatch.of(Files.createDirectory(parent.resolve("broken")), 25);
        CrashPoint crash = at -> {
            if (at == place) {
                throw new IllegalStateException("halt");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> broken.seal(broken.append(crash), crash))
                .withMessage("halt");
        // what is not committed is written again, as the job does
        boolean sealedNow = place.compareTo(Place.SEAL_RENAMED) >= 0
                ? broken.seal(Map.of(), CrashPoint.NONE)
                : broken.seal(broken.append(CrashPoint.NONE), CrashPoint.NONE);

        assertThat(sealedNow).isEqualTo(place.compareTo(Place.SEAL_RENAMED) < 0);
        assertThat(SampleBatch.contents(broken.target())).isEqualTo(SampleBatch.contents(whole.target()));
        assertThat(broken.work()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"SEAL_.*"},
            mode = EnumSource.Mode.MATCH_ALL)
    void can_be_run_again_without_appending_again_after_a_crash_at(Place place) throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> batch.seal(committed, at -> {
                    if (at == place) {
                        throw new IllegalStateException("halt");
                    }
                }));

        batch.seal(committed, CrashPoint.NONE);

        assertThat(Manifest.read(batch.target().resolve(Manifest.NAME)).cards()).isEqualTo(12);
    }

    @Test
    void leaves_everything_under_temporary_names_until_the_end() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        List<Place> seen = new ArrayList<>();
        batch.seal(batch.append(CrashPoint.NONE), place -> {
            seen.add(place);
            try {
                boolean named = SampleBatch.contents(parent).keySet().stream().anyMatch(p -> !p.endsWith(".part"));
                assertThat(named).isEqualTo(place.compareTo(Place.SEAL_FIRST_NAME) >= 0);
                assertThat(Files.exists(batch.target())).isEqualTo(place.compareTo(Place.SEAL_RENAMED) >= 0);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
        assertThat(seen).hasSize(9).isSorted();
    }

    @Test
    void finds_any_byte_that_changed_on_the_disk_before_release() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        for (String path : committed.keySet()) {
            Path file = batch.work().resolve(path + ".part");
            byte[] good = Files.readAllBytes(file);
            int length = committed.get(path).intValue();
            for (int at : new int[] {0, length / 2, length - 1}) {
                byte[] bad = good.clone();
                bad[at] ^= 0x01;
                Files.write(file, bad);
                assertThatExceptionOfType(PersoFileException.class)
                        .as(path + " at " + at)
                        .isThrownBy(() -> batch.seal(committed, CrashPoint.NONE));
                assertThat(batch.target()).doesNotExist();
            }
            Files.write(file, good);
        }
        assertThat(batch.seal(committed, CrashPoint.NONE)).isTrue();
    }

    @Test
    void refuses_records_lost_doubled_or_swapped_between_staging_and_disk() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        PersoFileSeal seal = new PersoFileSeal(MODULE, CrashPoint.NONE);
        List<PersoRecord> lost = batch.records.subList(0, 11);
        List<PersoRecord> doubled = new ArrayList<>(batch.records);
        doubled.add(4, doubled.get(4));
        List<PersoRecord> swapped = new ArrayList<>(batch.records);
        Collections.swap(swapped, 0, 1);

        assertThatExceptionOfType(PersoFileException.class)
                .isThrownBy(() -> seal.seal(batch.request(committed), lost.iterator(), d -> List.of()));
        assertThatIllegalStateException()
                .isThrownBy(() -> seal.seal(batch.request(committed), doubled.iterator(), d -> List.of()));
        assertThatIllegalStateException()
                .isThrownBy(() -> seal.seal(batch.request(committed), swapped.iterator(), d -> List.of()));
        assertThat(batch.target()).doesNotExist();
    }

    @Test
    void refuses_an_unknown_file_in_the_work_directory() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        Files.writeString(batch.work().resolve("mc-blue").resolve("notes.txt"), "x");

        assertThatExceptionOfType(PersoFileException.class)
                .isThrownBy(() -> batch.seal(committed, CrashPoint.NONE))
                .withMessageContaining("exactly the files");
    }

    @Test
    void releases_nothing_when_the_independent_verifier_finds_something() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 12);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);

        assertThatExceptionOfType(ReleaseRefusedException.class)
                .isThrownBy(() -> new PersoFileSeal(MODULE, CrashPoint.NONE)
                        .seal(batch.request(committed), batch.records.iterator(), d -> List.of("card 3", "card 4")))
                .satisfies(e -> assertThat(e.findings()).containsExactly("card 3", "card 4"));
        assertThat(batch.target()).doesNotExist();
        assertThat(batch.seal(committed, CrashPoint.NONE)).isTrue();
    }

    @Test
    void writes_rejects_that_no_spreadsheet_takes_for_formulas() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 3);
        batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE);

        assertThat(Files.readString(batch.target().resolve("rejects.csv")))
                .isEqualTo("record,order,field,rule,reason\n"
                        + "7,A-x,PAN,R-101,check digit wrong\n"
                        + "14,'=cmd(),,R-900,\"unreadable, \"\"really\"\"\"\n");
        assertThat(RejectsFile.line(new RejectsFile.Row(1, "9999990000000014", "@x", "-1", "+a\nb")))
                .isEqualTo("1,999999......0014,'@x,'-1,\"'+a\nb\"\n");
    }

    @Test
    void seals_a_batch_in_which_every_order_was_rejected() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 0);

        assertThat(batch.seal(batch.append(CrashPoint.NONE), CrashPoint.NONE)).isTrue();

        Manifest manifest = Manifest.read(batch.target().resolve(Manifest.NAME));
        assertThat(manifest.cards()).isZero();
        assertThat(manifest.merkleRoot()).isEqualTo(Digests.sha256());
        assertThat(manifest.files()).extracting(Manifest.FileEntry::path).containsExactly("rejects.csv");
    }
}
