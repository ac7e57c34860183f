package org.cardwright.jobs.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.json.JsonWriter;

/**
 * What happened in a ceremony, one line of JSON for each step, and the signature over all of them (Ed25519, RFC 8032) in the last.
 *
 * <p>Names, moments and check values; never a secret.
 */
public final class Transcript {

    static final String REHEARSAL = "rehearsal";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<Step> steps = new ArrayList<>();
    private final Head head;

    /**
     * What the ceremony is.
     *
     * @param ceremony its id
     * @param purpose what for
     * @param rehearsal true when it is only practised
     */
    public record Head(String ceremony, String purpose, boolean rehearsal) {

        private static final String DESTRUCTION = "destruction-";

        String title() {
            return ceremony.startsWith(DESTRUCTION) ? "CERTIFICATE OF DESTRUCTION" : "TRANSCRIPT " + ceremony;
        }
    }

    /**
     * One step.
     *
     * @param at when
     * @param who id of the person
     * @param did what
     */
    public record Step(Instant at, String who, String did) {

        /** Without fractions of a second: nobody acts faster. */
        public Step {
            at = at.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    Transcript(Head head) {
        this.head = head;
    }

    /**
     * The certificate that a key was destroyed, which is kept and verified as a transcript is.
     *
     * @param key its name, as a file may be called
     * @param words which key it was
     */
    public static Transcript ofDestruction(String key, String words, Clock clock) {
        String id = Head.DESTRUCTION + key + "-" + TIME.format(clock.instant());
        return new Transcript(new Head(id, words, false));
    }

    /** What the ceremony is. */
    public Head head() {
        return head;
    }

    /** All steps so far. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Writes a step down; never a secret. */
    public void add(Step step) {
        steps.add(step);
    }

    /** The lines that are signed, each with its end. */
    ByteString lines() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter.inGivenOrder(out)
                .beginObject()
                .member("cardwright_ceremony", 1)
                .member("ceremony", head.ceremony())
                .member("purpose", head.purpose())
                .member("mode", head.rehearsal() ? REHEARSAL : "real")
                .endObject();
        out.write('\n');
        int number = 1;
        for (Step step : steps) {
            JsonWriter.inGivenOrder(out)
                    .beginObject()
                    .member("step", number++)
                    .member("at", step.at().toString())
                    .member("who", step.who())
                    .member("did", step.did())
                    .endObject();
            out.write('\n');
        }
        return ByteString.of(out.toByteArray());
    }

    /** Makes the signature of a transcript. */
    public interface Signer {

        /** 32 bytes by which it is verified. */
        ByteString publicKey();

        /** 64 bytes. */
        ByteString sign(ByteString lines);
    }

    /** The whole file. */
    public byte[] signed(Signer signer) throws IOException {
        ByteString lines = lines();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(lines.toByteArray());
        JsonWriter.inGivenOrder(out)
                .beginObject()
                .member("public_key", signer.publicKey())
                .member("signature", signer.sign(lines))
                .endObject();
        out.write('\n');
        return out.toByteArray();
    }
}
