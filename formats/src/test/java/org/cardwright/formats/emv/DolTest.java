package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol.Entry;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Mutator;
import org.cardwright.formats.tlv.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolTest {

    /** cps.md 5.1 and 6.4: lists in use and how many bytes the terminal sends for them. */
    @ParameterizedTest
    @CsvSource({
        "9F02069F03069F1A0295055F2A029A039C019F3704, 8, 29",
        "8A029F02069F03069F1A0295055F2A029A039C019F3704, 9, 31",
        "9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F3403, 12, 43",
        "910A8A0295059F37049F4C08, 5, 29",
        "9F66049F02069F03069F1A0295055F2A029A039C019F3704, 9, 33",
        "9F3704, 1, 4",
        "'', 0, 0"
    })
    void lists_in_use_are_read_and_written(String encoded, int entries, int dataBytes) {
        Dol list = Dol.decode(ByteString.fromHex(encoded));

        assertThat(list.entries()).hasSize(entries);
        assertThat(list.dataBytes()).isEqualTo(dataBytes);
        assertThat(list.encode().toHex()).isEqualTo(encoded);
    }

    /** Every element of the public lists stands in the tag table with the length asked for. */
    @ParameterizedTest
    @CsvSource({
        "9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F3403",
        "8A029F02069F03069F1A0295055F2A029A039C019F37049F21039F4E14",
        "9F66049F02069F03069F1A0295055F2A029A039C019F3704"
    })
    void the_tag_table_knows_what_public_lists_ask_for(String encoded) {
        assertThat(Dol.decode(ByteString.fromHex(encoded)).entries())
                .allSatisfy(entry -> assertThat(DataElement.find(entry.tag())
                                .orElseThrow()
                                .bytes()
                                .contains(entry.length()))
                        .isTrue());
    }

    @Test
    void says_what_it_asks_for() {
        Dol list = Dol.decode(ByteString.fromHex("9F37049F0206"));

        assertThat(list.asksFor(Tag.of("9F37"))).isTrue();
        assertThat(list.lengthOf(Tag.of("9F02"))).contains(6);
        assertThat(list.asksFor(Tag.of("95"))).isFalse();
        assertThat(list.entries()).hasToString("[9F37(4), 9F02(6)]");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "9F37, 2, no length",
        "9F, 0, half a tag",
        "9F370400, 3, a filler byte",
        "9F3700, 2, length 0",
        "9F37FD, 2, length 253",
        "9F3704 9F, 3, half a tag at the end"
    })
    void what_is_not_tags_with_lengths_is_refused_with_its_offset(String encoded, int offset, String why) {
        assertThatThrownBy(() -> Dol.decode(ByteString.fromHex(encoded.replace(" ", ""))))
                .as(why)
                .isInstanceOfSatisfying(
                        MalformedTlvException.class,
                        malformed -> assertThat(malformed.offset()).isEqualTo(offset));
    }

    @Test
    void a_list_has_at_most_252_bytes() {
        Entry terminalResults = new Entry(Tag.of("95"), 5);
        List<Entry> most = Collections.nCopies(126, terminalResults);
        assertThat(new Dol(most).encode().size()).isEqualTo(252);
        assertThat(Dol.decode(new Dol(most).encode()).entries()).isEqualTo(most);

        List<Entry> tooMany = Collections.nCopies(127, terminalResults);
        assertThatIllegalArgumentException().isThrownBy(() -> new Dol(tooMany));
        assertThatThrownBy(() -> Dol.decode(ByteString.concat(Collections.nCopies(127, ByteString.fromHex("9505")))))
                .isInstanceOf(MalformedTlvException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(Tag.of("95"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(Tag.of("95"), 253));
    }

    @Test
    void reading_what_was_written_gives_the_same_list() {
        Seeds.forEachCase(50_000, random -> {
            Dol list = dol(random);
            if (!Dol.decode(list.encode()).equals(list)) {
                throw new AssertionError("not the same list");
            }
        });
    }

    @Test
    void whatever_the_bytes_the_list_reads_them_back_or_throws_its_one_exception() {
        Seeds.forEachCase(100_000, random -> {
            ByteString mutant = Mutator.mutate(random, dol(random).encode());
            try {
                if (!Dol.decode(mutant).encode().equals(mutant)) {
                    throw new AssertionError("accepted, but not in its only encoding");
                }
            } catch (MalformedTlvException declared) {
                if (declared.offset() < 0 || declared.offset() > mutant.size()) {
                    throw new AssertionError("offset outside the bytes");
                }
            }
        });
    }

    private static Dol dol(Random random) {
        List<DataElement> elements = DataElement.all();
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            Tag tag = elements.get(random.nextInt(elements.size())).tag();
            entries.add(new Entry(tag, 1 + random.nextInt(252)));
        }
        return new Dol(entries);
    }
}
