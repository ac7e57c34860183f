package org.cardwright.machine.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.TerminalVerificationResults;
import org.cardwright.perso.json.JsonWriter;

/**
 * How a transaction ended and why. Nothing in it is confidential.
 *
 * @param ending approved, declined or terminated, and where
 * @param reason of a terminated transaction, else empty
 * @param authentication method of offline data authentication that was chosen
 * @param results TVR at the end
 * @param statusInformation TSI, 2 bytes
 * @param cardholderVerification CVM results, tag 9F34, 3 bytes
 * @param answer of the issuer, when he was asked
 * @param steps the story, line by line
 */
public record TransactionResult(
        Ending ending,
        String reason,
        AuthenticationMethod authentication,
        TerminalVerificationResults results,
        ByteString statusInformation,
        ByteString cardholderVerification,
        Optional<HostAnswer> answer,
        List<String> steps) {

    private static final Set<String> FAULTS = Set.of(
            "offline-data-authentication-not-performed",
            "sda-failed",
            "dda-failed",
            "cda-failed",
            "icc-data-missing",
            "different-application-versions",
            "expired-application",
            "application-not-yet-effective",
            "service-not-allowed",
            "cardholder-verification-failed",
            "unrecognised-cvm",
            "pin-try-limit-exceeded",
            "issuer-authentication-failed",
            "script-failed-before-final-generate-ac",
            "script-failed-after-final-generate-ac");

    /** How a transaction can end. */
    public enum Ending {
        /** TC without the issuer. */
        APPROVED_OFFLINE,
        /** TC with the issuer. */
        APPROVED_ONLINE,
        /** AAC without the issuer. */
        DECLINED_OFFLINE,
        /** AAC with the issuer. */
        DECLINED_ONLINE,
        /** Neither: the card cannot be used here. */
        TERMINATED
    }

    /** Copies the list. */
    public TransactionResult {
        steps = List.copyOf(steps);
    }

    /** True for TC. */
    public boolean isApproved() {
        return ending == Ending.APPROVED_OFFLINE || ending == Ending.APPROVED_ONLINE;
    }

    /** Results that a card just made must not have. */
    public List<String> faults() {
        return results.names().stream().filter(FAULTS::contains).toList();
    }

    /** True when the card is one that a terminal and its issuer take without any reservation. */
    public boolean isAccepted() {
        return isApproved() && faults().isEmpty();
    }

    /** In plain words, one line per fact. */
    public List<String> text() {
        List<String> lines = new ArrayList<>(steps);
        lines.add("TVR " + results + (results.names().isEmpty() ? "" : " " + results.names()));
        lines.add("TSI " + statusInformation.toHex());
        lines.add("CVM results " + cardholderVerification.toHex());
        lines.add("offline data authentication " + authentication);
        lines.add(ending + (reason.isEmpty() ? "" : ": " + reason));
        return lines;
    }

    /** The same as one JSON object. */
    public String json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            JsonWriter json = JsonWriter.inGivenOrder(out).beginObject();
            json.member("ending", ending.name())
                    .member("reason", reason)
                    .name("accepted")
                    .value(isAccepted());
            json.member("authentication", authentication.name());
            json.member("tvr", results.value());
            array(json, "tvr_names", results.names());
            json.member("tsi", statusInformation).member("cvm_results", cardholderVerification);
            json.member("issuer", answer.map(HostAnswer::text).orElse(""));
            array(json, "steps", steps);
            json.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void array(JsonWriter json, String name, List<String> texts) throws IOException {
        json.name(name).beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }
}
