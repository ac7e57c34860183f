package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.CrashPoint.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersoFileWriterTest {

    @TempDir
    private Path parent;

    @Test
    void puts_each_channel_into_the_file_of_its_group() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 4);

        Map<String, Long> positions = batch.append(CrashPoint.NONE);

        assertThat(positions.keySet())
                .containsExactly(
                        "mc-blue/chip.cps",
                        "visa-white/chip.cps",
                        "visa-white/emboss-chip.cpx",
                        "visa-white/emboss.cpx",
                        "visa-white/laser.xml",
                        "visa-white/tracks.txt");
        assertThat(Files.readString(batch.work().resolve("visa-white/tracks.txt.part")))
                .isEqualTo(";1?\r\n;2?\r\n;4?\r\n");
        assertThat(Files.readAllBytes(batch.work().resolve("mc-blue/chip.cps.part")))
                .isEqualTo(batch.records.get(2).channel(Channel.CHIP).toByteArray());
        ByteString combined =
                ByteString.of(Files.readAllBytes(batch.work().resolve("visa-white/emboss-chip.cpx.part")));
        assertThat(combined.startsWith(ByteString.concat(
                        ByteString.ascii("#DCL#08\"#END#@@@@@@\r\n#DCC##EMB#CARD 1\""),
                        batch.records.get(0).channel(Channel.CHIP),
                        ByteString.ascii("#END#@@@@@@\r\n#DCC##EMB#CARD 2\""))))
                .isTrue();
    }

    @Test
    void cuts_files_back_to_the_committed_positions_and_goes_on_to_the_same_bytes() throws IOException {
        SampleBatch whole = SampleBatch.of(Files.createDirectory(parent.resolve("whole")), 40);
        whole.append(CrashPoint.NONE);
        SampleBatch broken = SampleBatch.of(Files.createDirectory(parent.resolve("broken")), 40);
        Map<String, Long> committed;
        try (PersoFileWriter writer =
                PersoFileWriter.open(broken.work(), SampleBatch.GROUPS, Map.of(), CrashPoint.NONE)) {
            writer.append(broken.records.subList(0, 10));
            committed = writer.positions();
            writer.append(broken.records.subList(10, 20));
        }

        broken.append(10, committed, CrashPoint.NONE);

        assertThat(SampleBatch.contents(broken.work())).isEqualTo(SampleBatch.contents(whole.work()));
    }

    @Test
    void forgets_files_that_were_begun_but_never_committed() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 10);
        batch.append(CrashPoint.NONE);

        PersoFileWriter.open(batch.work(), SampleBatch.GROUPS, Map.of(), CrashPoint.NONE)
                .close();

        assertThat(SampleBatch.contents(batch.work())).isEmpty();
    }

    @Test
    void refuses_a_file_that_is_shorter_than_committed() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 10);
        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        Path file = batch.work().resolve("visa-white/laser.xml.part");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1), StandardOpenOption.TRUNCATE_EXISTING);

        assertThatExceptionOfType(PersoFileException.class)
                .isThrownBy(() -> PersoFileWriter.open(batch.work(), SampleBatch.GROUPS, committed, CrashPoint.NONE))
                .withMessageContaining("laser.xml.part")
                .withMessageContaining("committed");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"APPEND_WRITTEN", "APPEND_FORCED"})
    void keeps_its_positions_when_an_append_does_not_end(Place place) throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 20);
        int[] passed = {0};
        CrashPoint second = at -> {
            if (at == place && ++passed[0] == 2) {
                throw new IllegalStateException("halt");
            }
        };
        try (PersoFileWriter writer = PersoFileWriter.open(batch.work(), SampleBatch.GROUPS, Map.of(), second)) {
            writer.append(batch.records.subList(0, 10));
            Map<String, Long> before = writer.positions();

            assertThatIllegalStateException().isThrownBy(() -> writer.append(batch.records.subList(10, 20)));

            assertThat(writer.positions()).isEqualTo(before);
            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.append(batch.records.subList(10, 20)))
                    .withMessageContaining("opened again");
        }
    }

    @Test
    void writes_nothing_of_a_chunk_with_a_record_that_does_not_fit() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 10);
        PersoRecord good = batch.records.get(0);
        List<PersoRecord> bad = List.of(
                with(good, "other-group", good.channels()),
                with(good, "mc-blue", good.channels()),
                with(good, "visa-white", replaced(good, Channel.TRACK, ";1?\r\n;2?\r\n")),
                with(good, "visa-white", replaced(good, Channel.EMBOSS, "#DCC#\n#END#@@@@@@\r\n")),
                with(good, "visa-white", replaced(good, Channel.EMBOSS, "#DCX##END#@@@@@@\r\n")),
                with(good, "visa-white", replaced(good, Channel.LASER, "  <card order=\"1\"/>\n")),
                with(good, "visa-white", replaced(good, Channel.CHIP, "")));
        try (PersoFileWriter writer =
                PersoFileWriter.open(batch.work(), SampleBatch.GROUPS, Map.of(), CrashPoint.NONE)) {
            for (PersoRecord record : bad) {
                assertThatIllegalArgumentException().isThrownBy(() -> writer.append(List.of(good, record)));
            }
            assertThat(SampleBatch.contents(batch.work())).isEmpty();
            writer.append(List.of(good));
        }
    }

    private static PersoRecord with(PersoRecord r, String group, Map<Channel, ByteString> channels) {
        return new PersoRecord(r.index(), r.orderReference(), group, channels, r.salt(), r.mac());
    }

    private static Map<Channel, ByteString> replaced(PersoRecord r, Channel channel, String text) {
        Map<Channel, ByteString> channels = new java.util.EnumMap<>(r.channels());
        channels.put(channel, ByteString.ascii(text));
        return channels;
    }

    @Test
    void refuses_a_work_directory_that_others_may_enter() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 3);
        Files.createDirectory(
                batch.work(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx-----x")));
        Files.setPosixFilePermissions(batch.work(), PosixFilePermissions.fromString("rwx-----x"));

        assertThatExceptionOfType(PersoFileException.class)
                .isThrownBy(() -> batch.append(CrashPoint.NONE))
                .withMessageContaining("owner only");
    }

    @Test
    void refuses_a_link_in_place_of_a_directory_or_a_file() throws IOException {
        SampleBatch batch = SampleBatch.of(parent, 3);
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createSymbolicLink(batch.work(), elsewhere);
        assertThatExceptionOfType(PersoFileException.class).isThrownBy(() -> batch.append(CrashPoint.NONE));
        Files.delete(batch.work());

        Map<String, Long> committed = batch.append(CrashPoint.NONE);
        Path file = batch.work().resolve("mc-blue/chip.cps.part");
        Files.move(file, elsewhere.resolve("x"));
        Files.createSymbolicLink(file, elsewhere.resolve("x"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> batch.append(3, committed, CrashPoint.NONE));
    }
}
