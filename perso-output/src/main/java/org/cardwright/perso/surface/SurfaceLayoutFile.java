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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
        Optional<SurfaceLayout.Emboss> emboss = first(root, "emboss").map(SurfaceLayoutFile::emboss);
        return new SurfaceLayout(
                root.getAttribute("name"),
                Integer.parseInt(root.getAttribute("version")),
                sha256(content),
                emboss,
                first(root, "stripe").map(SurfaceLayoutFile::tracks).orElse(List.of()),
                first(root, "laser").map(SurfaceLayoutFile::texts).orElse(List.of()));
    }

    private static SurfaceLayout.Emboss emboss(Element zone) {
        Map<String, SurfaceLayout.Font> fonts = children(zone, "font").stream()
                .collect(Collectors.toMap(e -> e.getAttribute("id"), SurfaceLayoutFile::font));
        List<SurfaceLayout.Line> lines = new ArrayList<>();
        for (Element line : children(zone, "line")) {
            String font = line.getAttribute("font");
            if (!fonts.containsKey(font)) {
                throw new IllegalArgumentException("emboss line " + (lines.size() + 1) + ": no font " + font);
            }
            lines.add(new SurfaceLayout.Line(
                    Objects.requireNonNull(fonts.get(font)),
                    number(line, "y-um"),
                    line.hasAttribute("indent") ? number(line, "indent") : 0,
                    SurfaceField.valueOf(line.getAttribute("field"))));
        }
        return new SurfaceLayout.Emboss(number(zone, "left-um"), lines);
    }

    private static SurfaceLayout.Font font(Element font) {
        int pitch = number(font, "pitch-um");
        if (pitch == 0) {
            throw new IllegalArgumentException("font " + font.getAttribute("id") + ": pitch-um is 0, required above 0");
        }
        return new SurfaceLayout.Font(
                number(font, "id"), font.getAttribute("name"), pitch, font.getAttribute("characters"));
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

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static Optional<Element> first(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
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
