package org.cardwright.pipeline.partition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Seals;
import org.cardwright.formats.bytes.ByteString;
import org.springframework.batch.integration.partition.StepExecutionRequest;

/**
 * The text of a message about a partition: name of the step, number of its execution, and an HMAC-SHA-256 (RFC 2104) of both under the key
 * of the ledger. Nothing in it belongs to a card, and a broker or one of its users cannot make one.
 */
public final class PartitionTickets {

    private static final String CONTEXT = "partition ticket";
    private static final Pattern TICKET = Pattern.compile("(make:\\d{6}) (\\d{1,18}) ([0-9A-F]{64})");

    private final Seals seals;
    private final KeyName key;

    /** Under a RECORD_MAC key. */
    public PartitionTickets(Seals seals, KeyName key) {
        this.seals = seals;
        this.key = key;
    }

    /** {@code make:000003 4711} and 64 hexadecimal digits. */
    String text(StepExecutionRequest request) {
        String text = request.getStepName() + " " + request.getStepExecutionId();
        return text + " " + mac(text).toHex();
    }

    /** What a message asks for; empty when nobody who has the key has written it. */
    public Optional<StepExecutionRequest> read(String text) {
        Matcher ticket = TICKET.matcher(text);
        if (!ticket.matches()) {
            return Optional.empty();
        }
        ByteString expected = mac(ticket.group(1) + " " + ticket.group(2));
        boolean genuine = MessageDigest.isEqual(
                expected.toByteArray(), ByteString.fromHex(ticket.group(3)).toByteArray());
        return genuine
                ? Optional.of(new StepExecutionRequest(ticket.group(1), Long.parseLong(ticket.group(2))))
                : Optional.empty();
    }

    private ByteString mac(String text) {
        return seals.mac(key, CONTEXT, List.of(ByteString.of(text.getBytes(StandardCharsets.US_ASCII))))
                .get(0);
    }
}
