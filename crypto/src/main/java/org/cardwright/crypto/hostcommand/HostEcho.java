package org.cardwright.crypto.hostcommand;

import java.util.concurrent.atomic.AtomicLong;
import org.cardwright.formats.bytes.ByteString;

/** Asks a host to send something back that it was never sent before. */
final class HostEcho {

    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    private HostEcho() {}

    static void run(HostCommand command, HostConversation conversation) throws LostConnectionException {
        HostFields sent = HostFields.of(HostField.DATA, ByteString.ascii(Long.toHexString(NEXT.incrementAndGet())));
        FieldWriter out = new FieldWriter(HostFraming.LENGTH_BYTES << 16);
        command.request().forEach(rule -> rule.write(sent, out));
        conversation.probe(command, out.written(), answer -> {
            if (!answer.bytes(HostField.DATA).equals(sent.bytes(HostField.DATA))) {
                throw HostAnswers.wrong(command, "it is not what was sent");
            }
        });
    }
}
