package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyHierarchy;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.DataGrouping;
import org.cardwright.formats.issuer.IssuerField;
import org.junit.jupiter.api.Test;

/** The document says of every field, element, data grouping and key what the program holds of it. */
class DataClassesDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "data-classes.md");
    private static final String MARK = "<!-- From here on: mvn -Dgolden=write -Dtest=DataClassesDocumentTest -->\n";

    @Test
    void the_document_has_the_tables_of_the_program() throws IOException {
        String document = Files.readString(DOCUMENT);
        String written = document.substring(0, document.indexOf(MARK) + MARK.length());
        String tables = tables();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, written + tables);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(written + tables);
    }

    private static String tables() {
        List<String> lines = new ArrayList<>();
        lines.add("\n## Fields of an order\n");
        lines.add("| class | fields |\n|---|---|");
        for (DataClass dataClass : DataClass.values()) {
            lines.add(row(text(dataClass), names(IssuerField.values(), IssuerField::dataClass, dataClass)));
        }
        lines.add("\n## Data elements that are not public\n");
        lines.add("| tag | element | class | shown |\n|---|---|---|---|");
        DataElement.all().stream()
                .filter(element -> element.dataClass() != DataClass.PUBLIC)
                .forEach(element -> lines.add(row(
                        element.tag().toString(), element.name(), text(element.dataClass()), text(element.shown()))));
        lines.add("\n## Data groupings\n\nA number in no row may hold anything; it is confidential.\n");
        lines.add("| number | usually | class |\n|---|---|---|");
        DataGrouping.all()
                .forEach(
                        grouping -> lines.add(row(grouping.numbers(), grouping.meaning(), text(grouping.dataClass()))));
        lines.add("\n## Keys\n\nAll keys are secret; the class is that of what they guard.\n");
        lines.add("| hierarchy | class | purposes |\n|---|---|---|");
        for (KeyHierarchy hierarchy : KeyHierarchy.values()) {
            lines.add(row(
                    text(hierarchy),
                    text(hierarchy.dataClass()),
                    names(KeyPurpose.values(), KeyPurpose::hierarchy, hierarchy)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static <T extends Enum<T>, C> String names(T[] constants, Function<T, C> classOf, C wanted) {
        return Stream.of(constants)
                .filter(constant -> classOf.apply(constant).equals(wanted))
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
