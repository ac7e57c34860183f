package org.cardwright.formats.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.xml.validation.Schema;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.issuer.layout.XmlLayout;
import org.cardwright.formats.issuer.layout.XmlXml;
import org.cardwright.formats.xml.StrictXml;
import org.cardwright.formats.xml.XmlDefinition;

/** Reads layout files: schema first, then the generated classes, then the checks a schema cannot make. */
final class LayoutLoader {

    private static final Schema SCHEMA =
            StrictXml.schema(Objects.requireNonNull(LayoutLoader.class.getResource("issuer-layout.xsd")));

    private LayoutLoader() {}

    static IssuerLayout load(Path file) throws IOException {
        XmlDefinition<XmlLayout> layout = XmlDefinition.load(file, SCHEMA, XmlLayout.class);
        LayoutLines lines = new LayoutLines(file, layout);
        Optional<Path> schemaFile = schemaFile(file, layout.root());
        if (schemaFile.isEmpty()) {
            return new LayoutMapping(lines, Optional.empty()).layout(layout.root(), layout.hash());
        }
        if (!Files.isRegularFile(schemaFile.get())) {
            throw layout.contradiction(
                    file,
                    layout.root().getXml(),
                    "there is no schema " + schemaFile.get().getFileName() + " beside it");
        }
        Schema schema = XmlDefinition.schema(schemaFile.get());
        ByteString hash = XmlDefinition.sha256(layout.hash().plus(XmlDefinition.hashOf(schemaFile.get())));
        return new LayoutMapping(lines, Optional.of(schema)).layout(layout.root(), hash);
    }

    private static Optional<Path> schemaFile(Path file, XmlLayout xml) {
        XmlXml form = xml.getXml();
        return form == null || form.getSchema() == null
                ? Optional.empty()
                : Optional.of(file.resolveSibling(form.getSchema()));
    }
}
