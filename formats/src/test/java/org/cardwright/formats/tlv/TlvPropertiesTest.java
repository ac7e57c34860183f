package org.cardwright.formats.tlv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class TlvPropertiesTest {

    @Test
    void reading_what_was_written_gives_the_same_objects() {
        Seeds.forEachCase(50_000, random -> {
            List<Tlv> objects = objects(random, 4);
            ByteString encoded = TlvWriter.encode(objects);

            assertEqual(TlvReader.read(encoded), objects);
        });
    }

    @Test
    void whatever_the_bytes_the_reader_reads_them_back_or_throws_its_one_exception() {
        Seeds.forEachCase(100_000, random -> {
            ByteString mutant = Mutator.mutate(random, TlvWriter.encode(objects(random, 3)));
            try {
                // Strict means one encoding per value: what is accepted encodes to the very same bytes.
                if (!TlvWriter.encode(TlvReader.read(mutant)).equals(mutant)) {
                    throw new AssertionError("accepted, but not in its only encoding");
                }
            } catch (MalformedTlvException declared) {
                if (declared.offset() < 0 || declared.offset() > mutant.size()) {
                    throw new AssertionError("offset outside the bytes");
                }
            }
        });
    }

    @Test
    void one_byte_less_is_never_the_same_list() {
        Seeds.forEachCase(20_000, random -> {
            ByteString encoded = TlvWriter.encode(objects(random, 2));
            if (encoded.isEmpty()) {
                return;
            }
            try {
                TlvReader.readTopLevel(encoded.slice(0, encoded.size() - 1));
                throw new AssertionError("accepted a truncated list");
            } catch (MalformedTlvException expected) {
                // The last object ends behind the bytes.
            }
        });
    }

    static List<Tlv> objects(Random random, int depth) {
        List<Tlv> objects = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Tag tag = tag(random);
            objects.add(
                    tag.isConstructed()
                            ? Tlv.template(tag, depth == 0 ? List.of() : objects(random, depth - 1))
                            : new Tlv(tag, ByteString.of(Seeds.bytes(random, valueBytes(random)))));
        }
        return objects;
    }

    private static int valueBytes(Random random) {
        // Mostly short; now and then around the places where the length field grows.
        return random.nextInt(10) == 0 ? 126 + random.nextInt(140) : random.nextInt(12);
    }

    private static Tag tag(Random random) {
        int classAndForm = random.nextInt(8) << 5;
        int low = random.nextInt(31);
        return switch (random.nextInt(3)) {
            case 0 -> new Tag(Math.max(1, classAndForm | low));
            case 1 -> new Tag(((classAndForm | 0x1F) << 8) | random.nextInt(0x80));
            default ->
                new Tag(((classAndForm | 0x1F) << 16) | ((0x80 | random.nextInt(0x80)) << 8) | random.nextInt(0x80));
        };
    }

    private static void assertEqual(List<Tlv> read, List<Tlv> written) {
        if (!read.equals(written)) {
            assertThat(read).isEqualTo(written);
        }
        for (Tlv object : written) {
            if (object.tag().isConstructed()) {
                assertEqual(object.children(), TlvReader.readTopLevel(object.value()));
            }
        }
    }
}
