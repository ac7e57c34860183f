package org.cardwright.machine.language;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cardwright.formats.xml.StrictXml;

/** Elements one behind the other, as a machine takes commands. */
public final class XmlElements {

    private XmlElements() {}

    /**
     * An element without content.
     *
     * @param depth how many elements it stands in
     * @param tag its name
     * @param attributes by name
     */
    public record Element(int depth, String tag, Map<String, String> attributes) {

        /** Copies the attributes. */
        public Element {
            attributes = new TreeMap<>(attributes);
        }

        /** What answers call a command: its attribute {@code name}, or the element. */
        public String name() {
            return attributes.getOrDefault("name", tag);
        }

        /** The element only. */
        @Override
        public String toString() {
            return "Element(" + tag + ")";
        }
    }

    /**
     * The elements of a stream, in order.
     *
     * @throws MachineFileException when it is no XML, or something else than elements stands in it
     */
    public static List<Element> of(String stream) {
        return inDocument("<stream>" + stream + "</stream>", 1);
    }

    /** The elements of a document, its root among them. */
    static List<Element> ofDocument(String document) {
        return inDocument(document, 0);
    }

    private static List<Element> inDocument(String document, int outside) {
        List<Element> elements = new ArrayList<>();
        try {
            XMLStreamReader reader = StrictXml.inputFactory().createXMLStreamReader(new StringReader(document));
            require(outside > 0 || "UTF-8".equals(reader.getCharacterEncodingScheme()));
            int depth = -outside;
            while (reader.hasNext()) {
                int event = reader.next();
                boolean begins = event == XMLStreamConstants.START_ELEMENT;
                if (begins && depth >= 0) {
                    elements.add(new Element(depth, reader.getLocalName(), attributes(reader)));
                }
                boolean tag = begins || event == XMLStreamConstants.END_ELEMENT;
                require(tag || event == XMLStreamConstants.END_DOCUMENT || isLineFeed(reader));
                depth += begins ? 1 : tag ? -1 : 0;
            }
            reader.close();
        } catch (XMLStreamException malformed) {
            throw new MachineFileException("it is no XML");
        }
        return elements;
    }

    private static boolean isLineFeed(XMLStreamReader reader) {
        return (reader.isCharacters() || reader.getEventType() == XMLStreamConstants.SPACE)
                && reader.getText().isBlank();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new MachineFileException("something else than commands stands in it");
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }
}
