package org.cardwright.formats.issuer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.sample.SampleData;

/** A shipped layout with changes, written beside its schema. */
record LayoutText(String name, String text) {

    static LayoutText shipped(String name) {
        byte[] bytes = SampleData.bytes("layouts/issuer/" + name + ".xml");
        return new LayoutText(name, new String(bytes, StandardCharsets.UTF_8));
    }

    /** One replacement, which must happen. */
    LayoutText with(String old, String now) {
        if (!text.contains(old)) {
            throw new IllegalStateException("replaces nothing: " + old);
        }
        return new LayoutText(name, text.replace(old, now));
    }

    /** Number of the first line that contains the text. */
    int lineOf(String wanted) {
        return (int) text.substring(0, text.indexOf(wanted)).lines().count();
    }

    Path write(Path directory) throws IOException {
        Files.write(directory.resolve("card-orders.xsd"), SampleData.bytes("layouts/issuer/card-orders.xsd"));
        return Files.writeString(directory.resolve(name + ".xml"), text);
    }

    IssuerLayout load(Path directory) throws IOException {
        return IssuerLayout.load(write(directory));
    }
}
