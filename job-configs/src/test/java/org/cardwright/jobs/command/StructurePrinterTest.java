package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class StructurePrinterTest {

    @Command
    private static final class Nothing {}

    private final StringWriter printed = new StringWriter();

    private void print(Object structure) throws IOException {
        CommandLine command = new CommandLine(new Nothing()).setOut(new PrintWriter(printed));
        StructurePrinter.print(structure, command.getCommandSpec());
    }

    @Test
    void an_element_of_a_stream_is_printed_before_the_next_one_is_made() throws IOException {
        Stream<Map<String, String>> entries = Stream.of("\u00e9", "b", "c").map(text -> {
            assertThat(printed.toString()).doesNotContain(text).contains(text.equals("b") ? "\u00e9" : "");
            return Map.of("reason", text);
        });
        print(Map.of("entries", entries));
        assertThat(printed.toString())
                .isEqualToIgnoringNewLines(
                        "{\"entries\":[{\"reason\":\"\u00e9\"},{\"reason\":\"b\"},{\"reason\":\"c\"}]}");
    }

    @Test
    void lists_numbers_and_nothing_at_all_keep_their_form() throws IOException {
        print(List.of(1L, true, List.of(), Map.of(), Stream.of()));
        assertThat(printed.toString()).isEqualToIgnoringNewLines("[1,true,[],{},[]]");
    }
}
