package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.io.OutputStream;
import org.cardwright.formats.bytes.ByteString;

/** Sends a message of any length to the device in parts, as it is written. */
final class MessageLoading extends OutputStream {

    private final HostClient client;
    private final HostCommand command;
    private final HostConversation conversation;
    private final byte[] part;
    private int filled;
    private int loaded;

    MessageLoading(HostClient client, HostConversation conversation) {
        this.client = client;
        this.command = client.command(HostOperation.LOAD_MESSAGE);
        this.conversation = conversation;
        this.part = new byte[client.most(HostOperation.LOAD_MESSAGE, HostField.DATA)];
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            int now = Math.min(part.length - filled, offset + length - at);
            System.arraycopy(from, at, part, filled, now);
            at += now;
            filled += now;
            if (filled == part.length) {
                send();
            }
        }
    }

    /** Sends the rest. Returns how many bytes there were. */
    int complete() throws LostConnectionException {
        if (filled > 0) {
            send();
        }
        return loaded;
    }

    private void send() throws LostConnectionException {
        ByteString data = ByteString.copyOf(part, 0, filled);
        HostFields fields = SealCalls.LOAD.ask().apply(new SealCalls.MessagePart(loaded, data));
        loaded = Math.addExact(loaded, filled);
        filled = 0;
        int expected = loaded;
        conversation.ask(command, client.encoded(command, fields), answer -> {
            if (HostAnswers.checked(command, SealCalls.LOAD.answered(), answer) != expected) {
                throw HostAnswers.wrong(command, "the device has another part of the message");
            }
        });
    }
}
