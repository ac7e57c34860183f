package org.cardwright.perso.cps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.Seeded;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CpsRecordPropertyTest {

    @Test
    @Tag("R12")
    void reads_back_whatever_it_wrote() {
        Seeded.rounds(5_000, random -> {
            RecordForm form = form(random);
            CpsRecord record = record(random, form);

            ByteString bytes = CpsRecordCodec.encode(record);

            assertThat(CpsRecordCodec.decode(bytes, form)).isEqualTo(record);
        });
    }

    @Test
    @Tag("R11")
    void survives_damaged_records_with_the_declared_exception_only() {
        List<ByteString> corpus = List.of(WorkedProfile.record("rec_visa.bin"), WorkedProfile.record("rec_mc.bin"));
        Seeded.rounds(20_000, random -> {
            ByteString input = Seeded.mutate(random, corpus.get(random.nextInt(corpus.size())));
            try {
                CpsRecord read = CpsRecordCodec.decode(input, RecordForm.USUAL);
                assertThat(CpsRecordCodec.encode(read)).isEqualTo(input);
            } catch (MalformedRecordException declared) {
                assertThat(declared.offsetBytes()).isBetween(0, input.size());
            }
        });
    }

    @Test
    @Tag("R11")
    void survives_any_bytes_when_it_has_to_find_out_the_form() {
        ByteString corpus = WorkedProfile.record("rec_visa.bin");
        Seeded.rounds(2_000, random -> {
            ByteString input = random.nextBoolean() ? Seeded.mutate(random, corpus) : Seeded.bytes(random, 0, 200);
            try {
                assertThat(CpsRecordCodec.encode(CpsRecordCodec.decode(input))).isEqualTo(input);
            } catch (MalformedRecordException declared) {
                assertThat(declared.offsetBytes()).isBetween(0, input.size());
            }
        });
    }

    private static RecordForm form(Random random) {
        int tkid = 1 + random.nextInt(16);
        return random.nextInt(4) == 0
                ? new RecordForm(0, 0, tkid)
                : new RecordForm(1 + random.nextInt(7), 6 + random.nextInt(4), tkid);
    }

    private static CpsRecord record(Random random, RecordForm form) {
        ModuleHeader header = form.hasHeader()
                ? new ModuleHeader(text(random, form.micBytes()), form.lccaWidth(), true)
                : ModuleHeader.ABSENT;
        return new CpsRecord(
                header,
                text(random, 4),
                Seeded.bytes(random, 0, 20),
                text(random, 2),
                list(random, 3, () -> Seeded.bytes(random, 0, 8)),
                list(random, 4, () -> application(random, form.tkidBytes())));
    }

    private static CpsApplication application(Random random, int tkidBytes) {
        return new CpsApplication(
                Seeded.bytes(random, 5, 16),
                list(random, 3, () -> key(random, tkidBytes)),
                Seeded.bytes(random, 0, 16),
                list(random, 3, () -> step(random)),
                Seeded.bytes(random, 0, 300),
                list(random, 6, () -> new Dgi(id(random), Seeded.bytes(random, 0, 300))),
                Seeded.bytes(random, 0, 255));
    }

    private static TransportKeyEntry key(Random random, int tkidBytes) {
        return new TransportKeyEntry(
                Seeded.bytes(random, tkidBytes),
                random.nextInt(256),
                random.nextInt(256),
                list(random, 12, () -> id(random)));
    }

    private static ProcessingStep step(Random random) {
        ProcessingInstructions pdi = new ProcessingInstructions(
                Seeded.bytes(random, 0, 30),
                Seeded.bytes(random, 0, 30),
                Seeded.bytes(random, 0, 30),
                Seeded.bytes(random, 0, 30),
                Seeded.bytes(random, 0, 30),
                random.nextInt(256),
                random.nextInt(256));
        return new ProcessingStep(
                random.nextInt(256), random.nextInt(256), random.nextInt(256), pdi, Seeded.bytes(random, 0, 30));
    }

    private static DgiId id(Random random) {
        return new DgiId(random.nextInt(0x10000));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (0x20 + random.nextInt(0x5F)));
        }
        return text.toString();
    }

    private static <T> List<T> list(Random random, int max, Supplier<T> item) {
        return Stream.generate(item).limit(random.nextInt(max + 1)).toList();
    }
}
