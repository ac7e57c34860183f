package org.cardwright.formats.xml;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.IdentityHashMap;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * One definition file of a bureau, valid by its schema.
 *
 * <p>Definitions hold no card data, so a refusal may repeat what the schema processor says.
 *
 * @param root the generated class of its root element
 * @param lines element (by identity) to the line it begins on
 * @param hash SHA-256 of the file
 * @param <T> generated class
 */
public record XmlDefinition<T>(T root, IdentityHashMap<Object, Integer> lines, ByteString hash) {

    private static final int MAX_BYTES = 1_048_576;

    /** A context is made of reflection and takes a third of a second; one for each class serves all files. */
    private static final ClassValue<JAXBContext> CONTEXTS = new ClassValue<>() {
        @Override
        protected JAXBContext computeValue(Class<?> type) {
            try {
                return JAXBContext.newInstance(type);
            } catch (JAXBException broken) {
                throw new IllegalStateException("our own classes cannot be bound", broken);
            }
        }
    };

    /**
     * Reads and validates a file.
     *
     * @throws MalformedFileException when it is too long, not UTF-8, not well formed or not valid; it names the line
     * @throws IOException when it cannot be read
     */
    public static <T> XmlDefinition<T> load(Path file, Schema schema, Class<T> type) throws IOException {
        byte[] octets = octets(file);
        String document = document(file, octets);
        try {
            StrictXml.validator(schema).validate(StrictXml.source(document));
        } catch (SAXException invalid) {
            throw invalid(file, invalid);
        }
        IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
        return new XmlDefinition<>(unmarshal(document, type, lines), lines, sha256(ByteString.of(octets)));
    }

    /**
     * A schema that an issuer agreed on.
     *
     * @throws MalformedFileException when it is no schema or refers to other files
     */
    public static Schema schema(Path file) throws IOException {
        try {
            return StrictXml.schema(StrictXml.source(document(file, octets(file))));
        } catch (SAXException invalid) {
            throw invalid(file, invalid);
        }
    }

    /** SHA-256 of a definition file that is no definition of ours, such as an issuer's schema. */
    public static ByteString hashOf(Path file) throws IOException {
        return sha256(ByteString.of(octets(file)));
    }

    /** Refuses a valid definition that contradicts itself. */
    public MalformedFileException contradiction(Path file, Object element, String detail) {
        return malformed(file, lines.getOrDefault(element, 0), FileRule.CONTRADICTION, detail);
    }

    /** Refuses a set of definitions. */
    public static MalformedFileException contradiction(Path file, String detail) {
        return malformed(file, 0, FileRule.CONTRADICTION, detail);
    }

    /** SHA-256, FIPS 180-4. */
    public static ByteString sha256(ByteString octets) {
        try {
            return ByteString.of(MessageDigest.getInstance("SHA-256").digest(octets.toByteArray()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static <T> T unmarshal(String document, Class<T> type, IdentityHashMap<Object, Integer> lines) {
        try {
            XMLStreamReader reader = StrictXml.inputFactory().createXMLStreamReader(new StringReader(document));
            Unmarshaller unmarshaller = CONTEXTS.get(type).createUnmarshaller();
            unmarshaller.setListener(new Unmarshaller.Listener() {
                @Override
                public void beforeUnmarshal(Object target, Object parent) {
                    lines.put(target, reader.getLocation().getLineNumber());
                }
            });
            JAXBElement<T> root = unmarshaller.unmarshal(reader, type);
            reader.close();
            return root.getValue();
        } catch (JAXBException | XMLStreamException validButUnreadable) {
            throw new IllegalStateException("a valid definition cannot be read", validButUnreadable);
        }
    }

    private static byte[] octets(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_BYTES + 1);
            if (octets.length > MAX_BYTES) {
                throw malformed(
                        file, 0, FileRule.NOT_OF_SCHEMA, "a definition file has at most " + MAX_BYTES + " bytes");
            }
            return octets;
        }
    }

    private static String document(Path file, byte[] octets) throws MalformedFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed(file, 0, FileRule.NOT_OF_SCHEMA, "a definition file is UTF-8");
        }
    }

    private static MalformedFileException invalid(Path file, SAXException invalid) {
        int line = invalid instanceof SAXParseException placed ? placed.getLineNumber() : 0;
        return malformed(
                file, line, FileRule.NOT_OF_SCHEMA, Objects.requireNonNullElse(invalid.getMessage(), "not valid"));
    }

    private static MalformedFileException malformed(Path file, int line, FileRule rule, String detail) {
        String place = line > 0 ? "line " + line : "";
        return new MalformedFileException(String.valueOf(file.getFileName()), place, rule.id(), detail);
    }
}
