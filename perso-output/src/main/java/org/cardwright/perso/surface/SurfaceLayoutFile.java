package org.cardwright.perso.surface;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.cardwright.formats.bytes.ByteString;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads a {@link SurfaceLayout} from its XML file and refuses what the schema or the card's width does not allow. */
public final class SurfaceLayoutFile {

    private static final String SCHEMA = "surface-layout-1.xsd";
    private static final int MAX_BYTES = 64 * 1024;

    private SurfaceLayoutFile() {}

    /**
     * Loads one layout.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it is no valid layout; the message names file, line and rule
     */
    public static SurfaceLayout load(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": a surface layout has at most " + MAX_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        Element root = parse(String.valueOf(file.getFileName()), content);
        Optional<SurfaceLayout.Emboss> emboss = first(root, "emboss").map(EmbossElement::read);
        return new SurfaceLayout(
                root.getAttribute("name"),
                Integer.parseInt(root.getAttribute("version")),
                sha256(content),
                emboss,
                first(root, "stripe").map(SurfaceLayoutFile::tracks).orElse(List.of()),
                first(root, "laser").map(SurfaceLayoutFile::texts).orElse(List.of()));
    }

    private static List<StripeTrack> tracks(Element stripe) {
        return stripe.getAttribute("tracks")
                .chars()
                .mapToObj(c -> StripeTrack.values()[c - '1'])
                .toList();
    }

    private static List<SurfaceLayout.Text> texts(Element laser) {
        return children(laser, "text").stream()
                .map(e -> new SurfaceLayout.Text(
                        e.getAttribute("name"),
                        SurfaceField.valueOf(e.getAttribute("field")),
                        e.getAttribute("font"),
                        number(e, "height-um"),
                        number(e, "x-um"),
                        number(e, "y-um")))
                .toList();
    }

    static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static Optional<Element> first(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && child.getLocalName().equals(name)) {
                found.add(child);
            }
        }
        return found;
    }

    private static Element parse(String fileName, byte[] content) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setSchema(schema());
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Refusing());
            return builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
        } catch (SAXParseException wrong) {
            throw new IllegalArgumentException(
                    fileName + " line " + wrong.getLineNumber() + ": " + wrong.getMessage(), wrong);
        } catch (UnsupportedEncodingException | CharConversionException wrong) {
            throw new IllegalArgumentException(fileName + ": it is not in the encoding it declares", wrong);
        } catch (SAXException | ParserConfigurationException wrong) {
            throw new IllegalArgumentException(fileName + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Schema schema() throws SAXException, IOException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        try (InputStream in = Objects.requireNonNull(SurfaceLayoutFile.class.getResourceAsStream(SCHEMA))) {
            return factory.newSchema(new StreamSource(in));
        }
    }

    private static ByteString sha256(byte[] content) {
        try {
            return ByteString.of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Turns every finding of the parser into a refusal. */
    private static final class Refusing implements ErrorHandler {

        @Override
        public void warning(SAXParseException finding) throws SAXException {
            throw finding;
        }

        @Override
        public void error(SAXParseException finding) throws SAXException {
            throw finding;
        }

        @Override
        public void fatalError(SAXParseException finding) throws SAXException {
            throw finding;
        }
    }
}
