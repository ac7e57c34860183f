package org.cardwright.formats.issuer;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamReader;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.order.XmlPart;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Lays the elements and attributes of one part of an XML file out by path.
 *
 * @param record takes the texts
 * @param namespace of all elements
 */
record XmlMembers(MemberRecord record, String namespace) {

    /** Attributes of the root element; they are control values when the layout says so. */
    static void rootAttributes(XMLStreamReader reader, MemberRecord record) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String of = reader.getAttributeNamespace(i);
            if (of == null || of.isEmpty()) {
                record.put(record.path("", "@" + reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
            }
        }
    }

    void collect(XmlPart part, String path) {
        for (Map.Entry<QName, String> attribute : part.getOtherAttributes().entrySet()) {
            attribute(path, attribute.getKey(), attribute.getValue());
        }
        StringBuilder text = new StringBuilder();
        boolean leaf = true;
        for (Object content : part.getContent()) {
            if (content instanceof Element element) {
                leaf = false;
                element(element, path);
            } else {
                text.append(content);
            }
        }
        close(path, text.toString(), leaf && !path.isEmpty());
    }

    /** Recursion ends because {@link BoundedXmlReader} let no deeper element pass. */
    private void element(Element element, String parent) {
        String path = record.path(parent, element.getLocalName());
        String uri = element.getNamespaceURI();
        if (!namespace.equals(uri == null ? "" : uri)) {
            record.fail(RejectReason.FIELD_UNKNOWN);
        }
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            attribute(path, new QName(attribute.getNamespaceURI(), localName(attribute)), attribute.getNodeValue());
        }
        StringBuilder text = new StringBuilder();
        boolean leaf = true;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                leaf = false;
                element(inner, path);
            } else {
                text.append(child.getNodeValue());
            }
        }
        close(path, text.toString(), leaf);
    }

    private static String localName(Node attribute) {
        return attribute.getLocalName() == null ? attribute.getNodeName() : attribute.getLocalName();
    }

    private void close(String path, String text, boolean leaf) {
        if (leaf) {
            record.put(path, text);
        } else if (!text.isBlank()) {
            record.fail(RejectReason.RECORD_MALFORMED);
        }
    }

    private void attribute(String path, QName name, String value) {
        boolean declaration = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(name.getNamespaceURI());
        boolean hint = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(name.getNamespaceURI());
        if (declaration || hint) {
            return;
        }
        if (!name.getNamespaceURI().isEmpty()) {
            record.fail(RejectReason.FIELD_UNKNOWN);
            return;
        }
        record.put(record.path(path, "@" + name.getLocalPart()), value);
    }
}
