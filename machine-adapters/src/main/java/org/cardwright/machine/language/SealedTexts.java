package org.cardwright.machine.language;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.xml.StrictXml;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.file.Channel;

/** Reads the visible and the magnetic records of a sealed card back into texts, and finds its enciphered PIN block. Machine formats B1; own laser form. */
public final class SealedTexts {

    private static final String START = "#DCC#";
    private static final String EMBOSS = "#EMB#";
    private static final String ENCODE = "#ENC#";
    private static final String END = "#END#@@@@@@\r\n";
    private static final int PIN_BLOCK = 0x8010;

    private final Map<String, String> texts = new HashMap<>();

    private SealedTexts() {}

    /**
     * The texts of a card; a card without surface and stripe has none.
     *
     * @throws MalformedRecordException when a record is not of its form, or two channels tell another track
     */
    public static CardTexts read(Map<Channel, ByteString> channels) {
        SealedTexts reading = new SealedTexts();
        reading.emboss(latin1(channels, Channel.EMBOSS));
        reading.laser(channels.getOrDefault(Channel.LASER, ByteString.EMPTY));
        String tracks = latin1(channels, Channel.TRACK);
        if (!tracks.isEmpty()) {
            reading.tracks(tracks.strip());
        }
        reading.pin(channels.getOrDefault(Channel.CHIP, ByteString.EMPTY));
        return CardTexts.of(reading.texts);
    }

    /** A record of a form that is not read here has no PIN block for a machine, and a mailer refuses its card by name. */
    private static List<CpsApplication> applications(ByteString chip) {
        try {
            return CpsRecordCodec.decode(chip).applications();
        } catch (MalformedRecordException otherForm) {
            return List.of();
        }
    }

    /** The PIN block of the first application that has one, with the transport key that the record names for it. EMV CPS, 3a.1 and 3c. */
    private void pin(ByteString chip) {
        if (chip.isEmpty()) {
            return;
        }
        for (CpsApplication application : applications(chip)) {
            for (TransportKeyEntry key : application.transportKeys()) {
                application.dgis().stream()
                        .filter(dgi ->
                                dgi.id().value() == PIN_BLOCK && key.dgis().contains(dgi.id()))
                        .findFirst()
                        .ifPresent(dgi -> {
                            texts.putIfAbsent(CardTexts.PIN_KEY, key.tkid().toHex());
                            texts.putIfAbsent(CardTexts.PIN_BLOCK, dgi.value().toHex());
                        });
            }
        }
    }

    private static String latin1(Map<Channel, ByteString> channels, Channel channel) {
        byte[] bytes = channels.getOrDefault(channel, ByteString.EMPTY).toByteArray();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void emboss(String record) {
        if (record.isEmpty()) {
            return;
        }
        require(record.startsWith(START) && record.endsWith(END), "emboss", "#DCC# to #END#");
        String body = record.substring(0, record.length() - END.length());
        int lines = body.indexOf(EMBOSS);
        int encode = body.indexOf(ENCODE, Math.max(lines, 0));
        if (lines >= 0) {
            lines(body.substring(lines + EMBOSS.length(), encode < 0 ? body.length() : encode));
        }
        if (encode >= 0) {
            tracks(body.substring(encode + ENCODE.length()));
        }
    }

    /** Every line ends with a quotation mark; positions left free are no part of the text. */
    private void lines(String lines) {
        require(lines.endsWith("\""), "emboss", "a quotation mark behind every line");
        int number = 0;
        for (String line : lines.substring(0, lines.length() - 1).split("\"", -1)) {
            number++;
            texts.put("emboss-" + number, line.strip());
        }
    }

    private void tracks(String tracks) {
        int at = 0;
        while (at < tracks.length()) {
            int end = tracks.indexOf('?', at);
            require(end > at, "tracks", "an end sentinel");
            String track = tracks.substring(at, end + 1);
            boolean third = track.startsWith("_");
            String framed = third ? track.substring(1) : track;
            require(framed.startsWith("%") || framed.startsWith(";"), "tracks", "a start sentinel");
            String other = framed.startsWith("%") ? "track-1" : "track-2";
            put(third ? "track-3" : other, framed);
            at = end + 1;
        }
    }

    private void put(String place, String track) {
        String before = texts.putIfAbsent(place, track);
        require(before == null || before.equals(track), place, "the same in both files");
    }

    private void laser(ByteString element) {
        if (element.isEmpty()) {
            return;
        }
        try {
            String xml = new String(element.toByteArray(), StandardCharsets.UTF_8);
            XMLStreamReader reader = StrictXml.inputFactory().createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                boolean begins = reader.next() == XMLStreamConstants.START_ELEMENT;
                if (begins && reader.getLocalName().equals("text")) {
                    String place = "laser-" + reader.getAttributeValue(null, "name");
                    texts.put(place, reader.getElementText());
                }
            }
            reader.close();
        } catch (XMLStreamException malformed) {
            throw new MalformedRecordException("laser", 0, "one element of a card");
        }
    }

    private static void require(boolean holds, String field, String expected) {
        if (!holds) {
            throw new MalformedRecordException(field, 0, expected);
        }
    }
}
