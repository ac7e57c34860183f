package org.cardwright.perso.response;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.json.CanonicalJson;
import org.cardwright.perso.json.JsonWriter;

/**
 * {@code response.json}: one JSON object in the form of RFC 8785. Its signature is Ed25519 (RFC 8032) over that form without the member
 * {@code signature}, as it is with manifests. The cards are never all in memory.
 */
public final class ResponseFile {

    /** Its name. */
    public static final String NAME = "response.json";

    static final String FORMAT = "cardwright-response-1";
    static final String SIGNATURE = "signature";

    private static final int BUFFER_BYTES = 1 << 16;

    private final ResponseHead head;
    private final ResponseOrders orders;
    private final Cards cards;

    /** What is answered. */
    public ResponseFile(ResponseHead head, ResponseOrders orders, Cards cards) {
        this.head = head;
        this.orders = orders;
        this.cards = cards;
    }

    /** The cards that were made, in the order of the batch; they are asked for more than once and must be the same each time. */
    @FunctionalInterface
    public interface Cards {

        /** Shows one after the other. */
        void each(Visitor visitor) throws IOException;

        /** Takes the cards. */
        @FunctionalInterface
        interface Visitor {

            /** The next card. */
            void visit(AnsweredCard card) throws IOException;
        }
    }

    /** Who signs. */
    public interface Signer {

        /** 32 bytes that verify the signature. */
        ByteString publicKey();

        /** 64 bytes over a message that is written several times. */
        ByteString sign(SignedMessage message) throws IOException;
    }

    /** Writes the answer with its signature. */
    public void write(OutputStream file, Signer signer) throws IOException {
        ByteString signature = signer.sign(out -> write(out, signer.publicKey(), ByteString.EMPTY));
        write(file, signer.publicKey(), signature);
    }

    /** Members in the order of RFC 8785, 3.2.3; an empty signature is left out. */
    private void write(OutputStream file, ByteString publicKey, ByteString signature) throws IOException {
        JsonWriter out = JsonWriter.canonical(file).beginObject().member("batch", head.batch());
        CardTally tally = writeCards(out);
        writeCounts(out.name("counts"), head.counts());
        out.member("format", FORMAT).name("held").beginArray();
        for (ResponseOrders.Held held : orders.held()) {
            out.beginObject()
                    .member("order", held.order())
                    .member("reason", held.reason())
                    .member("record", held.record())
                    .endObject();
        }
        out.endArray().member("issuer", head.issuer());
        writeProduction(out.name("production"), tally);
        out.member("public_key", publicKey);
        writeRejected(out);
        writeRemade(out);
        if (head.sequenceNumber().isPresent()) {
            out.member("sequence_number", head.sequenceNumber().getAsLong());
        }
        if (!signature.isEmpty()) {
            out.member(SIGNATURE, signature);
        }
        out.member("source_sha256", head.sourceSha256())
                .member("state", head.ending().name())
                .endObject();
    }

    private CardTally writeCards(JsonWriter out) throws IOException {
        CardTally tally = new CardTally();
        out.name("cards").beginArray();
        cards.each(card -> {
            writeCard(out, card);
            tally.add(card.state());
        });
        out.endArray();
        return tally;
    }

    private static void writeCard(JsonWriter out, AnsweredCard card) throws IOException {
        out.beginObject().member("card", card.index());
        if (card.chip().isPresent()) {
            AnsweredCard.Chip chip = card.chip().get();
            out.name("chip")
                    .beginObject()
                    .member("begun_at", chip.made().begunAt())
                    .member("ended_at", chip.made().endedAt())
                    .member("head", chip.head())
                    .member("key_data", chip.keyData())
                    .member("number", chip.number())
                    .member("station", chip.station())
                    .endObject();
        }
        out.member("order", card.order())
                .member("spoiled_chips", card.spoiledChips())
                .member("state", card.state().name())
                .endObject();
    }

    private static void writeCounts(JsonWriter out, ManifestHead.Counts counts) throws IOException {
        out.beginObject()
                .member("good", counts.good())
                .member("held", counts.held())
                .member("in", counts.in())
                .member("rejected", counts.rejected())
                .member("remade", counts.remade())
                .endObject();
    }

    private static void writeProduction(JsonWriter out, CardTally tally) throws IOException {
        out.beginObject();
        for (AnsweredCard.State state : ResponseCheck.STATES) {
            out.member(state.name().toLowerCase(Locale.ROOT), tally.of(state));
        }
        out.endObject();
    }

    private void writeRejected(JsonWriter out) throws IOException {
        out.name("rejected").beginArray();
        for (RejectsFile.Row row : orders.rejected()) {
            out.beginObject()
                    .member("field", row.field())
                    .member("order", row.orderReference())
                    .member("reason", row.reason())
                    .member("record", row.recordNumber())
                    .member("rule", row.ruleId())
                    .endObject();
        }
        out.endArray();
    }

    private void writeRemade(JsonWriter out) throws IOException {
        out.name("remade").beginArray();
        for (ResponseOrders.Remade remade : orders.remade()) {
            out.beginObject()
                    .member("attempt", remade.attempt())
                    .member("order", remade.order())
                    .member("record", remade.record())
                    .member("request", remade.request())
                    .endObject();
        }
        out.endArray();
    }

    /**
     * Reads an answer through.
     *
     * @throws org.cardwright.perso.json.MalformedJsonException when it is not one, or its lists have other lengths than its counts say
     */
    public static ResponseCheck read(Path file) throws IOException {
        return ResponseCheck.read(open(file));
    }

    /** True when the signature in the file was made by that key over the rest of the file, which is in the form of RFC 8785. */
    public static boolean isSigned(Path file, ByteString publicKey, SignatureVerifier signatures) throws IOException {
        return signatures.verify(
                publicKey,
                out -> CanonicalJson.write(() -> open(file), SIGNATURE, out),
                read(file).signature());
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
    }
}
