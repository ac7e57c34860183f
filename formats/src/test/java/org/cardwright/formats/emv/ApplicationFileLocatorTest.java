package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator.Entry;
import org.cardwright.formats.emv.ApplicationFileLocator.PlannedRecord;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationFileLocatorTest {

    /** Groupings in use, cps.md 5.2, 6.3 and 6.4: {@code *} marks a signed record. */
    @ParameterizedTest
    @CsvSource({
        "1.1 2.1* 2.2 3.1 3.2 3.3 3.4 3.5, 080101001001020118010500",
        "2.1* 2.2 3.1 3.2 3.3 3.4 3.5, 1001020118010500",
        "2.1* 2.2 3.1 3.2 3.3 3.4, 1001020118010400",
        "1.1 2.1 2.2 2.3 2.4 2.5 3.1* 3.2 3.3 4.1, 08010100100105001801030120010100",
        "1.1 2.1 2.2 3.1* 3.2* 3.3, 080101001001020018010302",
        "1.1* 1.2 1.3* 1.4, 0801020108030401",
        "1.1 1.3 1.4, 0801010008030400",
        "3.1 1.1* 3.2, 180101000801010118020200"
    })
    void a_plan_becomes_as_few_entries_as_possible(String plan, String encoded) {
        ApplicationFileLocator locator = ApplicationFileLocator.of(plan(plan));

        assertThat(locator.encode().toHex()).isEqualTo(encoded);
        assertThat(ApplicationFileLocator.decode(ByteString.fromHex(encoded))).isEqualTo(locator);
        assertThat(locator.records())
                .isEqualTo(plan(plan).stream().map(PlannedRecord::address).toList());
        assertThat(locator.signedRecords())
                .isEqualTo(plan(plan).stream()
                        .filter(PlannedRecord::signed)
                        .map(PlannedRecord::address)
                        .toList());
    }

    @Test
    void a_plan_with_a_record_twice_or_none_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFileLocator.of(plan("1.1 2.1 1.1")))
                .withMessageContaining("SFI 1 record 1");
        assertThatIllegalArgumentException().isThrownBy(() -> ApplicationFileLocator.of(List.of()));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "'', 0, no entry",
        "080101, 0, three bytes",
        "0801010008, 0, five bytes",
        "00010100, 0, SFI 0",
        "F8010100, 0, SFI 31",
        "09010100, 0, a reserved bit",
        "08000100, 0, record 0",
        "08020100, 0, last before first",
        "08010203, 0, more signed than there are",
        "0801010010010102, 4, the second entry",
        "0801020008020300, 0, a record twice"
    })
    void what_book_3_section_10_2_forbids_is_refused(String encoded, int offset, String why) {
        assertThatThrownBy(() -> ApplicationFileLocator.decode(ByteString.fromHex(encoded)))
                .as(why)
                .isInstanceOfSatisfying(
                        MalformedTlvException.class,
                        malformed -> assertThat(malformed.offset()).isEqualTo(offset));
    }

    @Test
    void sixty_three_entries_fit_and_sixty_four_do_not() {
        List<Entry> entries = IntStream.rangeClosed(1, ApplicationFileLocator.MAX_ENTRIES)
                .mapToObj(i -> new Entry(1, 2 * i, 2 * i, 0))
                .toList();
        assertThat(new ApplicationFileLocator(entries).encode().size()).isEqualTo(252);

        List<Entry> oneMore = new ArrayList<>(entries);
        oneMore.add(new Entry(2, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ApplicationFileLocator(oneMore));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "31.1", "1.0", "1.256"})
    void a_record_outside_the_ranges_has_no_address(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(address));
    }

    @Test
    void any_plan_is_read_back_as_it_was_planned() {
        Seeds.forEachCase(20_000, random -> {
            List<PlannedRecord> plan = plan(random);
            ApplicationFileLocator locator = ApplicationFileLocator.of(plan);

            ApplicationFileLocator read = ApplicationFileLocator.decode(locator.encode());
            if (!read.records().equals(addresses(plan, false))
                    || !read.signedRecords().equals(addresses(plan, true))) {
                throw new AssertionError("not the plan");
            }
        });
    }

    @Test
    void what_is_accepted_encodes_to_the_same_bytes() {
        Seeds.forEachCase(50_000, random -> {
            byte[] bytes = Seeds.bytes(random, 4 * random.nextInt(4) + (random.nextInt(20) == 0 ? 1 : 0));
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 4 == 0 ? bytes[i] & 0x79 : bytes[i] & 0x03);
            }
            ByteString value = ByteString.of(bytes);
            try {
                if (!ApplicationFileLocator.decode(value).encode().equals(value)) {
                    throw new AssertionError("another encoding");
                }
            } catch (MalformedTlvException declared) {
                // Refused as declared.
            }
        });
    }

    private static List<RecordAddress> addresses(List<PlannedRecord> plan, boolean signedOnly) {
        return plan.stream()
                .filter(record -> record.signed() || !signedOnly)
                .map(PlannedRecord::address)
                .toList();
    }

    private static List<PlannedRecord> plan(Random random) {
        List<PlannedRecord> plan = new ArrayList<>();
        for (int sfi = 1; sfi <= 4; sfi++) {
            int records = random.nextInt(7);
            for (int record = 1; record <= records; record++) {
                if (random.nextInt(6) > 0) {
                    plan.add(new PlannedRecord(new RecordAddress(sfi * 7, record), random.nextBoolean()));
                }
            }
        }
        plan.add(new PlannedRecord(new RecordAddress(30, 255), random.nextBoolean()));
        if (random.nextInt(4) == 0) {
            Collections.shuffle(plan, random);
        }
        return plan;
    }

    private static List<PlannedRecord> plan(String text) {
        List<PlannedRecord> plan = new ArrayList<>();
        for (String word : List.of(text.split(" ", -1))) {
            boolean signed = word.endsWith("*");
            String address = signed ? word.substring(0, word.length() - 1) : word;
            int dot = address.indexOf('.');
            int sfi = Integer.parseInt(address.substring(0, dot));
            int record = Integer.parseInt(address.substring(dot + 1));
            plan.add(new PlannedRecord(new RecordAddress(sfi, record), signed));
        }
        return plan;
    }
}
