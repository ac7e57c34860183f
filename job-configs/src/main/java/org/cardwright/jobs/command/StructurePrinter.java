package org.cardwright.jobs.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.perso.json.JsonWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints maps, lists, streams and texts as one line of JSON, members in the order they have; of a stream one element at a time. */
final class StructurePrinter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonWriter json = JsonWriter.inGivenOrder(bytes);
    private final PrintWriter out;

    private StructurePrinter(PrintWriter out) {
        this.out = out;
    }

    static void print(Object structure, CommandSpec spec) throws IOException {
        StructurePrinter printer = new StructurePrinter(spec.commandLine().getOut());
        printer.write(structure);
        printer.passOn();
        printer.out.println();
        printer.out.flush();
    }

    private void write(Object structure) throws IOException {
        if (structure instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(String.valueOf(entry.getKey()));
                write(entry.getValue());
            }
            json.endObject();
        } else if (structure instanceof List<?> list) {
            all(list.iterator());
        } else if (structure instanceof Stream<?> stream) {
            all(stream.iterator());
        } else if (structure instanceof Number number) {
            json.value(number.longValue());
        } else if (structure instanceof Boolean truth) {
            json.value(truth);
        } else {
            json.value(String.valueOf(structure));
        }
    }

    private void all(Iterator<?> elements) throws IOException {
        json.beginArray();
        while (elements.hasNext()) {
            write(elements.next());
            passOn();
        }
        json.endArray();
    }

    /** What is written so far ends with a whole character. */
    private void passOn() {
        out.print(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
    }
}
