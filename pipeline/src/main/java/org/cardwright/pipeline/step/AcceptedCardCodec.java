package org.cardwright.pipeline.step;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;

/** The content of a frame of the intake segment. Private to the pipeline; it never leaves a sealed frame. */
public final class AcceptedCardCodec {

    private static final int VERSION = 3;

    /** A batch that was taken in before there were key pairs made ahead goes on. */
    private static final int WITHOUT_KEY_PAIRS = 2;

    private static final int MAX_ENTRIES = 64;
    private static final int MAX_BYTES = 4096;

    private AcceptedCardCodec() {}

    /** One card as bytes. */
    public static ByteString encode(AcceptedCard card) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeOrder(out, card.application());
            writeCard(out, card.application());
            writeSecrets(out, card.application());
            writeAddress(out, card.application().address());
            writeValues(out, card.certificateSerialNumbers());
            writeValues(
                    out, card.keyPairs().stream().map(StockedPairCodec::encode).toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteString.of(bytes.toByteArray());
    }

    private static void writeOrder(DataOutputStream out, CardApplication card) throws IOException {
        out.writeInt(card.recordNumber());
        out.writeUTF(card.orderReference());
        out.writeUTF(card.product());
        out.writeUTF(card.segment());
        out.writeUTF(card.reason().name());
        out.writeUTF(card.language());
    }

    private static void writeCard(DataOutputStream out, CardApplication card) throws IOException {
        out.writeUTF(card.pan().digits());
        out.writeByte(card.panSequenceNumber().value());
        out.writeUTF(card.cardholderName());
        out.writeUTF(card.embossedName());
        writeTexts(out, card.embossLines());
        out.writeUTF(card.effectiveDate().toString());
        out.writeUTF(card.expirationDate().month().toString());
        out.writeUTF(card.serviceCode().digits());
        SuppliedTracks tracks = card.tracks();
        writeTexts(
                out,
                List.of(
                        tracks.track1(),
                        tracks.track2(),
                        tracks.track3(),
                        tracks.track1Discretionary(),
                        tracks.track2Discretionary()));
    }

    private static void writeSecrets(DataOutputStream out, CardApplication card) throws IOException {
        out.writeBoolean(card.pinBlock().isPresent());
        if (card.pinBlock().isPresent()) {
            out.writeUTF(card.pinBlock().get().format().name());
            writeValue(out, card.pinBlock().get().cryptogram());
        }
        Map<String, ByteString> secrets = new TreeMap<>(card.secrets());
        writeTexts(out, List.copyOf(secrets.keySet()));
        writeValues(out, List.copyOf(secrets.values()));
    }

    private static void writeAddress(DataOutputStream out, DeliveryAddress address) throws IOException {
        writeTexts(out, address.lines());
        out.writeUTF(address.postalCode());
        out.writeUTF(address.city());
        out.writeUTF(address.country());
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeByte(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static void writeValues(DataOutputStream out, List<ByteString> values) throws IOException {
        out.writeByte(values.size());
        for (ByteString value : values) {
            writeValue(out, value);
        }
    }

    private static void writeValue(DataOutputStream out, ByteString value) throws IOException {
        out.writeShort(value.size());
        out.write(value.toByteArray());
    }

    /**
     * A card from its bytes, which come out of a frame that was authenticated.
     *
     * @throws IllegalStateException when they are not those of {@link #encode}
     */
    public static AcceptedCard decode(ByteString bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            int version = in.readUnsignedByte();
            if (version != VERSION && version != WITHOUT_KEY_PAIRS) {
                throw new IllegalStateException("a staged card of another version");
            }
            AcceptedCard card = readCard(in, version);
            if (in.available() != 0) {
                throw new IllegalStateException("a staged card with a tail");
            }
            return card;
        } catch (IOException cut) {
            throw new IllegalStateException("a staged card that is cut off");
        }
    }

    private static AcceptedCard readCard(DataInputStream in, int version) throws IOException {
        int recordNumber = in.readInt();
        String orderReference = in.readUTF();
        String product = in.readUTF();
        String segment = in.readUTF();
        OrderReason reason = OrderReason.valueOf(in.readUTF());
        String language = in.readUTF();
        CardApplication application = new CardApplication(
                recordNumber,
                orderReference,
                product,
                segment,
                reason,
                Pan.of(in.readUTF()),
                new PanSequenceNumber(in.readUnsignedByte()),
                in.readUTF(),
                in.readUTF(),
                readTexts(in),
                LocalDate.parse(in.readUTF()),
                new ExpirationDate(YearMonth.parse(in.readUTF())),
                new ServiceCode(in.readUTF()),
                readTracks(in),
                readPinBlock(in),
                readSecrets(in),
                language,
                new DeliveryAddress(readTexts(in), in.readUTF(), in.readUTF(), in.readUTF()));
        List<ByteString> serialNumbers = readValues(in);
        List<ByteString> keyPairs = version == WITHOUT_KEY_PAIRS ? List.of() : readValues(in);
        return new AcceptedCard(
                application,
                serialNumbers,
                keyPairs.stream().map(StockedPairCodec::decode).toList());
    }

    private static SuppliedTracks readTracks(DataInputStream in) throws IOException {
        List<String> tracks = readTexts(in);
        if (tracks.size() != 5) {
            throw new IllegalStateException("a staged card without its five tracks");
        }
        return new SuppliedTracks(tracks.get(0), tracks.get(1), tracks.get(2), tracks.get(3), tracks.get(4));
    }

    private static Optional<EncryptedPinBlock> readPinBlock(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new EncryptedPinBlock(PinBlockFormat.valueOf(in.readUTF()), readValue(in)));
    }

    private static Map<String, ByteString> readSecrets(DataInputStream in) throws IOException {
        List<String> names = readTexts(in);
        List<ByteString> values = readValues(in);
        if (names.size() != values.size()) {
            throw new IllegalStateException("a staged card with unnamed secrets");
        }
        Map<String, ByteString> secrets = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            secrets.put(names.get(i), values.get(i));
        }
        return secrets;
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = bounded(in.readUnsignedByte(), MAX_ENTRIES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static List<ByteString> readValues(DataInputStream in) throws IOException {
        int count = bounded(in.readUnsignedByte(), MAX_ENTRIES);
        List<ByteString> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(readValue(in));
        }
        return values;
    }

    private static ByteString readValue(DataInputStream in) throws IOException {
        byte[] value = new byte[bounded(in.readUnsignedShort(), MAX_BYTES)];
        in.readFully(value);
        return ByteString.of(value);
    }

    private static int bounded(int number, int most) {
        if (number > most) {
            throw new IllegalStateException("a staged card out of bounds");
        }
        return number;
    }
}
