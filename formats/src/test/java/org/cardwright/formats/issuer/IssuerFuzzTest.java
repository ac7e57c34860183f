package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.OrderReference;
import org.cardwright.formats.screening.TestScreening;
import org.cardwright.formats.tlv.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R11: whatever stands in a file, readers and screening give records or one declared refusal, and quote nothing. */
@Tag("R11")
class IssuerFuzzTest {

    /** A million for each text parser in the full scorecard. */
    private static final long CASES = "full".equals(System.getProperty("cardwright.score")) ? 1_000_000 : 500;

    /** More records than any mutation of two can hold. */
    private static final int MOST_RECORDS = 2_000;

    private static final List<SampleOrder> TWO = List.of(SampleOrder.number(4), SampleOrder.number(9));

    private static final String EMBOSSED = "#DCC##EMB#9999 9900 0001 0096\"11/25 09/28\"LI WU\"WU BAKERIES\"#ENC#"
            + "%B9999990000010096^WU/LI^2809201000000123?;9999990000010096=280920100000123?#END#@@@@@@\r\n";

    private enum Form {
        DELIMITED("northbank-delimited", SampleForms.delimited(TWO)),
        FIXED("northbank-fixed", SampleForms.fixed(TWO)),
        XML("northbank-xml", SampleMarkup.xml(TWO)),
        JSON("northbank-json", SampleMarkup.json(TWO)),
        EMBOSSER("harbour-embosser", (EMBOSSED + EMBOSSED).getBytes(StandardCharsets.US_ASCII));

        private final IssuerLayout layout;
        private final ByteString good;

        Form(String layout, byte[] good) {
            this.layout = FourFormsTest.layout(layout);
            this.good = ByteString.of(good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gives_records_or_a_declared_refusal(Form form) {
        Seeds.forEachCase(CASES, random -> check(form, mutated(random, form.good)));
    }

    private static void check(Form form, ByteString content) {
        FileFaults faults = new FileFaults("fuzzed");
        FileBytes bytes = new FileBytes(new ByteArrayInputStream(content.toByteArray()), faults);
        try (IssuerFile file = IssuerFiles.open(bytes, form.layout, faults, "0123456789AB")) {
            int records = 0;
            for (Optional<IssuerFile.Item> item = file.next(); item.isPresent(); item = file.next()) {
                records++;
                assertThat(records).isLessThan(MOST_RECORDS);
                assertThat(item.get().recordNumber()).isEqualTo(records);
                quotesNothing(withoutReference(item.get()));
                TestScreening.withoutPin().screen(item.get());
            }
            assertThat(file.totals()).isPresent();
        } catch (MalformedFileException refused) {
            assertThat(refused.getCause()).isNull();
            quotesNothing(refused.getMessage());
        } catch (IOException medium) {
            throw new UncheckedIOException("only a medium may fail so", medium);
        }
    }

    /** An issuer may have put anything into the reference; only a card number there is never shown. */
    private static String withoutReference(IssuerFile.Item item) {
        String reference = item instanceof UnreadableRecord unreadable ? unreadable.orderReference() : "";
        assertThat(OrderReference.cardNumbersIn(reference)).isEmpty();
        return reference.isEmpty() ? item.toString() : item.toString().replace(reference, "");
    }

    private static void quotesNothing(String said) {
        assertThat(said).doesNotContain("99999900", "BERG", "WU/LI", "A1B2C3");
    }

    /** Bytes as a line damages them, or pieces as a program does: doubled, lost, moved. */
    private static ByteString mutated(Random random, ByteString good) {
        if (random.nextInt(3) > 0) {
            return Mutator.mutate(random, good);
        }
        int from = random.nextInt(good.size());
        int to = from + random.nextInt(good.size() - from);
        ByteString piece = good.slice(from, to);
        return switch (random.nextInt(3)) {
            case 0 -> good.slice(0, to).plus(good.slice(from));
            case 1 -> good.slice(0, from).plus(good.slice(to));
            default -> {
                ByteString rest = good.slice(0, from).plus(good.slice(to));
                int at = random.nextInt(rest.size() + 1);
                yield rest.slice(0, at).plus(piece).plus(rest.slice(at));
            }
        };
    }
}
