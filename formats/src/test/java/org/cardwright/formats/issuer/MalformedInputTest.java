package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.screening.TestScreening;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** R10: malformed input is refused or rejected, with place and reason, without content, quickly and in little memory. */
@Tag("R10")
class MalformedInputTest {

    private static final int LEAST_KINDS = 36;
    private static final long MOST_ALLOCATED_BYTES = 64L * 1024 * 1024;

    /** One second in the full scorecard; in every build the machine may be busy with other things. */
    private static final long MOST_NANOS =
            "full".equals(System.getProperty("cardwright.score")) ? 1_000_000_000L : 10_000_000_000L;

    /** Every number, name and cryptogram of the ten orders, whole or in telling parts. */
    private static final List<String> CANARIES = List.of(
            "99999900000",
            "999999001003",
            "10096",
            "A1B2C3",
            "OAKLEY",
            "ller/A",
            "PAPADO",
            "WU/LI",
            "Main Street",
            "Springfield");

    @TempDir
    Path directory;

    /** What a reading of a whole file came to, as {@code file R-016} or one line for each rejected record. */
    private static List<String> outcome(Path file, IssuerLayout layout, List<String> said) throws IOException {
        List<String> outcomes = new ArrayList<>();
        try (IssuerFile opened = IssuerFiles.open(file, layout)) {
            for (Optional<IssuerFile.Item> item = opened.next(); item.isPresent(); item = opened.next()) {
                said.add(item.get().toString());
                if (TestScreening.SCREENING.screen(item.get()) instanceof Screened.Rejected rejected) {
                    said.add(rejected + " " + rejected.plainReason());
                    outcomes.add(("record " + rejected.recordNumber() + " "
                                    + rejected.reason().id() + " " + rejected.field())
                            .strip());
                }
            }
            return outcomes;
        } catch (MalformedFileException refused) {
            assertThat(refused.getCause()).as("a cause would quote").isNull();
            said.add(refused.toString());
            return List.of("file " + refused.rule());
        }
    }

    @TestFactory
    Stream<DynamicNode> refuses_or_rejects_every_kind() {
        return CorruptFiles.all().stream()
                .map(form -> dynamicContainer(
                        form.name(),
                        form.files().stream().map(file -> dynamicTest(file.kind(), () -> check(form, file)))));
    }

    private static void check(CorruptFiles form, CorruptFiles.Corrupt corrupt) throws Exception {
        Golden.assertSame(form.path(corrupt), corrupt.bytes());
        Path file = SampleData.path(form.path(corrupt));
        IssuerLayout layout = FourFormsTest.layout(form.layout());
        List<String> said = new ArrayList<>();

        List<String> outcomes = within(() -> outcome(file, layout, said));

        assertThat(outcomes).as("first of " + outcomes).first().isEqualTo(corrupt.expected());
        assertThat(outcomes).hasSize(corrupt.kind().equals("latin-1") ? outcomes.size() : 1);
        quotesNothing(said);
    }

    @Test
    void accepts_the_good_twin_of_every_form() throws IOException {
        for (CorruptFiles form : CorruptFiles.all()) {
            Path file = Files.write(directory.resolve(form.name()), form.good());
            assertThat(outcome(file, FourFormsTest.layout(form.layout()), new ArrayList<>()))
                    .as(form.name())
                    .isEmpty();
        }
    }

    @Test
    void knows_at_least_36_kinds_of_every_form() {
        for (CorruptFiles form : CorruptFiles.all()) {
            assertThat(form.files().stream().map(CorruptFiles.Corrupt::kind).distinct())
                    .as(form.name())
                    .hasSizeGreaterThanOrEqualTo(LEAST_KINDS)
                    .hasSize(form.files().size());
        }
    }

    @TestFactory
    Stream<DynamicNode> refuses_a_gigabyte_that_claims_to_be_one_record() {
        return CorruptFiles.all().stream().map(form -> dynamicTest(form.name(), () -> refusesEarly(form)));
    }

    /** The good file up to the name of the spoiled order, then a gigabyte without an end. */
    private void refusesEarly(CorruptFiles form) throws Exception {
        IssuerLayout layout = FourFormsTest.layout(form.layout());
        Path file = Huge.write(directory.resolve("huge-" + form.name()), form);
        assertThat(Files.size(file)).isGreaterThanOrEqualTo(1L << 30);
        List<String> said = new ArrayList<>();

        List<String> outcomes = within(() -> outcome(file, layout, said));

        String expected = Map.of("json", "file R-020", "fixed", "file R-023").getOrDefault(form.name(), "file R-005");
        assertThat(outcomes).containsExactly(expected);
    }

    /** Reads within the limits of time and memory; everything allocated counts, not only what is held. */
    private static List<String> within(Callable<List<String>> reading) throws Exception {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = memory.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        List<String> outcomes = reading.call();
        assertThat(System.nanoTime() - before).as("nanoseconds").isLessThan(MOST_NANOS);
        assertThat(memory.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes")
                .isLessThan(MOST_ALLOCATED_BYTES);
        return outcomes;
    }

    /** Loading classes is no part of reading. */
    @BeforeAll
    static void readTheGoodFilesOnce() throws IOException {
        for (CorruptFiles form : CorruptFiles.all()) {
            IssuerLayout layout = FourFormsTest.layout(form.layout());
            assertThat(outcome(FourFormsTest.export(form.layout()), layout, new ArrayList<>()))
                    .isEmpty();
        }
    }

    private static void quotesNothing(List<String> said) {
        for (String canary : CANARIES) {
            assertThat(said).noneMatch(text -> text.contains(canary));
        }
    }

    @Test
    void the_detectors_find_what_is_planted() {
        for (SampleOrder order : SampleOrder.ten()) {
            for (String line : List.of(
                    SampleForms.delimitedLine(order), SampleMarkup.xmlOrder(order), SampleMarkup.jsonOrder(order))) {
                List<String> said =
                        List.of(new MalformedFileException("a", "", "R-0", "cannot parse " + line).toString());
                assertThatThrownBy(() -> quotesNothing(said)).isInstanceOf(AssertionError.class);
            }
        }
        assertThatThrownBy(() -> within(() -> List.of("" + new byte[(int) MOST_ALLOCATED_BYTES].length)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes");
    }
}
