package org.cardwright.formats.profile;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.ValidationEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.xml.ObjectFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads profile files: XML against {@code profile-1.xsd}, without DOCTYPE and external entities. */
final class ProfileXml {

    private static final String SCHEMA = "profile-1.xsd";
    private static final int MAX_BYTES = 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JAXBContext CONTEXT = context();
    private static final Schema PROFILE_SCHEMA = schema();

    private ProfileXml() {}

    /**
     * Reads one file.
     *
     * @throws MalformedProfileException when it is not a valid profile file
     * @throws UncheckedIOException when it cannot be read
     */
    static ProfileDocument read(Path path) {
        String file = String.valueOf(path.getFileName());
        byte[] content = content(path, file);
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(content, file)));
            try {
                return unmarshal(file, reader, Sha256.of(content));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException wrong) {
            throw new MalformedProfileException(
                    file,
                    Math.max(
                            wrong.getLocation() == null
                                    ? 0
                                    : wrong.getLocation().getLineNumber(),
                            0),
                    "not well-formed XML");
        }
    }

    private static byte[] content(Path path, String file) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new MalformedProfileException(file, 0, "a profile file has at most " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decoded before any XML processor sees it: they print what they think of other bytes. */
    private static String text(byte[] content, String file) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new MalformedProfileException(file, line, "a profile file is UTF-8");
        }
        return text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }

    private static ProfileDocument unmarshal(String file, XMLStreamReader reader, ByteString hash)
            throws XMLStreamException {
        Lines lines = new Lines(reader);
        FirstError firstError = new FirstError();
        try {
            Unmarshaller unmarshaller = CONTEXT.createUnmarshaller();
            unmarshaller.setSchema(PROFILE_SCHEMA);
            unmarshaller.setListener(lines);
            unmarshaller.setEventHandler(firstError);
            Object root = unmarshaller.unmarshal(reader);
            readToEnd(reader);
            return new ProfileDocument(file, root instanceof JAXBElement<?> e ? e.getValue() : root, lines.lines, hash);
        } catch (JAXBException wrong) {
            throw firstError.asException(file, reader);
        }
    }

    /** Behind the root element nothing but comments may stand; the unmarshaller itself would not look. */
    private static void readToEnd(XMLStreamReader reader) throws XMLStreamException {
        while (reader.getEventType() != XMLStreamConstants.END_DOCUMENT) {
            reader.next();
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(ObjectFactory.class);
        } catch (JAXBException wrong) {
            throw new IllegalStateException("the classes made from the profile schema do not fit", wrong);
        }
    }

    private static Schema schema() {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        try (InputStream in = Objects.requireNonNull(ProfileXml.class.getResourceAsStream(SCHEMA))) {
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(new StreamSource(in));
        } catch (SAXException wrong) {
            throw new IllegalStateException("the profile schema is wrong", wrong);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers the line on which each element begins. */
    private static final class Lines extends Unmarshaller.Listener {

        private final XMLStreamReader reader;
        private final IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();

        Lines(XMLStreamReader reader) {
            this.reader = reader;
        }

        @Override
        public void beforeUnmarshal(Object target, @Nullable Object parent) {
            lines.put(target, reader.getLocation().getLineNumber());
        }
    }

    /** Keeps the first finding of the validator and stops there. */
    private static final class FirstError implements jakarta.xml.bind.ValidationEventHandler {

        private @Nullable String message;
        private int line;

        @Override
        public boolean handleEvent(ValidationEvent event) {
            if (message == null) {
                message = event.getMessage();
                line = event.getLocator() == null ? 0 : event.getLocator().getLineNumber();
            }
            return false;
        }

        MalformedProfileException asException(String file, XMLStreamReader reader) {
            int place = line > 0 ? line : reader.getLocation().getLineNumber();
            return new MalformedProfileException(file, place, message == null ? "not well-formed XML" : message);
        }
    }
}
