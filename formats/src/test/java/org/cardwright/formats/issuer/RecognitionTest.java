package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file comes to the same whether its layout is given or found among all of the issuer. */
class RecognitionTest {

    private static final List<IssuerLayout> ALL = Stream.of(
                    "harbour-embosser", "northbank-xml", "northbank-json", "northbank-fixed", "northbank-delimited")
            .map(FourFormsTest::layout)
            .toList();

    /** Nothing tells EBCDIC records that are ASCII from any other text, or blanks from blanks. */
    private static final Set<String> LIKE_NOTHING = Set.of("ascii", "blanks-only");

    @TempDir
    Path directory;

    @FunctionalInterface
    private interface Choice {
        IssuerLayout of(Path file) throws IOException;
    }

    /** {@code R-016} for a refused file, else one line for each order. */
    private static List<String> outcome(Path file, Choice choice) throws IOException {
        List<String> outcomes = new ArrayList<>();
        try {
            for (IssuerFile.Item item : FourFormsTest.read(file, choice.of(file))) {
                outcomes.add(item.toString());
            }
            return outcomes;
        } catch (MalformedFileException refused) {
            return List.of(refused.toString());
        }
    }

    @TestFactory
    Stream<DynamicNode> a_bad_file_comes_to_the_same_without_a_given_layout() {
        return CorruptFiles.all().stream()
                .map(form -> dynamicContainer(
                        form.name(),
                        form.files().stream()
                                .filter(corrupt -> !LIKE_NOTHING.contains(corrupt.kind()))
                                .map(corrupt -> dynamicTest(corrupt.kind(), () -> same(form, corrupt)))));
    }

    private static void same(CorruptFiles form, CorruptFiles.Corrupt corrupt) throws IOException {
        Path file = SampleData.path(form.path(corrupt));
        IssuerLayout layout = FourFormsTest.layout(form.layout());

        assertThat(outcome(file, found -> IssuerFiles.recognize(found, ALL))).isEqualTo(outcome(file, given -> layout));
    }

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void a_bad_first_order_is_one_rejected_order(String name) throws IOException {
        List<SampleOrder> orders = new ArrayList<>(SampleOrder.ten());
        orders.set(0, orders.get(0).with(IssuerField.EXPIRATION_DATE, "2028-13"));
        byte[] bytes = switch (name) {
            case "northbank-delimited" -> SampleForms.delimited(orders);
            case "northbank-fixed" -> SampleForms.fixed(orders);
            case "northbank-xml" -> SampleMarkup.xml(orders);
            default -> SampleMarkup.json(orders);
        };
        Path file = Files.write(directory.resolve(name), bytes);

        List<IssuerFile.Item> items = FourFormsTest.read(file, IssuerFiles.recognize(file, ALL));

        assertThat(items).hasSize(10);
        assertThat(items.get(0)).isInstanceOf(UnreadableRecord.class);
        assertThat(items.subList(1, 10)).allMatch(IssuerRecord.class::isInstance);
    }

    @Test
    void a_layout_that_reads_the_first_order_goes_before_one_that_only_fits() throws IOException {
        String shorter = new String(SampleData.bytes("layouts/issuer/northbank-delimited.xml"), StandardCharsets.UTF_8)
                .replace("name=\"northbank-delimited\"", "name=\"shorter\"")
                .replace("column=\"order\" required=\"true\" maxLength=\"32\"", "column=\"order\" maxLength=\"2\"");
        IssuerLayout fitting = IssuerLayout.load(Files.writeString(directory.resolve("shorter.xml"), shorter));
        IssuerLayout reading = FourFormsTest.layout("northbank-delimited");
        Path file = FourFormsTest.export("northbank-delimited");

        assertThat(IssuerFiles.recognize(file, List.of(fitting)).name()).isEqualTo("shorter");
        assertThat(IssuerFiles.recognize(file, List.of(fitting, reading))).isEqualTo(reading);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no form at all", "\u0000\u0001\u0002", "   \n\n", "%PDF-1.7 9999990000010096"})
    void a_file_like_no_layout_is_refused_as_such(String text) throws IOException {
        Path file = Files.write(directory.resolve("other.dat"), text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> IssuerFiles.recognize(file, ALL))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("other.dat: R-027: the file has the form of no layout of its issuer");
    }

    @Test
    void an_empty_file_is_refused_as_empty() throws IOException {
        Path file = Files.createFile(directory.resolve("empty.dat"));

        assertThatThrownBy(() -> IssuerFiles.recognize(file, ALL)).hasMessageContaining("R-002");
    }
}
