package org.cardwright.formats.xml;

import java.io.StringReader;
import java.net.URL;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Parsers that fetch nothing and expand nothing.
 *
 * <p>CWE-611 (external entities), CWE-776 (entity expansion). The parsers of the JDK are asked for by name, so that no
 * library on the path can replace them by others that know other switches.
 */
public final class StrictXml {

    private StrictXml() {}

    /** A StAX factory that knows no document type declarations and no entities. */
    public static XMLInputFactory inputFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    /** A schema that refers to nothing outside itself. */
    public static Schema schema(Source source) throws SAXException {
        return schemaFactory().newSchema(source);
    }

    /** A schema of our own. */
    public static Schema schema(URL resource) {
        try {
            return schemaFactory().newSchema(resource);
        } catch (SAXException broken) {
            throw new IllegalStateException("a schema of our own is wrong", broken);
        }
    }

    /** A validator that follows no references. */
    static Validator validator(Schema schema) throws SAXException {
        Validator validator = schema.newValidator();
        validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return validator;
    }

    /** A document to be validated; a document type declaration fails it. */
    static SAXSource source(String document) throws SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new SAXSource(factory.newSAXParser().getXMLReader(), new InputSource(new StringReader(document)));
        } catch (ParserConfigurationException unknownSwitch) {
            throw new IllegalStateException("the parser of the JDK lost a switch", unknownSwitch);
        }
    }

    private static SchemaFactory schemaFactory() throws SAXException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory;
    }
}
