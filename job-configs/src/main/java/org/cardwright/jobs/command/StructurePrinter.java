package org.cardwright.jobs.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.cardwright.perso.json.JsonWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints maps, lists and texts as one line of JSON, members in the order they have. */
final class StructurePrinter {

    private StructurePrinter() {}

    static void print(Object structure, CommandSpec spec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(JsonWriter.inGivenOrder(bytes), structure);
        spec.commandLine().getOut().println(bytes.toString(StandardCharsets.UTF_8));
        spec.commandLine().getOut().flush();
    }

    private static void write(JsonWriter json, Object structure) throws IOException {
        if (structure instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.endObject();
        } else if (structure instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (structure instanceof Number number) {
            json.value(number.longValue());
        } else if (structure instanceof Boolean truth) {
            json.value(truth);
        } else {
            json.value(String.valueOf(structure));
        }
    }
}
